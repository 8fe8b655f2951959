"""Who may do what, from the rules in words (not from the code that is tested).

A unit's rows are its own: its filer enters them, its head reads them. The supervising department
and the finance bureau's people (reviewer, arbiter, finance, auditor) look over their branch and
change nothing. To everybody else a row does not exist. The three administrators exclude each
other and never see business data; the system administrator keeps departments, accounts, years and
the heads of projects, by hand and by workbook. Everybody changes his own password.
Whoever may read may take files along; a file is given to the person who asked for it and to
nobody else. A visitor, and an account that was disabled, is asked to sign in; so is a person who
was moved to another unit a moment ago, and signed in anew he is a stranger to the former one.

In which state of a row a permitted change is taken stands in `perf.assure.access.turns`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What may come back. `saves`: the database changes; everything else leaves it as it was."""

    words: str
    statuses: tuple[int, ...]
    saves: bool = False
    to_signin: bool = False


SHOWN = Answer("shown", (200,))
SAVED = Answer("saved", (200, 302), saves=True)
SENT_ON = Answer("sent on", (302,))
SIGN_IN = Answer("asked to sign in", (302,), to_signin=True)
FORBIDDEN = Answer("forbidden", (403,))
MISSING = Answer("missing", (404,))
NO_METHOD = Answer("no such method", (405,))
WRONG = Answer("wrong choice", (422,))
NOTHING_NEW = Answer("nothing to change", (302,))
NOTHING = Answer("nothing of anybody", (200, 403, 404))

ABOVE = ("supervisor", "reviewer", "arbiter", "finance", "auditor")
# Of another finance bureau: nothing of this one reaches them, not even what it keeps for all.
ELSEWHERE = ("finance elsewhere", "reviewer elsewhere", "arbiter elsewhere", "auditor elsewhere")
STRANGERS = (
    "filer beside",
    "head beside",
    "filer of the branch",
    "moved",
    "supervisor of the other branch",
    *ELSEWHERE,
)
ADMINISTRATORS = ("system", "security", "audit")
VISITORS = ("visitor", "disabled", "moved away")
BUSINESS = ("filer", "head", *ABOVE, *STRANGERS)
ACTORS = (*VISITORS, *BUSINESS, *ADMINISTRATORS)

Row = dict[str, Answer]


def row(visitor: Answer, business: Answer, administrator: Answer, **others: Answer) -> Row:
    """One line of the table; `others` name persons or groups that are answered otherwise."""
    groups = {"above": ABOVE, "strangers": STRANGERS, "elsewhere": ELSEWHERE}
    said = dict.fromkeys(VISITORS, visitor)
    said |= dict.fromkeys(BUSINESS, business)
    said |= dict.fromkeys(ADMINISTRATORS, administrator)
    for name, answer in others.items():
        said |= dict.fromkeys(groups.get(name, (name,)), answer)
    return said


# A list shows everybody his own scope; which signs may stand in it is checked on every page.
LIST = row(SIGN_IN, SHOWN, FORBIDDEN)
ROW = row(SIGN_IN, SHOWN, MISSING, strangers=MISSING)
# The unit's filer enters; who may only look is told so; to others the row does not exist.
FORM = row(SIGN_IN, FORBIDDEN, MISSING, filer=SHOWN, strangers=MISSING)
ENTER = row(SIGN_IN, FORBIDDEN, MISSING, filer=SAVED, strangers=MISSING)
# Sending on its way: the unit's filer or its head.
STEP = row(SIGN_IN, FORBIDDEN, MISSING, filer=SHOWN, head=SHOWN, strangers=MISSING)
SUBMIT = row(SIGN_IN, FORBIDDEN, MISSING, filer=SAVED, head=SAVED, strangers=MISSING)
# Whoever may read may take all along, and that is kept on record.
TAKE = row(SIGN_IN, SAVED, MISSING, strangers=MISSING)
MINE = row(SIGN_IN, MISSING, MISSING, filer=SHOWN)
CANCEL = row(SIGN_IN, MISSING, MISSING, filer=SAVED)
# What a bureau keeps for its branch is seen by all below it, and changed by its finance people.
SHARED = row(SIGN_IN, SHOWN, MISSING, elsewhere=MISSING)
KEEP_FORM = row(SIGN_IN, FORBIDDEN, MISSING, finance=SHOWN, elsewhere=MISSING)
KEEP = row(SIGN_IN, FORBIDDEN, MISSING, finance=SAVED, elsewhere=MISSING)
# Every filer declares plans of his own unit; a form that names another unit's rows is wrong.
FILERS = dict.fromkeys(("filer", "filer beside", "filer of the branch", "moved"), SHOWN)
OWN_PLANS = row(SIGN_IN, FORBIDDEN, FORBIDDEN, **FILERS)
NEW_PLAN = row(SIGN_IN, FORBIDDEN, FORBIDDEN, **dict.fromkeys(FILERS, WRONG) | {"filer": SAVED})
MANAGE = row(SIGN_IN, FORBIDDEN, FORBIDDEN, system=SHOWN)
ADD = row(SIGN_IN, FORBIDDEN, FORBIDDEN, system=SAVED)
# A preview is its uploader's alone; to others who import something it does not exist.
NOT_HIS = dict.fromkeys(("finance", "finance elsewhere"), MISSING)
SET_LIST = row(
    SIGN_IN, FORBIDDEN, FORBIDDEN, finance=SHOWN, system=SHOWN, **{"finance elsewhere": SHOWN}
)
SET_ROW = row(SIGN_IN, FORBIDDEN, MISSING, finance=SHOWN, strangers=MISSING)
SET_ROW_SAVED = row(SIGN_IN, FORBIDDEN, MISSING, finance=SAVED, strangers=MISSING)
URGE = row(SIGN_IN, FORBIDDEN, MISSING, supervisor=SAVED, finance=SAVED, strangers=MISSING)
# A doubt is set aside by its unit or by who stands above it; errors only by the latter.
EXPLAIN = URGE | {"filer": SAVED, "head": SAVED}
NO = row(SIGN_IN, NO_METHOD, NO_METHOD)
# The API asks who somebody is before it looks at what he wants.
API_NO = row(FORBIDDEN, NO_METHOD, FORBIDDEN)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

