"""Who is there: departments of two branches and of another bureau, and one person of every kind."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from perf.assure.access.policy import ELSEWHERE
from perf.assure.making.rows import make_client, make_department, make_user
from projects.models import Department, User
from scoring.models import Sheet

Role = User.Role
Kind = Department.Kind


@dataclass
class World:
    """What is asked for: addresses, forms, people, and who may know which signs."""

    sessions: dict[str, str] = field(default_factory=dict)  # actor -> session key
    people: dict[str, User] = field(default_factory=dict)
    signs: dict[str, set[str]] = field(default_factory=dict)  # place -> signs of its rows
    names: dict[str, set[str]] = field(default_factory=dict)  # place -> name, code, id
    heads: dict[str, set[str]] = field(default_factory=dict)  # place -> names of its projects
    addresses: dict[str, str] = field(default_factory=dict)  # view -> address of the unit's row
    missing: dict[str, str] = field(default_factory=dict)  # view -> the same with random ids
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)  # view -> what is posted

    browser: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def client(self, actor: str) -> Client:
        """The one browser, in the hands of that person; whoever had it before left no cookie."""
        self.browser.cookies.clear()
        if actor in self.sessions:
            self.browser.cookies["sessionid"] = self.sessions[actor]
        return self.browser

    def own_sheet(self, actor: str) -> Sheet:
        """The filed sheet of the person's department."""
        department = self.people[actor].department
        return Sheet.objects.get(department=department, plan__project=None, year=2021)


# Which departments a person may know of; nobody else's signs may stand on his pages.
SCOPES = {
    "filer": {"unit"},
    "moved": {"far"},
    "head": {"unit"},
    "supervisor": {"branch", "unit", "beside"},
    "reviewer": {"bureau", "branch", "unit", "beside", "other branch", "far"},
    "filer beside": {"beside"},
    "filer of the branch": {"branch"},
    "supervisor of the other branch": {"other branch", "far"},
    "head beside": {"beside"},
}
SCOPES |= dict.fromkeys(ELSEWHERE, {"elsewhere"})
SCOPES |= dict.fromkeys(["arbiter", "finance", "auditor"], SCOPES["reviewer"])


def settle(world: World) -> dict[str, Department]:
    """Make the departments; every one has a sign of its own."""
    bureau = make_department(name="名辰七", kind=Kind.FINANCE)
    branch = make_department(name="名卯七", kind=Kind.SUPERVISING, parent=bureau)
    other = make_department(name="名寅七", kind=Kind.SUPERVISING, parent=bureau)
    found = {
        "bureau": bureau,
        "branch": branch,
        "unit": make_department(name="名子七", parent=branch),
        "beside": make_department(name="名丑七", parent=branch),
        "other branch": other,
        "far": make_department(name="名亥七", parent=other),
        "elsewhere": make_department(name="名戌七", kind=Kind.FINANCE),
    }
    for place, department in found.items():
        world.names[place] = {department.name, department.code, str(department.public_id)}
        world.signs[place] = set()
    return found


def admit(world: World, departments: dict[str, Department]) -> None:
    """Make an account of every kind."""
    for actor, role, place in (
        ("filer", Role.FILER, "unit"),
        ("head", Role.UNIT_HEAD, "unit"),
        ("supervisor", Role.SUPERVISOR, "branch"),
        ("reviewer", Role.REVIEWER, "bureau"),
        ("arbiter", Role.ARBITER, "bureau"),
        ("finance", Role.FINANCE, "bureau"),
        ("auditor", Role.AUDITOR, "bureau"),
        ("filer beside", Role.FILER, "beside"),
        ("filer of the branch", Role.FILER, "branch"),
        ("supervisor of the other branch", Role.SUPERVISOR, "other branch"),
        ("head beside", Role.UNIT_HEAD, "beside"),
        ("moved", Role.FILER, "unit"),  # until all have signed in
        ("finance elsewhere", Role.FINANCE, "elsewhere"),
        ("reviewer elsewhere", Role.REVIEWER, "elsewhere"),
        ("arbiter elsewhere", Role.ARBITER, "elsewhere"),
        ("auditor elsewhere", Role.AUDITOR, "elsewhere"),
        ("disabled", Role.FILER, "unit"),
    ):
        world.people[actor] = make_user(role=role, department=departments[place])
    for actor, role in (
        ("system", Role.SYSTEM_ADMIN),
        ("security", Role.SECURITY_ADMIN),
        ("audit", Role.AUDIT_ADMIN),
    ):
        world.people[actor] = make_user(role=role)


def sign_in(world: World, departments: dict[str, Department]) -> None:
    """Give everybody a session; then disable one account, and move one to another branch.

    The session from before the move stays, as "moved away".
    """
    for actor, person in world.people.items():
        world.sessions[actor] = session_of(person)
    User.objects.filter(pk=world.people["disabled"].pk).update(is_active=False)
    world.sessions["moved away"] = world.sessions["moved"]
    moved = world.people["moved"]
    moved.department = departments["far"]
    moved.save(update_fields=["department"])
    world.sessions["moved"] = session_of(moved)


def session_of(person: User) -> str:
    """The key of a new session."""
    return make_client(person).cookies["sessionid"].value
