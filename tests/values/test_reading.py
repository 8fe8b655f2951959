"""The system's own reading, in Chinese."""

import pytest

from projects.values import parse, reading


@pytest.mark.parametrize(
    "text, expected",
    [
        ("≥95%", "不低于 95%"),
        ("≤17.5万元", "不超过 17.5万元"),
        ("=100%", "等于 100%"),
        ("4场", "等于 4场"),
        (">92%", "大于 92%"),
        ("<3起", "小于 3起"),
        ("90%-95%", "90% 至 95%"),
        ("2023年1月-12月", "2023年1月1日至2023年12月31日"),
        ("2023年12月底", "截至 2023年12月31日"),
        ("≤2023年12月底", "不晚于 2023年12月31日"),
        ("12月", "12月1日至12月31日"),
        ("2023年6月30日", "2023年6月30日"),
        ("及时", "文字，按三档评定"),
        ("不适用", "不适用"),
        ("", ""),
    ],
)
def test_a_value_is_read_back_in_words(text, expected):
    assert reading(parse(text)) == expected