# view: (GET, POST)
POLICY: dict[str, tuple[Row, Row]] = {
    "home": (row(SIGN_IN, SHOWN, NOTHING, system=SENT_ON), NO),
    "signin": (row(SHOWN, SENT_ON, SENT_ON), row(SHOWN, SENT_ON, SENT_ON)),
    "signout": (NO, row(SIGN_IN, SENT_ON, SENT_ON)),
    "password": (row(SIGN_IN, SHOWN, SHOWN), row(SIGN_IN, SAVED, SAVED)),
    "health": (row(SHOWN, SHOWN, SHOWN), row(NO_METHOD, NO_METHOD, NO_METHOD)),
    "projects:accounts": (MANAGE, NO),
    "projects:years": (MANAGE, ADD),
    "projects:departments": (MANAGE, NO),
    "projects:department_add": (MANAGE, ADD),
    "projects:department_search": (MANAGE, NO),
    "projects:department": (MANAGE, NO),
    "projects:department_change": (MANAGE, ADD),
    "projects:department_move": (MANAGE, ADD),
    "projects:department_rename": (MANAGE, ADD),
    "projects:department_merge": (MANAGE, ADD),
    "projects:department_close": (MANAGE, ADD),
    "projects:department_reopen": (MANAGE, ADD),
    "projects:people": (MANAGE, NO),
    "projects:account_add": (MANAGE, ADD),
    "projects:account": (MANAGE, NO),
    "projects:account_change": (MANAGE, ADD),
    "projects:account_disable": (NO, ADD),
    "projects:account_enable": (NO, ADD),
    "projects:account_reset": (NO, ADD),
    "projects:account_unlock": (NO, ADD),
    "projects:projects": (MANAGE, NO),
    "projects:project_add": (MANAGE, ADD),
    "projects:project": (MANAGE, NO),
    "projects:project_change": (MANAGE, ADD),
    "projects:project_move": (MANAGE, ADD),
    "projects:project_close": (MANAGE, ADD),
    "projects:project_reopen": (MANAGE, ADD),
    "projects:import_new": (MANAGE, ADD),
    "projects:import_template": (MANAGE, NO),
    "projects:import": (
        row(SIGN_IN, FORBIDDEN, FORBIDDEN, system=SHOWN, **NOT_HIS),
        row(SIGN_IN, FORBIDDEN, FORBIDDEN, system=SAVED, **NOT_HIS),
    ),
    "projects:import_errors": (
        row(SIGN_IN, FORBIDDEN, FORBIDDEN, system=SHOWN, **NOT_HIS),
        NO,
    ),
    "scoring:departments": (LIST, NO),
    "scoring:department": (ROW, NO),
    "scoring:plans": (LIST, NO),
    "scoring:plan": (ROW, NO),
    "scoring:plan_step": (STEP, SUBMIT),
    "scoring:plan_history": (ROW, NO),
    "scoring:sheet_open": (NO, ENTER),
    "scoring:plan_new": (OWN_PLANS, NEW_PLAN),
    "scoring:plan_roll": (OWN_PLANS, NEW_PLAN),
    "scoring:plans_submit": (NO, SUBMIT),  # the form names the unit's plan
    "scoring:plan_pick": (FORM, ENTER),
    "scoring:plan_template": (
        row(SIGN_IN, FORBIDDEN, MISSING, finance=SHOWN, strangers=MISSING),
        row(SIGN_IN, FORBIDDEN, MISSING, finance=SAVED, strangers=MISSING),
    ),
    "scoring:library": (LIST, NO),
    "scoring:library_add": (
        row(SIGN_IN, FORBIDDEN, FORBIDDEN, finance=SHOWN, **{"finance elsewhere": SHOWN}),
        row(SIGN_IN, FORBIDDEN, FORBIDDEN, finance=SAVED, **{"finance elsewhere": SAVED}),
    ),
    "scoring:library_entry": (SHARED, NO),
    "scoring:library_change": (KEEP_FORM, KEEP),
    "scoring:library_retire": (NO, KEEP),
    "scoring:templates": (LIST, NO),
    "scoring:template": (SHARED, NO),
    "scoring:template_edit": (KEEP_FORM, KEEP),
    "scoring:template_retire": (NO, KEEP),
    # Who declares the targets says which projects carry out a task.
    "scoring:plan_tasks": (FORM, ENTER),
    "scoring:plan_reading": (OWN_PLANS, NO),
    "scoring:plan_edit": (FORM, ENTER),
    "scoring:sheets": (LIST, NO),
    "scoring:sheets_open": (
        NO,
        row(SIGN_IN, FORBIDDEN, FORBIDDEN, filer=SAVED, strangers=FORBIDDEN)
        | dict.fromkeys(("filer beside", "filer of the branch", "moved"), SENT_ON),
    ),
    "scoring:sheet": (ROW, NO),
    "scoring:sheet_step": (STEP, SUBMIT),
    "scoring:sheet_history": (ROW, NO),
    "scoring:sheet_rates": (FORM, ENTER),
    "scoring:sheet_xlsx": (ROW, NO),
    "scoring:sheet_entry": (FORM, ENTER),
    "scoring:sheet_row": (NO, ENTER),
    "scoring:sheet_paste": (NO, ENTER),
    "scoring:evidence": (ROW, NO),
    "scoring:evidence_zip": (NO, TAKE),
    "scoring:evidence_row": (ROW, ENTER),
    "scoring:evidence_file": (ROW, NO),
    "scoring:evidence_remove": (NO, ENTER),
    # The unit's filer keeps its budgets and final accounts; whoever judges them writes none.
    "scoring:finances": (LIST, NO),
    "scoring:finance_add": (
        OWN_PLANS,
        row(SIGN_IN, FORBIDDEN, FORBIDDEN, **dict.fromkeys(FILERS, SAVED)),
    ),
    "scoring:finance": (ROW, NO),
    "scoring:finance_xlsx": (ROW, NO),
    "scoring:finance_head": (FORM, ENTER),
    "scoring:finance_table_add": (FORM, ENTER),
    "scoring:finance_table": (ROW, NO),
    "scoring:finance_table_replace": (FORM, ENTER),
    "scoring:finance_table_remove": (FORM, ENTER),
    "scoring:finance_cell": (FORM, ENTER),
    "scoring:todo": (LIST, NO),
    # Finance sets the windows of its branch; the administrator those of the roots.
    "scoring:windows": (SET_LIST, NO),
    "scoring:window": (SET_ROW, SET_ROW_SAVED),
    "scoring:progress": (ROW, NO),
    # Who stands above a unit urges it and gives it more time.
    "scoring:progress_remind": (NO, URGE),
    "scoring:progress_extend": (NO, URGE),
    "scoring:progress_unlock": (NO, URGE),
    "scoring:notices": (LIST, NO),
    # What is to be mended is told to the unit's filer and to its head.
    "scoring:notices_read": (NO, row(SIGN_IN, NOTHING_NEW, FORBIDDEN, filer=SAVED, head=SAVED)),
    "scoring:notice_read": (NO, CANCEL),
    "scoring:jobs": (LIST, NO),
    "scoring:jobs_ask": (NO, row(SIGN_IN, SAVED, FORBIDDEN, strangers=WRONG)),
    "scoring:job": (MINE, CANCEL),
    "scoring:job_file": (MINE, NO),
    "scoring:findings": (LIST, NO),
    "scoring:findings_checks": (LIST, NO),
    "scoring:findings_xlsx": (LIST, NO),
    "scoring:findings_check": (NO, row(SIGN_IN, SAVED, FORBIDDEN, strangers=MISSING)),
    "scoring:finding": (ROW, EXPLAIN),
    "scoring:finding_withdraw": (NO, EXPLAIN),
    "api:sheets": (row(FORBIDDEN, SHOWN, FORBIDDEN), API_NO),
    "api:sheet": (row(FORBIDDEN, SHOWN, FORBIDDEN, strangers=MISSING), API_NO),
    "api:findings": (row(FORBIDDEN, SHOWN, FORBIDDEN), API_NO),
    "api:schema": (row(FORBIDDEN, SHOWN, FORBIDDEN), API_NO),
}

