"""The pages of the library: what is found, what is told of others, what is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.drafts import IndicatorDraft, PlanDraft
from projects.models import LibraryEntry, User
from projects.names import initials
from projects.services.library import retire_entry
from scoring.queries.library import Asked, entry_page, library_list
from tests.factories import (
    AT,
    make_client,
    make_department,
    make_entry,
    make_plan,
    make_project,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make_department(kind="FINANCE")


@pytest.fixture
def finance(bureau):
    return make_user(role=User.Role.FINANCE, department=bureau)


@pytest.fixture
def unit(bureau):
    return make_department(parent=bureau)


def names(user, words="", **asked):
    return [entry.name for entry in library_list(user, Asked(words=words, **asked))]


@pytest.mark.parametrize(
    "words",
    ["门诊", "mzcs", "MZCS", "mz", "诊次", "产出 门诊", "诊疗人次", " 门诊（次数） ", "ｍｚｃｓ"],
)
def test_found_by_words_and_by_initials(filer, finance, words):
    make_entry(by=finance, name="门诊次数", explanation="全年诊疗人次")
    make_entry(by=finance, name="培训班次")
    assert names(filer, words) == ["门诊次数"]


@pytest.mark.parametrize("words", ["急诊", "mzsc", "门诊 培训", "%", "_", "\\"])
def test_not_found(filer, finance, words):
    make_entry(by=finance, name="门诊次数")
    assert names(filer, words) == []


def test_use_and_what_is_out_of_use(filer, finance):
    make_entry(by=finance, name="甲")
    make_entry(by=finance, name="乙", for_projects=False, for_departments=True)
    retire_entry(entry=make_entry(by=finance, name="丙"), is_active=False, by=finance, at=AT)
    assert names(filer) == ["甲", "乙"]
    assert names(filer, use="project") == ["甲"]
    assert names(filer, use="department") == ["乙"]
    assert names(filer, retired=True) == ["甲", "乙", "丙"]


CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(CHINESE.map(lambda text: text[:20]), st.data())
def test_every_name_is_found_by_its_initials_and_by_any_part_of_it(filer, finance, name, data):
    LibraryEntry.objects.all().delete()
    make_entry(by=finance, name=name)
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert names(filer, name[start:end]) == [name]
    if found := initials(name):
        assert names(filer, found) == [name]
        assert names(filer, found + "q9") == []


def test_odd_searches_are_answered(browser):
    address = reverse("scoring:library")
    for words in ("\x00", "a" * 500, "'; --", "（）", "\u202e"):
        assert browser.get(address, {"q": words, "use": "x", "page": "x"}).status_code == 200


def seen(user, entry):
    page = entry_page(user, entry)
    return page.plans, page.exact, [(one.text, one.plans) for one in page.targets], page.otherwise


def plan_with(department, target, name="满意度", *, is_approved=True, project=None, year=2021):
    draft = PlanDraft(indicators=[IndicatorDraft(level1="甲", level3=name, target=target)])
    return make_plan(
        department=department, draft=draft, is_approved=is_approved, project=project, year=year
    )


def units_of(bureau, count):
    return [make_department(parent=bureau) for _ in range(count)]


def test_a_target_of_three_units_is_told_to_everybody(bureau, finance):
    entry = make_entry(by=finance, name="满意度")
    units = units_of(bureau, 4)
    for department in units[:3]:
        plan_with(department, "≥95%")
    reader = make_user(department=units[3])
    assert seen(reader, entry) == (3, 3, [("≥95%", 3)], 0)


def test_a_target_of_two_units_is_told_to_nobody_else(bureau, finance):
    entry = make_entry(by=finance, name="满意度")
    units = units_of(bureau, 3)
    for department in units[:2]:
        plan_with(department, "≥95%")
    assert seen(make_user(department=units[2]), entry) == (2, 2, [], 2)
    # the two themselves, and who looks over them, may see it anyway
    assert seen(make_user(department=units[0]), entry) == (2, 2, [("≥95%", 2)], 0)
    assert seen(finance, entry) == (2, 2, [("≥95%", 2)], 0)


def test_three_plans_of_one_unit_are_one_unit(bureau, finance):
    """A plan that is rolled over says the same thing every year."""
    entry = make_entry(by=finance, name="满意度")
    one, other = units_of(bureau, 2)
    for year in (2019, 2020, 2021):
        plan_with(one, "≥95%", year=year)
    plan_with(one, "≥95%", project=make_project(department=one))
    assert seen(make_user(department=other), entry) == (4, 4, [], 4)


def test_the_page_itself_keeps_the_secret(bureau, finance):
    entry = make_entry(by=finance, name="满意度")
    one, other = units_of(bureau, 2)
    plan_with(one, "≥某某小学95%")
    address = reverse("scoring:library_entry", args=[entry.public_id])
    hidden = make_client(make_user(department=other)).get(address).content.decode()
    assert "某某小学" not in hidden
    assert one.name not in hidden
    assert "1 张目标表用别的指标值" in hidden
    assert "某某小学" in make_client(finance).get(address).content.decode()


def test_only_approved_plans_under_the_bureau_count(bureau, finance):
    entry = make_entry(by=finance, name="满意度")
    plan_with(units_of(bureau, 1)[0], "≥95%", is_approved=False)
    plan_with(make_department(), "≥95%")
    assert seen(finance, entry) == (0, 0, [], 0)


def test_names_that_differ_only_in_signs_are_the_same(bureau, finance):
    entry = make_entry(by=finance, name="“三公经费”控制率")
    for department, name in zip(
        units_of(bureau, 4),
        ["“三公经费”控制率", "三公经费控制率", "★ 三公经费 控制率", "三公经费变动率"],
        strict=True,
    ):
        plan_with(department, "≤100%", name)
    assert seen(finance, entry) == (3, 1, [("≤100%", 3)], 0)


def test_pages_ask_the_same_number_of_queries(bureau, finance, unit, filer):
    browser = make_client(filer)
    entry = make_entry(by=finance, name="满意度")
    addresses = [
        reverse("scoring:library"),
        reverse("scoring:library_entry", args=[entry.public_id]),
    ]

    def counts():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(address).status_code == 200
            found.append(len(asked))
        return found

    before = counts()
    for department in units_of(bureau, 5):
        plan_with(department, "≥95%")
        make_entry(by=finance)
    assert counts() == before


FORM = {"name": "甲", "level1": "产出指标", "for_projects": "on", "source": "自定", "seen": "1"}
WRONG = {
    "没有名称": ({"name": ""}, "name"),
    "没有用途": ({"for_projects": ""}, "for_projects"),
    "没有出处": ({"source": " "}, "source"),
    "控制字符": ({"explanation": "a\x07"}, "explanation"),
    "太长": ({"scoring_note": "长" * 1001}, "scoring_note"),
    "别的符号": ({"operator": "!="}, "operator"),
    "重名": ({"name": "乙"}, "name"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_form_is_refused_at_its_field(finance, what):
    wrong, field = WRONG[what]
    make_entry(by=finance, name="乙")
    response = make_client(finance).post(reverse("scoring:library_add"), FORM | wrong)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert LibraryEntry.objects.count() == 1


def test_two_pages_of_one_entry(finance):
    """The second one is told both values; nothing is overwritten, and nothing typed is lost."""
    entry = make_entry(by=finance, name="甲")
    address = reverse("scoring:library_change", args=[entry.public_id])
    browser = make_client(finance)
    browser.post(address, FORM | {"unit": "次"})
    response = browser.post(address, FORM | {"unit": "人次"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "别人改过这里的内容，没有写入" in page
    assert "现在是“次”，您填的是“人次”。" in page
    assert 'value="人次"' in page
    entry.refresh_from_db()
    assert (entry.unit, entry.version) == ("次", 2)
