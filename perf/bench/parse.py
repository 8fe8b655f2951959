"""Bench `parse`: printed values read by the parser against one pattern and one Decimal a text."""

import re
from collections.abc import Sequence
from decimal import Decimal

from perf.bench.results import Disagreement, Result, duration, ratio
from perf.bench.rounds import medians
from projects.values import Kind, parse
from scoring.rules.numbers import half_up

GOAL = 80  # times the pattern and the Decimal: about five seconds for 100 000 texts
_EACH = 5  # how often a turn reads the texts
_NS_PER_S = 10**9

# As target tables print them, in about their proportions.
_PRINTED = """
≥95% ≥12次 ≥1.5万人次 ≤17.5万元 ≤11.6万元 =100% 100% 22人 4场 ≥3场次 ≥600平方米 ≥280天 ≥90% ≤20%
≥10000人次 ≥40个 95%以上 不低于20户 >=95% <=5% ═100% ≧735人次 2km 1年 0 97 4.52(万人) ≤1.94万度
475元/亩 530元/人*月 1,020.00 =100.00(%) 98% 1个 180只 ≥2500人次 ≤1600元 20亩 2280次 ≥20年
2023年1月-12月 2022.1-12月 2022.4-2022.12 2023年12月底 12月 2024年 每年12月底前 90%-95% 3～5次
提升 及时 合规 进一步提高 效果明显 按期进行电费缴纳 带动农村产业发展 符合相关规定 较上年度提升
营造广泛动员、群众参与的良好氛围 108户519.3万元 ≥**人 不适用
"""
TEXTS = _PRINTED.split()
_SIMPLE = re.compile(r"([≥≤=<>]*)([0-9]+(?:\.[0-9]+)?)([^0-9]*)")


def measure(lines: Sequence[int], rounds: int) -> list[Result]:
    """Time the texts, whatever the size of a sheet: the ratio, texts a second, 100 000 texts."""
    agree(TEXTS)
    taken = medians(
        {"subject": lambda: _parsed(TEXTS), "baseline": lambda: _matched(TEXTS)},
        rounds=rounds,
        calls=_EACH,
    )
    a_second = half_up(len(TEXTS) * _NS_PER_S, taken["subject"])
    return [
        ratio("parse", taken, GOAL),
        Result(name="parse-texts-a-second", figure=Decimal(a_second), unit="条/秒"),
        duration("parse-100000-texts", half_up(taken["subject"] * 100_000, len(TEXTS))),
    ]


def agree(texts: Sequence[str]) -> None:
    """Raise Disagreement unless the pattern's number is the parser's wherever it finds one."""
    compared = 0
    for text, simple in zip(texts, _matched(texts), strict=True):
        value = parse(text)
        if simple is None or value.kind is not Kind.NUMBER:
            continue
        compared += 1
        if value.number != simple:
            raise Disagreement(f"{text}: the parser reads {value.number}, the pattern {simple}")
    if compared * 2 < len(texts):
        raise Disagreement(f"only {compared} of {len(texts)} texts are numbers to both")


def _parsed(texts: Sequence[str]) -> None:
    for text in texts:
        parse(text)


def _matched(texts: Sequence[str]) -> list[Decimal | None]:
    found = [_SIMPLE.fullmatch(text) for text in texts]
    return [Decimal(one[2]) if one else None for one in found]
