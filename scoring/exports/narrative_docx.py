"""An explanatory text as a document for a word processor: title, headings, paragraphs."""

import re
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentBody
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from scoring.models import Narrative
from scoring.narrative.kept import printed_of
from scoring.narrative.tokens import paragraphs_of, rendered

_HEADING = re.compile(r"^（[一二三四五六七八九十]+）[^。；]{1,30}$")
_FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - so that the same text is the same bytes
# The faces of official documents (GB/T 9704); a machine without them takes its own.
_TITLE, _HEAD, _BODY = ("方正小标宋简体", 22), ("楷体_GB2312", 16), ("仿宋_GB2312", 16)
_LINE = Pt(28)


def narrative_document(narrative: Narrative) -> bytes:
    """The text with its figures as they are kept with it, in a DOCX file.

    A draft says that it is one, so that nobody takes it for what was published.
    """
    document = Document()
    _lay_out(document)
    _add(document, narrative.title, _TITLE, centred=True)
    if narrative.state != Narrative.State.PUBLISHED:
        _add(document, "（草稿，未公开）", _BODY, centred=True)
    printed = printed_of(narrative.figures)
    for line in paragraphs_of(narrative.text):
        face = _HEAD if _HEADING.match(line) else _BODY
        _add(document, rendered(line, printed), face)
    document.core_properties.title = narrative.title
    document.core_properties.author = narrative.department.name
    document.core_properties.created = document.core_properties.modified = _FIXED_TIME
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _lay_out(document: DocumentBody) -> None:
    """A4 with the margins of official documents."""
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def _add(
    document: DocumentBody, text: str, face: tuple[str, int], *, centred: bool = False
) -> Paragraph:
    name, size = face
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = _LINE
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    return paragraph
