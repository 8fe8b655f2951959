"""Names as people search for them: spelling that carries no meaning, and pinyin initials."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.models import Indicator
from projects.models.names import NameKey
from projects.names import DROPPED, initials, name_key
from tests.factories import make_department, make_plan

# The signs of names as they are printed: common characters, letters, digits, both widths.
WORDS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("ABCxyz019%ＡＢｘｙ１２％釆，。（）“”　 "),
        st.sampled_from(DROPPED),
    ),
    max_size=40,
)

INITIALS = {
    "门诊次数": "mzcs",
    "“三公经费”控制率": "sgjfkzl",
    "政府釆购执行率": "zfcgzxl",
    "PM2.5 平均浓度": "pm25pjnd",
    "新建（改造）面积": "xjgzmj",
    "": "",
    "《》（）": "",
}
# Characters with several readings, each in the words of this field.
READ_BY_THEIR_WORD = {
    "调研次数": "dycs", "预算调整率": "ystzl", "重点工作完成率": "zdgzwcl", "重复率": "cfl",
    "银行还款": "yhhk", "会计核算": "kjhs", "会议次数": "hycs", "长期效益": "cqxy",
    "增长率": "zzl", "长效机制": "cxjz", "参保率": "cbl", "数量": "sl", "畜牧业产值": "xmycz",
    "给水管网": "jsgw", "处置率": "czl", "单位": "dw", "传承人": "ccr", "便民": "bm",
}  # fmt: skip


@pytest.mark.parametrize("name", INITIALS | READ_BY_THEIR_WORD)
def test_initials(name):
    assert initials(name) == (INITIALS | READ_BY_THEIR_WORD)[name]


@given(WORDS)
def test_initials_are_small_letters_and_digits_one_a_sign_at_most(name):
    found = initials(name)
    assert all(sign.isascii() and (sign.islower() or sign.isdigit()) for sign in found)
    assert len(found) <= len(name_key(name))


@given(WORDS)
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


@given(WORDS, st.sampled_from(" 　“”（）()★"), st.integers(0, 40))
def test_what_is_dropped_makes_no_difference(name, sign, place):
    spelled = name[:place] + sign + name[place:]
    assert name_key(spelled) == name_key(name)
    assert initials(spelled) == initials(name)


@pytest.mark.parametrize("one, other", [("培训人次", "培训人数"), ("甲1", "甲2"), ("率%", "率")])
def test_other_names_stay_apart(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.django_db
@settings(max_examples=200)
@given(WORDS)
def test_the_database_makes_the_same_key(name):
    """The page of an entry finds rows of plans by the key that the database makes."""
    with connection.cursor() as cursor:
        sql = NameKey.template % {"expressions": "%s::text"}
        cursor.execute(f"SELECT {sql}", [name])
        assert cursor.fetchone()[0] == name_key(name)


@pytest.mark.django_db
def test_rows_of_plans_are_found_by_an_index():
    """Without it each page of an entry would read all the indicators of a province."""
    make_plan(department=make_department())
    rows = Indicator.objects.annotate(key=NameKey("name")).filter(key="甲", level=3)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "indicator_by_key_of_its_name" in rows.explain()
