"""A tree in which every relation is found, and who asks from where.

    finance bureau ── branch ── unit          finance bureau of another place
                  ├── other branch
                  └── a unit without a supervising department

Every role sits at the branch: its own rows, the unit's below it, those of the branch beside it, of
the bureau above it, and of another place.
"""

from dataclasses import dataclass
from pathlib import Path

from django.test import Client

from perf.assure.access.furniture import Place, furnish
from perf.assure.access.people import session_of
from perf.assure.making.rows import make_department, make_entry, make_user
from projects.models import Department, User

Role = User.Role
Kind = Department.Kind
AT_THE_BRANCH = {
    "filer": Role.FILER,
    "head": Role.UNIT_HEAD,
    "supervisor": Role.SUPERVISOR,
    "reviewer": Role.REVIEWER,
    "arbiter": Role.ARBITER,
    "finance": Role.FINANCE,
    "auditor": Role.AUDITOR,
}
ADMINISTRATORS = {
    "system": Role.SYSTEM_ADMIN,
    "security": Role.SECURITY_ADMIN,
    "audit": Role.AUDIT_ADMIN,
}
OF_A_UNIT = (Role.FILER, Role.UNIT_HEAD)
# What lies above whom: of these departments a person may learn the name.
BELOW = {
    "bureau": {"branch", "unit", "other", "alone"},
    "branch": {"unit"},
}
PLACES = ("bureau", "branch", "unit", "other", "alone", "elsewhere")


@dataclass(frozen=True, slots=True)
class Seat:
    """Who asks: `actor` is a column of the policy, `at` a place ("" for none).

    `is_new`: he came a moment ago, and nothing there was asked for by him.
    """

    name: str
    actor: str
    at: str
    session: str
    scope: frozenset[str]
    asks: tuple[str, ...]
    is_new: bool = False

    def relation(self, place: str) -> str:
        """How the place stands to the person's own."""
        if place == self.at:
            return "own"
        if not self.at:
            return "no department"
        if place in BELOW.get(self.at, ()):
            return "subordinate"
        if self.at in BELOW.get(place, ()):
            return "superior"
        return "foreign" if "elsewhere" in (place, self.at) else "sibling"


@dataclass(frozen=True, slots=True)
class Tree:
    """Who asks, and what is asked for."""

    seats: list[Seat]
    places: dict[str, Place]
    browser: Client

    def client(self, seat: Seat) -> Client:
        """The one browser in the hands of that person."""
        self.browser.cookies.clear()
        if seat.session:
            self.browser.cookies["sessionid"] = seat.session
        return self.browser

    def hidden(self, seat: Seat) -> set[str]:
        """The signs that may stand on no page of that person."""
        above = {place for place in PLACES if seat.at in BELOW.get(place, ())}
        found: set[str] = set()
        for name, place in self.places.items():
            if name not in seat.scope:
                found |= place.signs
                found |= set() if name in above else place.names
        return found


def grow(files: Path) -> Tree:
    """Make departments, people and rows; files of jobs lie in the folder `files`."""
    departments = _departments()
    bureau = make_user(role=Role.FINANCE, department=departments["bureau"])
    strange = make_user(role=Role.FINANCE, department=departments["elsewhere"])
    people = {
        actor: make_user(role=role, department=departments["branch"])
        for actor, role in AT_THE_BRANCH.items()
    }
    entry = make_entry(by=bureau)
    places = {}
    for month, name in enumerate(PLACES, 1):
        filer = people["filer"] if name == "branch" else make_user(department=departments[name])
        places[name] = furnish(
            departments[name],
            filer=filer,
            overseer=strange if name == "elsewhere" else bureau,
            month=month,
            entry=entry,
            files=files,
            is_alone=name in ("bureau", "alone", "elsewhere"),
        )
    seats = [
        Seat(
            f"{actor} of the branch",
            actor,
            "branch",
            session_of(person),
            frozenset({"branch"} if person.role in OF_A_UNIT else {"branch", "unit"}),
            ("branch", "unit", "other", "bureau", "elsewhere"),
        )
        for actor, person in people.items()
    ]
    scope = frozenset({"bureau", *BELOW["bureau"]})
    asks = ("bureau", "alone", "unit", "elsewhere")
    seats.append(Seat("finance", "finance", "bureau", session_of(bureau), scope, asks))
    return Tree(seats + _others(departments), places, Client(raise_request_exception=False))


def _departments() -> dict[str, Department]:
    bureau = make_department(name="名甲八", kind=Kind.FINANCE)
    branch = make_department(name="名乙八", kind=Kind.SUPERVISING, parent=bureau)
    return {
        "bureau": bureau,
        "branch": branch,
        "unit": make_department(name="名丙八", parent=branch),
        "other": make_department(name="名丁八", kind=Kind.SUPERVISING, parent=bureau),
        "alone": make_department(name="名戊八", parent=bureau),
        "elsewhere": make_department(name="名己八", kind=Kind.FINANCE),
    }


def _others(departments: dict[str, Department]) -> list[Seat]:
    """Those without a department or an account, and one who was moved a moment ago."""
    seats = [
        Seat(name, name, "", session_of(make_user(role=role)), frozenset(), ("unit", "bureau"))
        for name, role in ADMINISTRATORS.items()
    ]
    disabled = make_user(department=departments["unit"])
    moved = make_user(department=departments["unit"])
    left = session_of(moved), session_of(disabled)
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    moved.department = departments["other"]
    moved.save(update_fields=["department"])
    scope, asks = frozenset({"other"}), ("other", "unit", "branch")
    return [
        *seats,
        Seat("moved", "filer", "other", session_of(moved), scope, asks, is_new=True),
        Seat("moved away", "moved away", "", left[0], frozenset(), ("unit",)),
        Seat("disabled", "disabled", "", left[1], frozenset(), ("unit",)),
        Seat("visitor", "visitor", "", "", frozenset(), ("unit",)),
    ]
