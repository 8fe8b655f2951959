"""The findings of a file by number, and which of them belong in which cell."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from scoring.audit.files import FileAudit
from scoring.audit.page.markup import Markup, element, joined, name_of
from scoring.audit.places import Place, place_of_finding
from scoring.audit.words import NAMES, worst_first
from scoring.checks.finding import WORST_FIRST, Finding, Severity

SIGNS = {Severity.ERROR: "错", Severity.DOUBT: "疑", Severity.ROUNDING: "舍"}

_WORDS, _LONG = 6, 16  # characters; a cell that has more is kept wide enough to be read


class Marked(NamedTuple):
    """The findings of a file worst first, with their places: a number is an index plus one.

    `cells` and `rows` say which are about a cell and about a row; `papers` are the paths of what
    any of them is about, `tables.ROLE` of a table.
    """

    file: int
    findings: tuple[Finding, ...]
    places: tuple[Place, ...]
    cells: Mapping[Place, tuple[int, ...]]
    rows: Mapping[Place, tuple[int, ...]]
    papers: frozenset[str]

    def at(self, *places: Place) -> tuple[int, ...]:
        """The numbers of the findings about these places."""
        return tuple(number for place in places for number in self.cells.get(place, ()))

    def beside(self, place: Place, shown: Collection[str]) -> tuple[int, ...]:
        """The numbers of the findings about a row that are about none of the columns shown."""
        return tuple(
            number
            for number in self.rows.get(place._replace(column=""), ())
            if self.places[number - 1].column not in shown
        )


def marked(file: int, audit: FileAudit) -> Marked:
    """Number the findings of a file."""
    found = tuple(worst_first(audit.findings))
    places = tuple(place_of_finding(finding, audit) for finding in found)
    cells: dict[Place, list[int]] = {}
    rows: dict[Place, list[int]] = {}
    for number, place in enumerate(places, start=1):
        cells.setdefault(place, []).append(number)
        if place.row is not None:
            rows.setdefault(place._replace(column=""), []).append(number)
    papers = frozenset(f"{place.path}.{place.part}" for place in places) | {
        place.path for place in places
    }
    return Marked(file, found, places, _fixed(cells), _fixed(rows), papers)


def _fixed(numbers: Mapping[Place, list[int]]) -> dict[Place, tuple[int, ...]]:
    return {place: tuple(own) for place, own in numbers.items()}


def mark(severity: Severity) -> Markup:
    """The sign of a severity with its whole word for who cannot see it."""
    word = NAMES[severity]
    return element(
        "span",
        element("span", SIGNS[severity], aria_hidden="true"),
        element("span", word, class_="vh"),
        class_=f"mark mark-{severity.value}",
    )


def links(marked: Marked, numbers: tuple[int, ...]) -> Markup:
    """Links from a cell to the findings about it."""
    return joined(
        *(
            joined(
                " ",
                element(
                    "a",
                    mark(marked.findings[number - 1].severity),
                    f"{number}",
                    class_="ref",
                    href=f"#{finding_id(marked.file, number)}",
                ),
            )
            for number in numbers
        )
    )


def css_of(marked: Marked, numbers: tuple[int, ...]) -> str | None:
    """The class of a cell by the worst of its findings; None without any."""
    severities = {marked.findings[number - 1].severity for number in numbers}
    worst = next((one for one in WORST_FIRST if one in severities), None)
    return None if worst is None else f"is-{worst.value}"


def cell_classes(text: str, marked: Marked, numbers: tuple[int, ...], *, num: bool) -> str | None:
    """The classes of a cell: what stands in it and the worst of its findings."""
    classes = (
        "num" if num else None,
        "long" if len(text) > _LONG else "words" if len(text) > _WORDS and not num else None,
        css_of(marked, numbers),
    )
    return " ".join(filter(None, classes)) or None


def finding_id(file: int, number: int) -> str:
    """The id of a finding on the page."""
    return f"f{file}-{number}"


def place_id(file: int, place: Place) -> str:
    """The id of the cell that a finding is about."""
    return name_of(f"c{file}", place.path, place.part, place.row, place.column)
