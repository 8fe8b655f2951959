"""The long checks by name."""

from collections.abc import Callable
from dataclasses import dataclass

from perf.assure import edits, mutated
from perf.assure.access import check as access
from perf.bench.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """`check` takes whether it is the quick sample that the tests run, and gives figures."""

    title: str
    check: Callable[[bool], list[Result]]


ASSURANCES: dict[str, Assurance] = {
    "access-matrix": Assurance(
        title="每个地址、每种请求、每种人、每种关系、每种状态都按规则回答；去掉一道关就会发现",
        check=access.check,
    ),
    "concurrent-edits": Assurance(
        title="许多人同时填一张自评表，谁保存的都不丢；去掉版本核对就会丢",
        check=edits.check,
    ),
    "mutated-figures": Assurance(
        title="五份公开材料的每个数逐一改错，看多少能被检查发现；原样核对没有错报",
        check=mutated.check,
    ),
}
