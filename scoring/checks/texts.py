"""Checks of the goals and tasks: texts in the unit's own words."""

from collections.abc import Iterator

from projects.values import is_template_rest
from scoring.checks.check import Subject, check
from scoring.checks.doubts import doubt_at, quoted
from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Sheet, Text


@check(
    "text-prompt",
    "目标或任务是表样的提示",
    of=Subject.SHEET,
    compares="年度目标、重点任务的名称、内容和完成情况是否还是表样的提示。",
    why="提示文字公开出去，读者会认为没有人填过。",
    source="公开的自评表中见过：对照年度目标，说明……（100字以内）。",
    severities=(Severity.DOUBT,),
)
def texts_are_written(sheet: Sheet) -> Iterator[Finding]:
    """Goals and tasks are no prompts of the form. Told once a text."""
    for part, title, texts in (
        ("goals", "年度目标", sheet.goals),
        ("tasks", "重点任务", sheet.tasks),
    ):
        for text in texts:
            found = _prompt_in(text)
            if found is not None:
                column, words = found
                said = f"{title}第 {text.row + 1} 条{quoted(words)}是表样的提示，请填写"
                place = f"{part}[{text.row}].{column}"
                yield doubt_at("text-prompt", place, said, printed=words)


def _prompt_in(text: Text) -> tuple[str, str] | None:
    columns = (("name", text.name), ("content", text.content), ("result", text.result))
    return next((one for one in columns if one[1] and is_template_rest(one[1])), None)
