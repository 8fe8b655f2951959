"""What a sheet still lacks before it can be submitted, read from its rows."""

from scoring.gaps import Gap
from scoring.models import Sheet
from scoring.queries.lines import sheet_lines


def gaps_of_sheet(sheet: Sheet) -> list[Gap]:
    """Everything that keeps the sheet from being submitted, in printed order."""
    leaves = [row for row in sheet_lines(sheet) if row.level == 3]
    return [
        Gap(
            anchor=f"text-{leaf.public_id.hex}",
            label=f"第 {number} 行 实际完成值",
            message="没有填。没有开展请选“不适用”并写明原因，没有完成请填 0。",
        )
        for number, leaf in enumerate(leaves, 1)
        if not leaf.a_text and not leaf.a_not_applicable
    ]
