"""The entry page of a plan as tests use it: read it as a browser does, and send it back."""

import re
from html.parser import HTMLParser

from django.urls import reverse

from tests.factories import leaves_of

SCRIPT = {"HTTP_HX_REQUEST": "true"}


class Fields(HTMLParser):
    """The fields of the plan's form in their order, as a browser would send them."""

    def __init__(self, html):
        super().__init__()
        self.pairs, self._area, self._inside = [], None, False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self._inside = found.get("id") == "plan-form"
        elif not self._inside or "name" not in found:
            return
        elif tag == "textarea":
            self._area = (found["name"], "")
        elif tag == "input" and found.get("type") != "radio":
            self.pairs.append((found["name"], found.get("value") or ""))

    def handle_data(self, data):
        if self._area:
            self._area = (self._area[0], self._area[1] + data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            name, text = self._area
            self.pairs.append((name, text.removeprefix("\n")))
            self._area = None
        elif tag == "form":
            self._inside = False


def address(plan):
    return reverse("scoring:plan_edit", args=[plan.public_id])


def fields(browser, plan):
    """Everything the page would send, as a dictionary of lists."""
    html = browser.get(address(plan)).content.decode()
    found = {}
    for name, text in Fields(html).pairs:
        found.setdefault(name, []).append(text)
    return found


def key(leaf):
    return leaf.public_id.hex


def changed(found, act="save", **texts):
    """The page's fields with other texts in some of them."""
    return {**found, "act": [act], **{name: [text] for name, text in texts.items()}}


def row_of(found, leaf, **texts):
    """What the script sends of one row."""
    own = {name: value for name, value in found.items() if name.endswith(f"-{key(leaf)}")}
    own |= {f"{letter}-{key(leaf)}": [text] for letter, text in texts.items()}
    return {**own, "row": [key(leaf)]}


def typed(browser, plan, **texts):
    """What is sent of the first row of a page that is made now, with these texts typed in."""
    leaf = leaves_of(plan)[0]
    return row_of(fields(browser, plan), leaf, **texts)


def words(response):
    """The text of the page without its tags."""
    text = re.sub(r"<template.*?</template>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", text)
