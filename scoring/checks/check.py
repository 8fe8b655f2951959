"""What a check is: a small pure function, with what an outsider may ask of it."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from types import ModuleType
from typing import Generic, NamedTuple, ParamSpec

from scoring.checks.finding import Finding, Severity

P = ParamSpec("P")


class Subject(StrEnum):
    """What a check looks at, and so what it is called with.

    LINE and FUND: the row and its sheet; SHEET: a sheet or a plan; DOCUMENT: a budget or final
    account; UNIT: all papers of one department and year; BRANCH: those of many departments.
    ASKED: its family calls it, because one cause is told once.
    """

    LINE = "line"
    FUND = "fund"
    SHEET = "sheet"
    DOCUMENT = "document"
    UNIT = "unit"
    BRANCH = "branch"
    ASKED = "asked"


class About(NamedTuple):
    """What a check compares, why, and where the rule stands, in words for a clerk.

    `severities`: how sure its findings can be, worst first. Codes are for outsiders: add, never
    rename.
    """

    code: str
    title: str
    compares: str
    why: str
    source: str
    severities: tuple[Severity, ...]


class Check(Generic[P]):
    """A check that can be called like its function."""

    def __init__(self, about: About, of: Subject, look: Callable[P, Iterator[Finding]]) -> None:
        self.about, self.of, self.look = about, of, look
        self.module = look.__module__
        self.__doc__ = look.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Iterator[Finding]:
        """Look; every finding carries this check's code."""
        return self.look(*args, **kwargs)


def check(
    code: str,
    title: str,
    *,
    of: Subject,
    compares: str,
    why: str,
    source: str,
    severities: tuple[Severity, ...],
) -> Callable[[Callable[P, Iterator[Finding]]], Check[P]]:
    """Make a check of a function. The catalogue finds it in the module that defines it."""
    about = About(
        code=code, title=title, compares=compares, why=why, source=source, severities=severities
    )

    def made(look: Callable[P, Iterator[Finding]]) -> Check[P]:
        return Check(about, of, look)

    return made


def checks_of(families: Iterable[ModuleType]) -> list[Check[...]]:
    """Every check that the modules define, in the order of their lines."""
    return [
        one
        for family in families
        for one in vars(family).values()
        if isinstance(one, Check) and one.module == family.__name__
    ]
