"""A cancelled adjustment gives tasks of a whole department back the projects approved with them."""

from dataclasses import replace

import pytest

from projects.drafts import TextDraft, from_json, to_json
from projects.models import Plan, Project, Task, TrailEntry
from projects.queries.contents import plan_content
from projects.row_edits import PlanEdit, RowEdit, RowsEdit
from projects.services.plan_rows import save_rows
from projects.services.plans import approve_plan
from projects.services.task_projects import link_tasks
from projects.services.templates import bare
from projects.trail import broken, last_change
from tests.factories import AT, make_client, make_department, make_draft, make_plan, make_project
from tests.scoring.steps import make_people, plan_of, take

pytestmark = pytest.mark.django_db
TASKS = [TextDraft(name="科普", content="办活动"), TextDraft(name="培训", content="办班")]


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def projects(people):
    return [make_project(department=people.unit, name=name) for name in ("科普日", "流动馆")]


@pytest.fixture
def plan(people, projects):
    """The first task is carried out by both projects, the second by none; an adjustment of it."""
    draft = replace(make_draft(), tasks=TASKS)
    plan = make_plan(department=people.unit, is_approved=False, draft=draft)
    link(plan, people, 1, projects)
    approve_plan(plan=plan, by=people.finance, at=AT)
    return take(plan, "adjust", people.filer, reason="追加预算")


def link(plan, people, number, projects):
    task = plan.tasks.get(position=number).public_id
    chosen = frozenset(project.public_id for project in projects)
    link_tasks(plan=plan, links={task: chosen}, by=people.filer, at=AT)


def edit(plan, people, **more):
    task = plan.tasks.get(position=1)
    row = RowEdit(public_id=task.public_id, version=task.version, fields={"name": "科普活动"})
    tasks = RowsEdit(**(more or {"rows": (row,)}))
    save_rows(plan=Plan.objects.get(pk=plan.pk), edit=PlanEdit(tasks=tasks), by=people.filer, at=AT)


def cancel(plan, people):
    take(plan, "cancel", people.filer, reason="不调了")
    return TrailEntry.objects.filter(subject_id=plan.public_id).order_by("-sequence")[0]


def linked(plan):
    return [
        (task.name, sorted(row.project.name for row in task.project_links.all()))
        for task in plan.tasks.order_by("position")
    ]


APPROVED = [("科普", ["流动馆", "科普日"]), ("培训", [])]


@pytest.fixture
def unsaid(monkeypatch):
    """Approvals keep what they kept in the days before revisions told the projects of tasks."""

    def earlier(draft):
        told = to_json(draft)
        for row in told["tasks"]:
            row.pop("projects", None)
        return told

    monkeypatch.setattr("projects.services.plans.to_json", earlier)


def test_a_task_that_was_renamed_has_its_projects_again(plan, people):
    edit(plan, people)
    entry = cancel(plan, people)
    assert linked(plan) == APPROVED
    assert entry.changes["任务 1 科普 对应项目"] == ["", "科普日、流动馆"]
    assert entry.changes["草稿中的任务 1 科普活动 对应项目"] == ["科普日、流动馆", ""]
    assert broken(plan) == []


def test_a_task_that_was_removed_has_its_projects_again(plan, people):
    task = plan.tasks.get(position=1)
    edit(plan, people, removed={task.public_id: task.version})
    cancel(plan, people)
    assert linked(plan) == APPROVED


def test_what_the_draft_linked_is_taken_back_and_told(plan, people, projects):
    kept = set(plan.tasks.values_list("pk", flat=True))
    link(plan, people, 1, projects[:1])
    link(plan, people, 2, projects[1:])
    entry = cancel(plan, people)
    assert linked(plan) == APPROVED
    assert entry.changes["任务 1 科普 对应项目"] == ["科普日", "科普日、流动馆"]
    assert entry.changes["任务 2 培训 对应项目"] == ["流动馆", ""]
    assert "任务 1 科普 对应项目" in entry.summary
    assert set(plan.tasks.values_list("pk", flat=True)) == kept


def test_links_that_nobody_touched_stay_and_are_not_told(plan, people):
    before = list(Task.objects.filter(plan=plan).values_list("project_links__pk", flat=True))
    entry = cancel(plan, people)
    after = list(Task.objects.filter(plan=plan).values_list("project_links__pk", flat=True))
    assert (after, set(entry.changes)) == (before, {"状态", "原因"})


def test_a_project_that_another_department_got_meanwhile_is_told(plan, people, projects):
    link(plan, people, 1, projects[:1])
    Project.objects.filter(pk=projects[1].pk).update(department=make_department())
    entry = cancel(plan, people)
    assert linked(plan) == [("科普", ["科普日"]), ("培训", [])]
    told = entry.changes["任务 1 科普 未能恢复的对应项目"]
    assert told == ["", "流动馆（已不属本部门）"]


def test_of_an_older_revision_links_stay_by_name_and_the_page_says_so(
    unsaid, plan, people, projects
):
    link(plan, people, 2, projects[1:])
    edit(plan, people)
    said = {"version": last_change(plan), "reason": "不调了"}
    address = f"/plans/{plan.public_id}/steps/cancel/"
    page = make_client(people.filer).post(address, said, follow=True).content.decode()
    assert linked(plan) == [("科普", []), ("培训", ["流动馆"])]
    assert "审定时没有记下任务的对应项目，请核对" in page
    entry = TrailEntry.objects.filter(subject_id=plan.public_id).order_by("-sequence")[0]
    assert entry.changes["任务的对应项目"][1].startswith("审定时没有记下")
    assert entry.changes["草稿中的任务 1 科普活动 对应项目"] == ["科普日、流动馆", ""]


def test_the_page_says_nothing_of_links_that_were_kept(plan, people):
    said = {"version": last_change(plan), "reason": "不调了"}
    address = f"/plans/{plan.public_id}/steps/cancel/"
    page = make_client(people.filer).post(address, said, follow=True).content.decode()
    assert "目标已恢复为审定的一版。" in page
    assert "没有记下" not in page


def test_a_revision_keeps_the_projects_and_what_they_were_called(plan, projects):
    content = plan.revisions.get().content
    told = [{"project": str(row.public_id), "name": row.name} for row in projects]
    assert content["tasks"] == [
        {"name": "科普", "content": "办活动", "projects": told},
        {"name": "培训", "content": "办班", "projects": []},
    ]
    assert to_json(from_json(content)) == content


def test_templates_and_plans_of_projects_keep_no_links(plan, people):
    assert "projects" not in str(to_json(bare(plan_content(plan), with_texts=True)))
    assert "projects" not in str(to_json(plan_content(plan_of(people))))
