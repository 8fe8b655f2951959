"""Every distinct target and actual of published sheets and tables, read by hand: cases.csv."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from projects.values import parse, reading, to_json

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "perf" / "demo"


def cases():
    with (HERE / "cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed_texts(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("target", "actual"):
                yield value
            else:
                yield from printed_texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from printed_texts(item)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"])
def test_a_printed_text_means_what_a_person_reads(case):
    value = parse(case["text"])
    found = {key: text or "" for key, text in to_json(value).items()}
    expected = {key: text for key, text in case.items() if key in found}
    assert found == expected
    assert reading(value) == case["reading"]


def test_the_table_holds_every_text_of_the_demo_data():
    found = set()
    for path in DEMO.glob("*.yaml"):
        found |= set(printed_texts(yaml.safe_load(path.read_text(encoding="utf-8"))))
    texts = [case["text"] for case in cases()]
    assert len(found) > 100
    assert found <= set(texts)
    assert len(texts) == len(set(texts)) == 275


def test_numbers_are_exact_decimals_and_scales_are_taken_out():
    value = parse("≤17.5万元")
    assert (type(value.number), type(value.base_number)) == (Decimal, Decimal)
    assert (value.number, value.base_number) == (Decimal("17.5"), Decimal(175000))
