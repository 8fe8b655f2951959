"""Settings that are lists name nothing twice: what stands there twice is done twice."""

import pytest
from django.conf import settings

LISTS = {
    "apps": settings.INSTALLED_APPS,
    "middleware": settings.MIDDLEWARE,
    "context processors": settings.TEMPLATES[0]["OPTIONS"]["context_processors"],
    "sign-in backends": settings.AUTHENTICATION_BACKENDS,
}


@pytest.mark.parametrize("name", LISTS)
def test_nothing_is_named_twice(name):
    assert sorted(LISTS[name]) == sorted(set(LISTS[name]))
