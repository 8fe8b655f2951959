"""The matrix fails when a guard is taken away: each guard in turn, and what it is noticed by.

A guard is taken away by its code object, because views hold it by name.
"""

import pytest
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated

from perf.assure.access.asking import text_of
from perf.assure.access.matrix import ask, failures
from projects import access
from scoring.api.views import SheetList
from scoring.queries import jobs, sheets
from scoring.services.actuals import Saved
from scoring.views import entry


def refuse_but_write(user, verb, row):
    user.phone += "1"
    user.save()
    raise PermissionDenied  # noqa: F821 (it runs inside projects.access)


def of_anybody(rows, public_id):
    """The row as it was asked for, without what narrows it to its reader."""
    unguarded = rows.all()
    unguarded.query.where = type(unguarded.query.where)()
    return unguarded.get(public_id=public_id)


# guard, what stands in for it, who gets in, where, what is said
TAKEN_AWAY = [
    (
        access.visible,
        lambda user, model: model._default_manager.all(),
        "filer beside",
        "scoring:sheet",
        ["GET scoring:sheet: 200 instead of missing (404,)", "shows 数子七", "shows 名子七"],
    ),
    (
        access.visible,
        lambda user, model: model._default_manager.all(),
        "finance elsewhere",
        "api:sheets",
        ["shows 名子七"],
    ),
    (
        access.visible,
        lambda user, model: model._default_manager.all(),
        "audit",
        "scoring:sheet",
        ["GET scoring:sheet: 200 instead of missing (404,)", "shows 名子七"],
    ),
    (
        access.get_visible,
        of_anybody,
        "supervisor of the other branch",
        "scoring:plan",
        ["GET scoring:plan: 200 instead of missing (404,)"],
    ),
    (
        access.may,
        lambda user, verb, row: True,
        "head",
        "scoring:sheet_entry",
        ["GET scoring:sheet_entry: 200 instead of forbidden (403,)", "the database was changed"],
    ),
    (
        access.require,
        lambda user, verb, row: None,
        "supervisor",
        "scoring:plan_edit",
        ["302 instead of forbidden (403,)", "the database was changed"],
    ),
    (
        access.require,
        refuse_but_write,
        "reviewer",
        "scoring:plan_edit",
        ["GET scoring:plan_edit: the database was changed"],
    ),
    (
        access.require_role,
        lambda user, verb: None,
        "filer",
        "projects:account_add",
        ["POST projects:account_add: 200 instead of forbidden (403,)", "the database was changed"],
    ),
    *(
        (
            access.require_role,
            lambda user, verb: None,
            "audit",
            view,
            [f"GET {view}: 200 instead of forbidden (403,)"],
        )
        for view in ("scoring:plans", "scoring:sheets")
    ),
    (
        access.has,
        lambda user, verb: True,
        "security",
        "projects:departments",
        ["200 instead of forbidden (403,)", "shows 名子七"],
    ),
    (
        jobs.own_jobs,
        lambda user: visible(user, Job),  # noqa: F821 (it runs inside scoring.queries.jobs)
        "head",
        "scoring:job",
        ["GET scoring:job: 200 instead of missing (404,)"],
    ),
    (
        sheets.sheet_list,
        lambda user, year: with_heads(Sheet.objects.all()),  # noqa: F821
        "filer beside",
        "scoring:sheets",
        ["shows 名子七"],
    ),
]


def check(world, actor, view, said):
    told = failures(world, [actor], [view])
    for words in said:
        assert any(words in fault for fault in told), f"{words!r} is not among {told}"


def test_every_guard_that_is_taken_away(world):
    for guard, other, actor, view, said in TAKEN_AWAY:
        assert failures(world, [actor], [view]) == []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(guard, "__code__", other.__code__)
            check(world, actor, view, said)


def test_an_entry_that_is_not_saved(world, monkeypatch):
    monkeypatch.setattr(entry, "save_locked", lambda **said: Saved())
    check(world, "filer", "scoring:sheet_entry", ["POST scoring:sheet_entry: nothing was saved"])


def test_units_that_see_what_lies_below_them(world, monkeypatch):
    monkeypatch.setattr(access, "OWN_DEPARTMENT_ONLY", frozenset())
    check(world, "filer of the branch", "scoring:sheets", ["shows 名子七"])


def test_pages_that_ask_nobody_to_sign_in(world, settings):
    asks = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != asks]
    check(world, "visitor", "scoring:plans", ["403 instead of asked to sign in"])


def test_an_api_that_is_open(world, monkeypatch):
    monkeypatch.setattr(SpectacularAPIView, "permission_classes", [AllowAny])
    check(world, "visitor", "api:schema", ["200 instead of forbidden (403,)"])


@pytest.mark.parametrize("view, name", [(SheetList, "sheets"), (SpectacularAPIView, "schema")])
def test_an_api_that_only_asks_who_you_are(world, monkeypatch, view, name):
    monkeypatch.setattr(view, "permission_classes", [IsAuthenticated])
    check(world, "audit", f"api:{name}", [f"GET api:{name}: 200 instead of forbidden (403,)"])


def test_the_signs_that_are_searched_for_do_stand_on_the_pages(world):
    for view in ("scoring:sheet", "scoring:plan", "scoring:plan_edit", "api:sheet"):
        assert "数子七" in text_of(ask(world, "filer", view, "GET").content), view
    for view in ("scoring:departments", "scoring:sheets", "api:sheets", "home"):
        assert "名子七" in text_of(ask(world, "supervisor", view, "GET").content), view
