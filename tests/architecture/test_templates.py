"""Templates: every one that is named is there, every one that is there is named."""

import re
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.architecture.repository import sources, text_of

TEMPLATES = sources(".html", top=("templates",))
NAMED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")
IN_CODE = re.compile(r"""["']([a-z_0-9/]+\.html)["']""")
BY_VARIABLE = re.compile(r"\{%\s*(?:include|extends)\s+[^\"'\s]")
# Django asks for these by their names.
BY_DJANGO = {"400.html", "403.html", "404.html", "500.html", "registration/login.html"}


def named():
    found = {}
    for path in TEMPLATES:
        for name in NAMED.findall(text_of(path)):
            found.setdefault(name, str(path))
    for path in sources(".py", top=("perf", "projects", "scoring")):
        for name in IN_CODE.findall(text_of(path)):
            found.setdefault(name, str(path))
    return found


@pytest.mark.parametrize("name", sorted(named()))
def test_a_template_that_is_named_is_there(name):
    assert get_template(name)


def test_a_template_that_is_not_there_is_seen():
    with pytest.raises(TemplateDoesNotExist):
        get_template(NAMED.search('{% include "components/nothing.html" with a=1 %}')[1])


def test_no_template_is_included_by_a_variable():
    assert [str(path) for path in TEMPLATES if BY_VARIABLE.search(text_of(path))] == []


def test_no_template_is_left_over():
    there = {str(path.relative_to("templates")) for path in TEMPLATES}
    assert there - set(named()) - BY_DJANGO == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_template_obeys_the_strict_policy(path):
    """No inline style, script or handler, and nothing fetched from elsewhere."""
    text = text_of(path)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)


def test_there_are_templates():
    assert Path("templates/base.html") in TEMPLATES