# Rows come by workbook from whoever keeps them by hand. Kind: (form and template, upload).
IMPORTS: dict[str, tuple[Row, Row]] = {
    **dict.fromkeys(("departments", "accounts", "projects"), (MANAGE, ADD)),
    "windows": (
        SET_LIST,
        row(SIGN_IN, FORBIDDEN, FORBIDDEN, system=SAVED, **dict.fromkeys(NOT_HIS, SAVED)),
    ),
    "library": POLICY["scoring:library_add"],
}

# A unit's filer fills, its filer or head hands in and answers; the supervising department and
# the finance bureau open rounds for their branch, return and notify. The body that sent a notice
# accepts the answer or returns it: what a supervising department asked for is its people's to
# accept, what the finance bureau asked for the bureau's. The notices asked for here are finance's.
NOTICE = row(SIGN_IN, FORBIDDEN, MISSING, supervisor=SHOWN, finance=SHOWN, strangers=MISSING)
OVERSEE = row(SIGN_IN, FORBIDDEN, MISSING, supervisor=SAVED, finance=SAVED, strangers=MISSING)
JUDGE = row(SIGN_IN, FORBIDDEN, MISSING, finance=SAVED, strangers=MISSING)
OVERSEERS = ("supervisor", "finance", "supervisor of the other branch", "finance elsewhere")
ROUND_ADD = (
    row(SIGN_IN, FORBIDDEN, FORBIDDEN, **dict.fromkeys(OVERSEERS, SHOWN)),
    row(SIGN_IN, FORBIDDEN, FORBIDDEN, **dict.fromkeys(OVERSEERS, SAVED)),
)
# Who opens no rounds is told so whichever round he asks for; others' rounds do not exist.
ELSEWHERES = dict.fromkeys(("supervisor of the other branch", "finance elsewhere"), MISSING)
ROUND = (
    row(SIGN_IN, FORBIDDEN, FORBIDDEN, supervisor=SHOWN, finance=SHOWN, **ELSEWHERES),
    row(SIGN_IN, FORBIDDEN, FORBIDDEN, supervisor=SAVED, finance=SAVED, **ELSEWHERES),
)
POLICY |= {
    "scoring:monitoring": (LIST, NO),
    "scoring:monitoring_red": (LIST, NO),
    "scoring:monitoring_round_add": ROUND_ADD,
    "scoring:monitoring_round": ROUND,
    "scoring:monitoring_round_fill": (NO, ROUND[1]),
    "scoring:monitoring_round_extend": ROUND,  # as for stages: the department above, or finance
    "scoring:monitoring_report": (ROW, NO),
    "scoring:monitoring_entry": (FORM, ENTER),
    "scoring:monitoring_line": (NO, ENTER),
    "scoring:monitoring_submit": (NO, SUBMIT),
    "scoring:monitoring_return": (NO, OVERSEE),
    "scoring:notice": (NOTICE, OVERSEE),
    "scoring:rectification": (ROW, NO),
    "scoring:rectification_answer": (NO, SUBMIT),
    "scoring:rectification_accept": (NO, JUDGE),
    "scoring:rectification_return": (NO, JUDGE),
}

