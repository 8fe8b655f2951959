"""Who gets in at the door."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def sign_in(username, password):
    """Whether a browser gets in."""
    client = Client()
    client.post(reverse("signin"), {"username": username, "password": password})
    return client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize(
    "is_active, password, gets_in",
    [(True, PASSWORD, True), (True, "another-one-1", False), (False, PASSWORD, False)],
)
def test_only_an_active_account_with_its_password_gets_in(is_active, password, gets_in):
    person = make_user(is_active=is_active)
    assert sign_in(person.username, password) is gets_in


def test_unknown_disabled_and_wrong_are_answered_alike():
    """A visitor learns from no answer which accounts there are."""
    active, disabled = make_user(), make_user(is_active=False)
    told = set()
    for username, password in (
        (active.username, "another-one-1"),
        (disabled.username, PASSWORD),
        ("nobody", PASSWORD),
    ):
        response = Client().post(reverse("signin"), {"username": username, "password": password})
        errors = response.context["form"].non_field_errors()
        told.add((response.status_code, *errors))
    assert len(told) == 1
