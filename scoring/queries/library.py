"""The indicator library: the list, and what plans of the branch say about one entry."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet

from projects.access import shared, visible
from projects.models import Indicator, LibraryEntry, Plan, TrailEntry, User
from projects.models.names import NameKey
from projects.names import name_key

FEWEST_UNITS = 3
MOST_TARGETS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list is asked for: words or initials, for what kind of plan, the retired too."""

    words: str = ""
    use: str = ""  # "project", "department", or "" for both
    retired: bool = False

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        said = {"q": self.words, "use": self.use, "retired": "1" if self.retired else ""}
        return urlencode({name: value for name, value in said.items() if value})


def library_list(user: User, asked: Asked) -> "QuerySet[LibraryEntry]":
    """The entries of the bureaus above the person that fit what is asked for."""
    rows = shared(user, LibraryEntry).select_related("department")
    if not asked.retired:
        rows = rows.filter(is_active=True)
    if asked.use:
        rows = rows.filter(**{f"for_{asked.use}s": True})
    return rows.filter(_fits(asked.words))


def _fits(words: str) -> Q:
    """Every word stands in the name, its initials, a heading or the explanation."""
    condition = Q()
    for word in words.split():
        key = name_key(word)
        fits = Q(level1__icontains=word) | Q(level2__icontains=word)
        fits |= Q(explanation__icontains=word)
        if key:
            fits |= Q(key__contains=key)
            if key.isascii():
                fits |= Q(initials__contains=key)
        condition &= fits
    return condition


@dataclass(frozen=True, slots=True)
class UsualTarget:
    """A target text and how many approved plans of how many units have it."""

    text: str
    plans: int
    units: int


@dataclass(frozen=True, slots=True)
class EntryPage:
    """All that the page of an entry shows."""

    entry: LibraryEntry
    plans: int
    exact: int
    targets: list[UsualTarget]
    trail: list[TrailEntry]

    @property
    def otherwise(self) -> int:
        """How many plans have a target text that is not shown."""
        return max(0, self.plans - sum(target.plans for target in self.targets))


def entry_page(user: User, entry: LibraryEntry) -> EntryPage:
    """Read what approved plans under the bureau say: three queries whatever their number.

    Plans are found by name: the same name, and the same name but for blanks, quotes, brackets
    and width of signs. No unit is named. A target text is shown when three units have it, or
    when the person may see a plan with it anyway: a text of one or two units would tell what
    they declared to people who may not see their plans, and a text may hold a name. Units are
    counted and not plans, because a unit that rolls its plan over says the same thing each year.
    """
    rows = Indicator.objects.annotate(key=NameKey("name")).filter(
        key=entry.key,
        level=3,
        plan__state=Plan.State.FINANCE_APPROVED,
        department__path__startswith=entry.department.path,
    )
    counts = rows.aggregate(
        all=_PLANS, exact=Count("plan", filter=Q(name=entry.name), distinct=True)
    )
    return EntryPage(
        entry=entry,
        plans=counts["all"],
        exact=counts["exact"],
        targets=_told(user, rows),
        trail=list(
            TrailEntry.objects.filter(subject_kind="LibraryEntry", subject_id=entry.public_id)[:20]
        ),
    )


_PLANS = Count("plan", distinct=True)


def _told(user: User, rows: "QuerySet[Indicator]") -> list[UsualTarget]:
    """The target texts that may be shown, the most usual first."""
    texts = (
        rows.exclude(target_text="")
        .values("target_text")
        .annotate(
            plans=_PLANS,
            units=Count("department", distinct=True),
            own=Count("pk", filter=Q(plan__in=visible(user, Plan).values("pk"))),
        )
        .filter(Q(units__gte=FEWEST_UNITS) | Q(own__gt=0))
        .order_by(F("plans").desc(), "target_text")
    )
    return [
        UsualTarget(row["target_text"], row["plans"], row["units"]) for row in texts[:MOST_TARGETS]
    ]


def place_is_taken(user: User, *, name: str, level2: str, but: LibraryEntry | None) -> bool:
    """Whether the person's bureau has another entry of that name under that heading."""
    rows = LibraryEntry.objects.filter(department=user.department, name=name, level2=level2)
    if but is not None:
        rows = LibraryEntry.objects.filter(
            department_id=but.department_id, name=name, level2=level2
        ).exclude(pk=but.pk)
    return rows.exists()
