"""In which state of a row a permitted change is taken, from the rules in words.

Who may do what at all stands in `perf.assure.access.policy`. A plan or a sheet is filled in by its
unit while it is a draft and its stage is open; it is sent, checked by the department above, then by
the finance bureau, and whoever does not agree returns it. What is not a draft, or is late, is
locked and says so (409). Where no supervising department stands over a unit, finance checks for
it. Approved targets that a sheet was opened on do not change any more. Past the deadline a unit
takes nothing back. Its filer gives up what it began: targets that were never approved, an
adjustment, a sheet that nobody has filled; at any time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from perf.assure.access.policy import (
    ABOVE,
    ADMINISTRATORS,
    FORBIDDEN,
    MISSING,
    NOTHING_NEW,
    POLICY,
    SAVED,
    SHOWN,
    VISITORS,
    WRONG,
    Answer,
    answer,
)

LOCKED = Answer("locked", (409,))
CLOSED, EARLY = ", stage closed", ", stage not open yet"
EVALUATED, AGAIN = ", evaluated", ", adjusted"
PLANS = (
    "DRAFT",
    "SUBMITTED",
    "DEPARTMENT_PASSED",
    "FINANCE_APPROVED",
    f"DRAFT{CLOSED}",
    f"SUBMITTED{CLOSED}",
    f"DRAFT{AGAIN}",
    f"FINANCE_APPROVED{CLOSED}",
    f"FINANCE_APPROVED{EVALUATED}",
)
SHEETS = (
    "DRAFT",
    "SUBMITTED",
    "DEPARTMENT_PASSED",
    "ACCEPTED",
    "SEALED",
    f"DRAFT{CLOSED}",
    f"SUBMITTED{CLOSED}",
)
REPORTS = (
    "DRAFT",
    "SUBMITTED",
    f"DRAFT{CLOSED}",
    f"DRAFT{EARLY}",
    f"SUBMITTED{CLOSED}",
)
MENDINGS = ("NOTIFIED", "ANSWERED", "RETURNED", "ACCEPTED")
NARRATIVES = ("DRAFT", "PUBLISHED")
STATES: dict[str, tuple[str, ...]] = {
    "plan": PLANS,
    "sheet": SHEETS,
    "report": REPORTS,
    "mending": MENDINGS,
    "narrative": NARRATIVES,
    "": ("",),  # rows without a state
}


def is_from_outside(state: str) -> bool:
    """Whether it is more than the row's own state: a deadline, a sheet, an adjustment."""
    return "," in state


@dataclass(frozen=True, slots=True)
class Turn:
    """The states that take a change, and what a permitted person is told in any other.

    `reading`: the form itself is not shown then either.
    """

    states: frozenset[str]
    refused: Answer = LOCKED
    reading: bool = False


def _in(*states: str, refused: Answer = LOCKED, reading: bool = False) -> Turn:
    return Turn(frozenset(states), refused, reading)


_TARGETS = _in("DRAFT", f"DRAFT{AGAIN}", reading=True)
_ACTUALS = _in("DRAFT", reading=True)
_FILES = _in("DRAFT")  # whoever may see a row may see its files at any time
TURNS: dict[str, Turn] = {
    "scoring:plan_edit": _TARGETS,
    "scoring:plan_pick": _TARGETS,
    "scoring:plan_tasks": _TARGETS,
    # Told on the page of the plan: its targets are not approved, or it has its sheet.
    "scoring:sheet_open": _in("FINANCE_APPROVED", f"FINANCE_APPROVED{CLOSED}", refused=NOTHING_NEW),
    "scoring:sheet_entry": _ACTUALS,
    "scoring:sheet_row": _ACTUALS,
    "scoring:sheet_paste": _ACTUALS,
    "scoring:sheet_rates": _ACTUALS,
    "scoring:evidence_row": _FILES,
    "scoring:evidence_remove": _FILES,
    "scoring:monitoring_entry": _ACTUALS,
    "scoring:monitoring_line": _ACTUALS,
    "scoring:monitoring_submit": _ACTUALS,
    # What was handed in may be returned after the end as well.
    "scoring:monitoring_return": _in("SUBMITTED", f"SUBMITTED{CLOSED}"),
    # A notice is about what was handed in; the form says so.
    "scoring:notice": _in("SUBMITTED", f"SUBMITTED{CLOSED}", refused=WRONG),
    "scoring:rectification_answer": _in("NOTIFIED", "RETURNED"),
    "scoring:rectification_accept": _in("ANSWERED"),
    "scoring:rectification_return": _in("ANSWERED"),
    "scoring:narrative_edit": _ACTUALS,
    "scoring:narrative_renew": _in("DRAFT"),
    "scoring:narrative_publish": _in("DRAFT"),
    "scoring:narrative_withdraw": _in("PUBLISHED"),
}