# Its filer writes a unit's explanatory text, filer or head makes it public and takes it back;
# every filer begins one for his own unit.
BEGINNERS = dict.fromkeys(FILERS, SAVED)
POLICY |= {
    "scoring:narratives": (LIST, NO),
    "scoring:narrative_begin": (NO, row(SIGN_IN, FORBIDDEN, FORBIDDEN, **BEGINNERS)),
    "scoring:narrative": (ROW, NO),
    "scoring:narrative_edit": (FORM, ENTER),
    "scoring:narrative_renew": (NO, ENTER),
    "scoring:narrative_publish": (NO, SUBMIT),
    "scoring:narrative_withdraw": (NO, SUBMIT),
    "scoring:narrative_docx": (ROW, NO),
}

# Where a method that no page knows is not just refused: a person who is in needs no sign-in page.
UNKNOWN = {
    "signin": row(NO_METHOD, SENT_ON, SENT_ON),
    "health": row(NO_METHOD, NO_METHOD, NO_METHOD),
}


def answer(view: str, method: str, actor: str) -> Answer:
    """What the table says. HEAD is answered as GET; no view takes any other method."""
    if method in ("GET", "HEAD"):
        return POLICY[view][0][actor]
    if method == "POST":
        return POLICY[view][1][actor]
    return UNKNOWN.get(view, API_NO if view.startswith("api:") else NO)[actor]
