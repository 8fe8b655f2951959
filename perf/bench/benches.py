"""The benches by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perf.bench import audit, checks, edit_page, pages, parse, rescore, sheet_value
from perf.bench.results import Result

SIZES = (35, 300)
"""Lines of the sheets that the goals speak of; at other sizes times are told and gate nothing."""

MOST_LINES = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """`measure` takes the sizes of the sheets in lines, and the number of rounds."""

    title: str
    measure: Callable[[Sequence[int], int], list[Result]]
    rounds: int
    needs_database: bool = True


BENCHES: dict[str, Bench] = {
    "sheet-value": Bench(
        title="一张表按评分办法算分，与手写整数算术相比",
        measure=sheet_value.measure,
        rounds=101,
        needs_database=False,
    ),
    "parse": Bench(
        title="读一条指标值，与一个正则式加一个 Decimal 相比",
        measure=parse.measure,
        rounds=101,
        needs_database=False,
    ),
    "audit": Bench(
        title="核对一张公开的自评表，与同一张表算分并写明依据相比",
        measure=audit.measure,
        rounds=51,
        needs_database=False,
    ),
    "checks": Bench(
        title="核对一张自评表的全部检查，与同一张表算分相比",
        measure=checks.measure,
        rounds=101,
        needs_database=False,
    ),
    "checks-batch": Bench(
        title="一批核对 1000 张自评表，每张用时与核对 250 张相比，连同内存",
        measure=checks.measure_batch,
        rounds=5,
        needs_database=False,
    ),
    "rescore": Bench(
        title="整张表重新算分并保存，与一条 UPDATE 写同样多的行相比",
        measure=rescore.measure,
        rounds=101,
    ),
    "pages": Bench(
        title="自评表页与填报页，与只做同样查询、返回固定内容的视图相比",
        measure=pages.measure,
        rounds=21,
    ),
    "edit-page": Bench(
        title="目标编制页，300 行与 35 行相比",
        measure=edit_page.measure,
        rounds=21,
    ),
}
