"""The entry page of the 2021 sheet and the sheet itself, read as a person reads them."""

from decimal import Decimal

LINE = "社会效益"  # the line that tests change: 9 points, target >=90%
SAVED = "已保存"


class EntryPage:
    """The entry page of a sheet in `page`."""

    def __init__(self, page) -> None:
        self.page = page

    def row(self, name=LINE):
        """The row of a line."""
        cells = self.page.get_by_role("rowheader", name=name, exact=True)
        return self.page.locator("tr").filter(has=cells)

    def field(self, column, name=LINE):
        """The field of a line in a column: 实际完成值, 自评分, 不适用 or 偏差原因及改进措施."""
        return self.row(name).get_by_label(f"{name} {column}")

    def computed(self, name=LINE) -> Decimal:
        """The computed score of a line."""
        return Decimal(self.row(name).locator("[data-label=计算分]").inner_text())

    def subtotal(self, block="效益指标") -> Decimal:
        """The computed subtotal of a block."""
        row = self.page.locator("tr.sub").filter(has_text=f"{block}小计")
        return Decimal(row.locator("[data-label=计算分]").inner_text())

    def totals(self) -> tuple[Decimal, Decimal]:
        """The computed total in the foot of the page and in its head."""
        head = self.page.locator("#figures dl > div").filter(has_text="按评分办法重算")
        figure = head.locator("dd").inner_text().split("\n")[0]
        return Decimal(self.page.locator("#running-total").inner_text()), Decimal(figure)


def claimed_scores(page) -> list[Decimal]:
    """The claimed scores that the sheet's page shows: of its lines, and of the execution."""
    shown = page.locator("#lines").locator("xpath=../..").locator("tbody tr[id^=line-]")
    lines = shown.locator("[data-label=自评分]").all_inner_texts()
    foot = page.locator("tfoot tr").filter(has_text="预算执行率得分")
    return [Decimal(text) for text in [*lines, foot.locator("[data-label=自评分]").inner_text()]]
