"""What is said beside a field that is being typed is what the page and the stored check say."""

import pytest

from projects.drafts import IndicatorDraft, PlanDraft
from scoring.models import Finding
from scoring.queries.plan_rows import plan_state
from scoring.services.findings import recheck
from tests.factories import AT, leaves_of, make_client, make_plan, make_project, make_sheet
from tests.findings.build import D

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(unit):
    return plan_with_words(unit)


def plan_with_words(unit, *, is_approved=False):
    """A satisfaction row that its own name does not show to be one, and a day that it lacks."""
    rows = (
        ("产出指标", "时效指标", "培训班", "30期", 50, {"explanation": "2021年12月底前办完"}),
        ("效益指标", "社会效益指标", "带动", "≥5%", 30, {}),
        ("满意度指标", "服务对象满意度", "问卷得分率", "≥95%", 10,
         {"description": "群众对服务满意程度的问卷调查"}),
    )  # fmt: skip
    draft = PlanDraft(
        indicators=[
            IndicatorDraft(
                level1=one, level2=two, level3=name, target=target, points=D(points), **said
            )
            for one, two, name, target, points, said in rows
        ]
    )
    project = make_project(department=unit)
    return make_plan(department=unit, project=project, draft=draft, is_approved=is_approved)


def of_rows(rows):
    return sorted({one for one in rows if one.startswith(("satisfaction", "time"))})


def test_the_grid_the_page_and_the_stored_check_agree(plan, unit, filer):
    recheck(department=unit, year=2021, at=AT)
    state = plan_state(plan)
    live = of_rows(one.check for found in state.line_findings.values() for one in found)
    page = make_client(filer).get(f"/plans/{plan.public_id}/").context["checks"].own
    stored = of_rows(Finding.objects.values_list("code", flat=True))
    assert live == of_rows(one.code for one in page) == stored == []


@pytest.mark.parametrize("about, told", [("", True), ("群众对服务满意程度的问卷调查", False)])
def test_while_it_is_typed_the_words_of_the_row_are_asked_too(plan, filer, about, told):
    asked = {"name": "问卷得分率", "text": "≥95%", "level1": "满意度指标", "about": about}
    answer = make_client(filer).get("/plans/reading/", asked).json()
    assert ("满意度" in answer["findings"]) is told


def test_without_its_words_the_row_would_be_asked_about(plan, unit):
    for leaf in leaves_of(plan):
        leaf.description = leaf.explanation = ""
        leaf.save()
    recheck(department=unit, year=2021, at=AT)
    stored = of_rows(Finding.objects.values_list("code", flat=True))
    live = of_rows(one.check for own in plan_state(plan).line_findings.values() for one in own)
    assert live == stored != []


def test_the_sheet_reads_the_words_of_the_row_too(unit, filer):
    sheet = make_sheet(plan=plan_with_words(unit, is_approved=True))
    recheck(department=unit, year=2021, at=AT)
    page = make_client(filer).get(f"/sheets/{sheet.public_id}/").context["checks"].own
    assert of_rows(one.code for one in page) == []
