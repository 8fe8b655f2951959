"""The page itself: head, summary, then file by file, and what the checks rest on."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from scoring.audit.files import Audited, FileAudit
from scoring.audit.page.findings import check_notes, fault_list, finding_list
from scoring.audit.page.marks import Marked, mark, marked
from scoring.audit.page.markup import Markup, element, joined
from scoring.audit.page.papers import plan_parts, sheet_parts
from scoring.audit.page.tables import account_tables, scrolled
from scoring.audit.report import fault_words
from scoring.audit.words import (
    MEANING,
    NAMES,
    counted,
    head_lines,
    nothing_found,
    subject_of,
)
from scoring.checks.finding import WORST_FIRST
from scoring.published.reading import SheetUnreadable

_STYLE = Path(__file__).parent / "style.css"
_TITLE = "公开材料核对结果"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_ID = re.compile(r' id="([^"]*)"')
_INTRODUCTION = (
    "本页由程序生成：把公开的自评表、绩效目标表和预决算各表中印出的数字互相核对，并按评分办法重算。"
    "每一处只写明两边的数字和出入，哪一边正确、原因是什么，请以单位的说明为准。"
)


def page(audited: Sequence[Audited]) -> str:
    """The whole page as HTML; nothing in it comes from elsewhere, and no text of a file is code."""
    files = [_file(number, one) for number, one in enumerate(audited, start=1)]
    codes = [
        finding.check
        for one in audited
        if not isinstance(one.result, SheetUnreadable)
        for finding in one.result.findings
    ]
    notes = [element("h2", "核对项目和依据"), check_notes(codes)] if codes else []
    main = element(
        "main",
        element("h1", _TITLE),
        element("p", _INTRODUCTION),
        _summary(audited),
        *files,
        element("section", *notes, class_="file") if notes else None,
        id="main",
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", _TITLE),
        element("style", _style()),
    )
    skip = element("a", "跳到正文", href="#main", class_="skip")
    return f"<!DOCTYPE html>\n{element('html', head, element('body', skip, main), lang='zh-CN')}\n"


@cache
def _style() -> Markup:
    return Markup(_STYLE.read_text(encoding="utf-8"))


def _summary(audited: Sequence[Audited]) -> Markup:
    heads = ["文件", *(NAMES[severity] for severity in WORST_FIRST), "年度", "单位"]
    rows = [element("tr", *_summary_cells(at, one)) for at, one in enumerate(audited, start=1)]
    table = element(
        "table",
        element("caption", f"共 {len(audited)} 个文件"),
        element("thead", element("tr", *(element("th", name, scope="col") for name in heads))),
        element("tbody", *rows),
        class_="summary",
    )
    legend = (
        element("li", mark(severity), f" {NAMES[severity]}：{MEANING[severity]}")
        for severity in WORST_FIRST
    )
    return element(
        "section",
        element("h2", "汇总"),
        scrolled("汇总", table),
        element("ul", *legend, class_="legend"),
    )


def _summary_cells(number: int, one: Audited) -> Iterator[Markup]:
    name = element("a", one.file, href=f"#file-{number}")
    yield element("th", name, scope="row")
    if isinstance(one.result, SheetUnreadable):
        yield element("td", "无法读取，没有核对", colspan=2 + len(WORST_FIRST))
        return
    head = one.result.published
    for severity, count in counted(one.result.findings).items():
        css = f"num is-{severity.value}" if count else "num zero"
        yield element("td", f"{count}", class_=css)
    yield element("td", "" if head.year is None else f"{head.year}", class_="num")
    yield element("td", subject_of(one.result))


def _file(number: int, one: Audited) -> Markup:
    name = element("h2", f"{number}. {one.file}")
    if isinstance(one.result, SheetUnreadable):
        body: Markup = fault_list([fault_words(fault) for fault in one.result.faults])
    else:
        body = _audit(number, one.result)
    return element("section", name, body, id=f"file-{number}", class_="file")


def _audit(number: int, audit: FileAudit) -> Markup:
    """The papers are written first: the list of findings links to the cells that there are."""
    own = marked(number, audit)
    papers = joined(*sheet_parts(audit, own), *plan_parts(audit, own), *_accounts(audit, own))
    cells = frozenset(_ID.findall(papers))
    findings = list(finding_list(audit, own, cells))
    return joined(
        element("p", subject_of(audit), class_="subject"),
        element("ul", *(element("li", line) for line in head_lines(audit)), class_="facts-list"),
        *(findings or [element("p", nothing_found(audit), class_="note")]),
        papers,
    )


def _accounts(audit: FileAudit, own: Marked) -> Iterator[Markup]:
    tables = list(account_tables(audit, own))
    if tables:
        yield element("h3", "账表和正文所列数字")
    yield from tables
