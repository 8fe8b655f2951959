"""Every address asks who you are, but for signing in and for the machines that watch."""

import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.urls.converters import IntConverter
from django.views.generic import View
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.views import APIView

OPEN = {"signin", "health"}


def patterns_of(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from patterns_of(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", pattern


def is_open(callback):
    """Whether a visitor is let in. DRF's views are exempt from the middleware: they ask."""
    api = getattr(callback, "cls", None)
    if api is not None and issubclass(api, APIView):
        asks = all(issubclass(rule, IsAuthenticated) for rule in api.permission_classes)
        return not (api.permission_classes and asks)
    return getattr(callback, "login_required", True) is False


ALL = dict(patterns_of(get_resolver().url_patterns))


@pytest.mark.parametrize("name", ALL)
def test_an_address_asks_who_you_are(name):
    assert is_open(ALL[name].callback) == (name in OPEN)


def test_every_address_has_a_name_of_its_own():
    names = [name for name, _ in patterns_of(get_resolver().url_patterns)]
    assert sorted(names) == sorted(set(names))
    assert not [name for name in names if name.endswith("None")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ALL)
def test_a_visitor_gets_no_further_than_the_door(name):
    kinds = ALL[name].pattern.converters
    ids = {
        key: 7 if isinstance(kind, IntConverter) else uuid.UUID(int=7)
        for key, kind in kinds.items()
    }
    response = Client().get(reverse(name, kwargs=ids))
    if name in OPEN:
        assert response.status_code == 200
    elif response.status_code == 302:
        assert response["Location"].startswith(f"{reverse('signin')}?next=")
    else:
        assert response.status_code in (401, 403, 405)


class OpenApi(APIView):
    permission_classes = (AllowAny,)


class UnguardedApi(APIView):
    permission_classes = ()


class ClosedApi(APIView):
    permission_classes = (IsAuthenticated,)


class Page(View):
    pass


def open_page(request):
    raise AssertionError


open_page.login_required = False


@pytest.mark.parametrize(
    "view, expected",
    [
        (OpenApi.as_view(), True),
        (UnguardedApi.as_view(), True),
        (ClosedApi.as_view(), False),
        (Page.as_view(), False),
        (open_page, True),
    ],
)
def test_an_open_view_is_seen(view, expected):
    assert is_open(path("x/", view).callback) is expected