# Given to the person who asked for it; another filer of the unit stands there as its head does.
OF_ONE = frozenset({"scoring:job", "scoring:job_file", "scoring:notice_read"})
# A round counts for everybody below the body that opened it: who stands between gives his own
# units more time there, and sees its form, on which nothing else of that body stands.
COUNTS_BELOW = frozenset({"scoring:monitoring_round_extend"})
UNIT = frozenset({"filer", "head"})
FILER = frozenset({"filer"})
DEPARTMENT = frozenset({"supervisor"})
BUREAU = frozenset({"finance"})
Steps = Mapping[str, Mapping[str, frozenset[str]]]
_COMMON: Steps = {
    "submit": {"DRAFT": UNIT},
    "withdraw": {"SUBMITTED": UNIT},
    "pass": {"SUBMITTED": DEPARTMENT},
    "recall": {"DEPARTMENT_PASSED": DEPARTMENT},
}
# step: {state that it leads out of: who takes it}
STEPS: dict[str, Steps] = {
    "scoring:plan_step": {
        **_COMMON,
        "return": {
            "SUBMITTED": DEPARTMENT,
            "DEPARTMENT_PASSED": BUREAU,
            "FINANCE_APPROVED": BUREAU,
        },
        "approve": {"DEPARTMENT_PASSED": BUREAU},
        "adjust": {"FINANCE_APPROVED": FILER},
        "void": {"DRAFT": FILER},
        "cancel": {"DRAFT": FILER},
        "accept": {},  # a step of sheets alone
        "discard": {},
    },
    "scoring:sheet_step": {
        **_COMMON,
        "return": {"SUBMITTED": DEPARTMENT, "DEPARTMENT_PASSED": BUREAU, "ACCEPTED": BUREAU},
        "accept": {"DEPARTMENT_PASSED": BUREAU},
        "discard": {"DRAFT": FILER},
        "adjust": {},  # steps of plans alone
        "void": {},
        "cancel": {},
    },
}
IN_TIME = frozenset({"submit", "withdraw", "adjust"})


def column(actor: str, *, inside: bool) -> str:
    """Under which name of the policy a person stands who asks for a row in or outside his scope."""
    if inside or actor in (*VISITORS, *ADMINISTRATORS):
        return actor
    outside = {"filer": "filer beside", "head": "head beside"}
    outside["supervisor"] = "supervisor of the other branch"
    return outside.get(actor, f"{actor} elsewhere")


def wanted(
    view: str,
    method: str,
    actor: str,
    state: str,
    step: str = "",
    *,
    alone: bool = False,
    top: bool = False,
) -> Answer:
    """What may come back when the row is in that state; `actor` is a column of the policy.

    `alone`: no supervising department stands over the unit; `top`: nobody does. The windows of
    those are the system administrator's too.
    """
    said = answer(view, method, actor)
    if top and (view, actor) == ("scoring:window", "system"):
        said = answer(view, method, "finance")
    is_read = method in ("GET", "HEAD")
    if step and (is_read or method == "POST") and actor in (*UNIT, *ABOVE):
        return _step(view, method == "POST", actor, state, step, alone)
    turn = TURNS.get(view)
    if turn is None or state in turn.states:
        return said
    if said.saves or (is_read and turn.reading and said is SHOWN and POLICY[view][1][actor].saves):
        return turn.refused
    return said


def _step(view: str, is_taken: bool, actor: str, state: str, step: str, alone: bool) -> Answer:
    """Whose step it never is: forbidden. Not now: the page says so, and it is refused."""
    turns = {
        source: who | BUREAU if alone and who is DEPARTMENT else who
        for source, who in STEPS[view][step].items()
    }
    if not turns:
        return MISSING
    if all(actor not in who for who in turns.values()):
        return FORBIDDEN
    source = state.split(",")[0]
    if source in turns and actor not in turns[source]:
        return FORBIDDEN  # another's turn
    if not is_taken:
        return SHOWN
    is_late = state.endswith(CLOSED) and step in IN_TIME
    is_settled = state.endswith(EVALUATED)
    # Targets that were approved once are not voided; only an adjustment can be cancelled.
    is_other = step in ("void", "cancel") and (step == "cancel") != state.endswith(AGAIN)
    return LOCKED if source not in turns or is_late or is_settled or is_other else SAVED
