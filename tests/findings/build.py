"""Papers that contradict themselves, and ones that do not."""

from decimal import Decimal

from projects.drafts import FundDraft, IndicatorDraft, PlanDraft
from projects.models import Project
from scoring.entries import FundEntry, HeadEntry, LineEntry, SheetEntry
from scoring.services.actuals import save_entry
from tests.factories import AT, leaves_of, make_plan, make_project, make_sheet

D = Decimal
BLOCKS = (("产出指标", "场次", "≥30场", 50), ("效益指标", "带动", "≥5%", 30),
          ("满意度指标", "满意度", "≥95%", 10))  # fmt: skip


def project_draft(*, parts="150.00", blocks=BLOCKS):
    """The target table of a project: 200.00 in two parts, 50.00 and `parts`; 150.00 is right."""
    return PlanDraft(
        funds=[
            FundDraft(label="年度资金总额", initial="200.00", annual="200.00", is_total=True),
            FundDraft(label="财政拨款", initial="150.00", annual=parts),
            FundDraft(label="其他资金", initial="50.00", annual="50.00"),
        ],
        indicators=[
            IndicatorDraft(
                level1=block, level2="指标", level3=name, target=target, points=D(points)
            )
            for block, name, target, points in blocks
        ],
    )


def plan_of(department, *, name="改造", parts="150.00", is_approved=True, year=2021, draft=None):
    """The target table of a new project, with one error where `parts` is above 150.00."""
    project = Project.objects.filter(department=department, name=name).first()
    return make_plan(
        department=department,
        project=project or make_project(department=department, name=name),
        draft=draft or project_draft(parts=parts),
        is_approved=is_approved,
        year=year,
    )


def wrong_plan(department, **more):
    """One with the error: 160.00 + 50.00 = 210.00 against 200.00."""
    return plan_of(department, parts="160.00", **more)


def sheet_of(plan, *, by, total="100", texts=("30场", "5%", "95%"), scores=(50, 30, 10)):
    """A sheet with what it was filled with; `total` is what stands under 总分, 100 being right."""
    sheet = make_sheet(plan=plan)
    funds = plan.funds.order_by("position")
    entry = SheetEntry(
        lines={
            leaf.public_id: LineEntry(text=text, claimed=D(score))
            for leaf, text, score in zip(leaves_of(plan), texts, scores, strict=True)
        },
        funds={
            fund.public_id: FundEntry(executed=amount)
            for fund, amount in zip(funds, ("200.00", "150.00", "50.00"), strict=False)
        },
        head=head_of(total),
    )
    return save_entry(sheet=sheet, entry=entry, by=by, at=AT)


def head_of(total):
    """What stands beside the rows: the score of the execution and the printed total."""
    return HeadEntry(claimed_execution=D(10), printed_total=D(total), printed_total_text=total)


def set_total(sheet, *, by, total, at=AT):
    """Fill in another printed total."""
    return save_entry(sheet=sheet, entry=SheetEntry(head=head_of(total)), by=by, at=at)


def wrong_sheet(department, *, by, name="改造", total="90"):
    """A sheet with one error: its total is not the sum of its scores."""
    return sheet_of(plan_of(department, name=name), by=by, total=total)
