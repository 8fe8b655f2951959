"""The findings of a file as a list: where, what, both figures, how far apart, what it rests on."""

from collections.abc import Iterable, Iterator, Sequence

from scoring.audit.files import FileAudit
from scoring.audit.page.marks import Marked, finding_id, mark, place_id
from scoring.audit.page.markup import Markup, element, joined
from scoring.audit.places import place_words
from scoring.audit.words import MEANING, NAMES, gap_words
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.finding import WORST_FIRST, Finding


def finding_list(audit: FileAudit, marked: Marked, cells: frozenset[str]) -> Iterator[Markup]:
    """The findings by severity; `cells` are the ids that the page has, so that no link is dead."""
    for severity in WORST_FIRST:
        own = [
            (number, finding)
            for number, finding in enumerate(marked.findings, start=1)
            if finding.severity is severity
        ]
        if own:
            said = f"{NAMES[severity]} {len(own)} 处"
            yield element("h3", said, element("small", f"（{MEANING[severity]}）"))
            yield element(
                "ol",
                *(_finding(number, one, audit, marked, cells) for number, one in own),
                class_="findings",
                start=own[0][0],
            )


def check_notes(codes: Iterable[str]) -> Markup:
    """What the checks that found something rest on, in the words of the catalogue."""
    return element(
        "dl",
        *(
            joined(
                element("dt", f"{about.title}（{about.code}）", id=f"check-{about.code}"),
                element("dd", f"核对什么：{about.compares}"),
                element("dd", f"为什么：{about.why}"),
                element("dd", f"依据：{about.source}"),
            )
            for about in (CATALOGUE[code] for code in dict.fromkeys(codes))
        ),
        class_="checks",
    )


def fault_list(faults: Sequence[str]) -> Markup:
    """Why a file could not be read."""
    return joined(
        element("p", "无法读取，没有核对。", class_="note note-error"),
        element("ul", *(element("li", fault) for fault in faults)),
    )


def _finding(
    number: int, finding: Finding, audit: FileAudit, marked: Marked, cells: frozenset[str]
) -> Markup:
    about = CATALOGUE[finding.check]
    words, place = place_words(finding, audit), place_id(marked.file, marked.places[number - 1])
    where = element("a", words, href=f"#{place}") if place in cells else words
    return element(
        "li",
        element("p", mark(finding.severity), " ", element("strong", where)),
        element("p", finding.message),
        _figures(finding),
        element(
            "p",
            "核对项目：",
            element("a", about.title, href=f"#check-{about.code}"),
            f"。依据：{about.source}",
            class_="rests",
        ),
        id=finding_id(marked.file, number),
        class_=f"is-{finding.severity.value}",
    )


def _figures(finding: Finding) -> Markup | None:
    """Both sides and how far they lie apart; None where the finding has no figures."""
    if finding.printed is None and finding.expected is None:
        return None
    sides = [("表中数", finding.printed or "—"), ("重算数或对照数", finding.expected or "—")]
    if gap := gap_words(finding):
        sides.append(("相差", gap))
    return element(
        "dl",
        *(element("div", element("dt", name), element("dd", text)) for name, text in sides),
        class_="figures",
    )
