"""What the page frame needs on every page: the menu of the person who is signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from projects.access import Verb, has
from projects.models import User

_NARRATIVE = "scoring:narrative"  # beside the sheets, with a list of its own
# (view name, words, verb that shows it, prefixes of view names under it)
MENU: tuple[tuple[str, str, Verb, tuple[str, ...]], ...] = (
    ("home", "工作台", Verb.SEE, ("home", "scoring:todo", "scoring:progress")),
    ("scoring:departments", "部门与项目", Verb.SEE, ("scoring:department",)),
    ("scoring:plans", "绩效目标", Verb.SEE, ("scoring:plan",)),
    (
        "scoring:monitoring",
        "运行监控",
        Verb.SEE,
        ("scoring:monitoring", "scoring:notice", "scoring:rectification"),
    ),
    ("scoring:sheets", "绩效自评", Verb.SEE, ("scoring:sheet", "scoring:evidence", _NARRATIVE)),
    ("scoring:findings", "检查问题", Verb.SEE, ("scoring:finding",)),
    ("scoring:finances", "预决算", Verb.SEE, ("scoring:finance",)),
    # Who plans picks out of it, who maintains it keeps it; no role does both.
    ("scoring:library", "指标库", Verb.PLAN, ("scoring:library", "scoring:template")),
    ("scoring:library", "指标库", Verb.LIBRARY, ("scoring:library", "scoring:template")),
    ("scoring:windows", "时限", Verb.SCHEDULE, ("scoring:window",)),
    ("scoring:jobs", "导出与作业", Verb.EXPORT, ("scoring:job",)),
    ("projects:accounts", "单位与账号", Verb.MANAGE, ("projects:",)),
)
# Lists of one year: another year chosen there shows the same list again.
YEARLY = frozenset(
    {
        "scoring:departments", "scoring:plans", "scoring:monitoring", "scoring:sheets",
        "scoring:windows", "scoring:finances", "scoring:findings",
    }
)  # fmt: skip


def frame(request: HttpRequest) -> dict[str, Any]:
    """The menu for a signed-in person; only the version for a visitor."""
    context: dict[str, Any] = {"version": settings.VERSION}
    user = request.user
    if not isinstance(user, User):
        return context
    here = request.resolver_match.view_name if request.resolver_match else ""
    context["menu"] = [
        {
            "url": reverse(name),
            "section": name,
            "words": words,
            "counts": name == "home",
            "here": here.startswith(prefixes),
            "plain": verb == Verb.MANAGE,  # knows no year
        }
        for name, words, verb, prefixes in MENU
        if has(user, verb)
    ]
    lists = (name for name, _, _, under in MENU if name in YEARLY and here.startswith(under))
    is_narrative = here.startswith(_NARRATIVE)
    context["year_url"] = reverse("scoring:narratives" if is_narrative else next(lists, "home"))
    return context
