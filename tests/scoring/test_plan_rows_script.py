"""What the script of the entry grid gets back, and how many queries that takes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.models import Stage, StageWindow
from projects.queries.plan_rows import stored_lines
from projects.row_edits import MOST_LINES
from projects.services.pick import PickRefused, pick_entries
from projects.services.plans import approve_plan
from tests.factories import (
    AT,
    leaves_of,
    make_client,
    make_draft,
    make_entry,
    make_plan,
    make_user,
)
from tests.scoring.plan_pages import SCRIPT, address, changed, fields, key, row_of

ROWS, CELLS = 300, 6


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, is_approved=False)


@pytest.fixture
def leaf(plan):
    return leaves_of(plan)[0]


def send(browser, plan, data):
    """The answer to the script, and the queries it took: those of session and person too."""
    with CaptureQueriesContext(connection) as captured:
        response = browser.post(address(plan), data, **SCRIPT)
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    return response, asked


def block(rows):
    """As many rows of six cells, headings printed once a block as Excel copies merged cells."""
    names = ("产出指标", "效益指标", "投入管理指标")
    cells = []
    for row in range(rows):
        starts = row % (rows // 3 or 1) == 0
        level1 = names[row * 3 // rows] if starts else ""
        cells.append(f"{level1}\t{'质量' if starts else ''}\t第 {row} 项\t≥{row}%\t0.25\t说明")
    return "\r\n".join(cells) + "\r\n"


def test_a_saved_row_comes_back_with_its_version_and_reading(browser, plan, leaf):
    found = row_of(fields(browser, plan), leaf, t="≥４万人", p="")
    response, _ = send(browser, plan, found)
    told = response.json()
    assert response.status_code == 200
    assert told["rows"][key(leaf)]["was"].startswith("2.")
    assert told["rows"][key(leaf)]["reading"] == "不低于 4万人"
    assert "第 1 行 分值" in told["parts"]["gaps"]
    again, _ = send(
        browser, plan, row_of(found, leaf) | {f"was-{key(leaf)}": [told["rows"][key(leaf)]["was"]]}
    )
    assert again.status_code == 200


def test_a_template_rest_is_stored_and_told(browser, plan, leaf):
    response, _ = send(browser, plan, row_of(fields(browser, plan), leaf, t="≥**人次"))
    assert "模板提示" in response.json()["rows"][key(leaf)]["fault"]
    assert leaves_of(plan)[0].target_text == "≥**人次"


def test_a_wrong_cell_is_told_at_its_field(browser, plan, leaf):
    response, _ = send(browser, plan, row_of(fields(browser, plan), leaf, p="多"))
    assert response.status_code == 422
    ((name, _, message),) = response.json()["errors"]
    assert name == f"p-{key(leaf)}"
    assert "不是数字" in message


def test_an_overtaken_row_shows_both_sides(browser, plan, leaf):
    found = fields(browser, plan)
    send(browser, plan, row_of(found, leaf, t="≥1%"))
    response, _ = send(browser, plan, row_of(found, leaf, t="≥2%"))
    told = response.json()
    assert response.status_code == 409
    assert told["overtaken"] == [key(leaf)]
    assert "≥1%" in told["told"]
    assert "≥2%" in told["told"]


def test_a_passed_deadline_is_told_with_cause(browser, plan, leaf):
    found = fields(browser, plan)
    now = timezone.now()
    StageWindow.objects.create(
        department=plan.department,
        year=plan.year,
        stage=Stage.TARGETS,
        opens_at=now - timedelta(days=2),
        closes_at=now - timedelta(days=1),
    )
    response, _ = send(browser, plan, row_of(found, leaf, t="≥2%"))
    assert (response.status_code, response.json()["locked"]) == (409, True)
    assert "目标申报已经截止" in response.json()["told"]
    assert leaves_of(plan)[0].target_text == "≥95%"


def test_an_approved_plan_is_not_written_to(browser, plan, leaf, filer):
    found = row_of(fields(browser, plan), leaf, t="≥2%")
    approve_plan(plan=plan, by=filer, at=AT)
    assert send(browser, plan, found)[0].status_code == 409


def test_an_ended_session_is_told_as_401(client, plan, leaf):
    response = client.post(address(plan), {"row": key(leaf)}, **SCRIPT)
    assert response.status_code == 401


def test_a_removed_row_and_its_return_by_undo(browser, plan, leaf):
    found = fields(browser, plan)
    order = [key(row) for row in leaves_of(plan)]
    response, _ = send(browser, plan, {"gone-lines": f"{key(leaf)}.1"})
    assert response.status_code == 200
    assert len(leaves_of(plan)) == 3
    back = row_of(found, leaf) | {f"was-{key(leaf)}": ["0."], f"back-{key(leaf)}": ["1"]}
    back |= {"order-lines": ",".join(order), "from-lines": ",".join(order[1:])}
    response, _ = send(browser, plan, back)
    assert response.status_code == 200
    first = leaves_of(plan)[0]
    assert (first.lineage, first.target_text) == (leaf.lineage, "≥95%")


def test_rows_change_places_by_the_order_alone(browser, plan):
    leaves = leaves_of(plan)
    order = [key(row) for row in (leaves[1], leaves[0], *leaves[2:])]
    shown = ",".join(key(row) for row in leaves)
    response, _ = send(browser, plan, {"order-lines": ",".join(order), "from-lines": shown})
    assert response.status_code == 200
    assert [row.pk for row in leaves_of(plan)][:2] == [leaves[1].pk, leaves[0].pk]


def test_saving_one_cell_takes_at_most_10_queries(browser, plan, leaf):
    response, asked = send(browser, plan, row_of(fields(browser, plan), leaf, t="≥4%"))
    assert response.status_code == 200
    assert len(asked) <= 10, asked


@pytest.mark.parametrize("letter", ["l1", "l2"])
def test_saving_a_heading_takes_at_most_10_queries(browser, plan, leaf, letter):
    other = leaves_of(plan)[1:3]
    found = fields(browser, plan)
    for row in other:
        send(browser, plan, row_of(found, row, **{letter: "别的"}))
    response, asked = send(browser, plan, row_of(found, leaf, **{letter: "另外"}))
    assert response.status_code == 200
    assert len(asked) <= 12, asked


def test_saving_an_amount_takes_at_most_10_queries(browser, plan):
    fund = plan.funds.first()
    found = row_of(fields(browser, plan), fund, fa="300") | {"fund": [key(fund)], "row": []}
    response, asked = send(browser, plan, found)
    assert response.status_code == 200
    assert len(asked) <= 10, asked
    fund.refresh_from_db()
    assert fund.annual_budget == 300


def test_a_block_of_300_rows_is_saved_in_one_request_of_at_most_12_queries(browser, unit):
    draft = make_draft(lines=1)
    plan = make_plan(department=unit, draft=draft, is_approved=False)
    found = changed(
        fields(browser, plan), act="paste", block=block(ROWS), at=key(leaves_of(plan)[0])
    )
    response, asked = send(browser, plan, found)
    assert response.status_code == 200
    assert len(asked) <= 12, asked
    rows = stored_lines(plan)[0]
    assert len(rows) == ROWS
    assert {row.said["level1"] for row in rows} == {"产出指标", "效益指标", "投入管理指标"}
    assert sum(row.node.points for row in rows) == Decimal("0.25") * ROWS
    assert f'value="≥{ROWS - 1}%"' in response.json()["lines"]


def test_pasted_over_300_rows_it_takes_no_more(browser, unit):
    plan = make_plan(department=unit, draft=make_draft(lines=ROWS), is_approved=False)
    first = key(leaves_of(plan)[0])
    found = changed(fields(browser, plan), act="paste", block=block(ROWS), at=first)
    response, asked = send(browser, plan, found)
    assert response.status_code == 200
    assert len(asked) <= 12, asked
    assert len(leaves_of(plan)) == ROWS


def test_the_page_takes_the_same_queries_whatever_its_rows(browser, unit):
    counts = []
    for year, lines in ((2021, 5), (2022, 60)):
        plan = make_plan(
            department=unit, year=year, draft=make_draft(lines=lines), is_approved=False
        )
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address(plan)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12


def test_what_is_being_typed_is_read_along(browser):
    asked = {"name": "培训人数", "text": "不少于１２人"}
    told = browser.get("/plans/reading/", asked).json()
    assert told["reading"] == "不低于 12人"
    assert told["text"] == asked["text"]
    assert "模板" in browser.get("/plans/reading/", {"text": "≥**人"}).json()["fault"]


def test_what_the_checks_say_of_a_row_is_told_while_it_is_typed(browser):
    asked = {"name": "项目总成本", "text": "≥20万元", "level1": "成本指标", "level2": ""}
    told = browser.get("/plans/reading/", asked).json()
    assert "疑" in told["findings"]
    assert "≥20万元" in told["findings"]
    asked["text"] = "≤20万元"
    assert browser.get("/plans/reading/", asked).json()["findings"] == ""


def test_what_the_checks_say_stands_beside_the_row_and_is_asked_above(browser, plan, leaf):
    cells = {"l1": "成本指标", "l3": "项目总成本", "t": "≥20万元"}
    told = send(browser, plan, row_of(fields(browser, plan), leaf, **cells))[0].json()
    assert key(leaf) in told["findings"]
    assert "≥20万元" in told["findings"][key(leaf)]
    assert f'href="#t-{key(leaf)}"' in told["parts"]["gaps"]
    page = browser.get(address(plan)).content.decode()
    beside = page.split(f'id="row-{key(leaf)}"')[1].split("</tr>")[0]
    assert told["findings"][key(leaf)].split("</span></span>")[1] in beside


def test_a_template_rest_is_told_once(browser, plan, leaf):
    told = send(browser, plan, row_of(fields(browser, plan), leaf, t="≥**人次"))[0].json()
    assert key(leaf) not in told["findings"]
    assert told["parts"]["gaps"].count("≥**人次") == 1


def test_what_another_person_left_on_the_page_cannot_be_sent(browser, filer, plan, leaf):
    typed = row_of(fields(browser, plan), leaf, t="≥4%")
    response, _ = send(browser, plan, typed | {"person": [str(make_user().public_id)]})
    assert response.status_code == 403
    assert leaves_of(plan)[0].target_text == leaf.target_text
    assert send(browser, plan, typed | {"person": [str(filer.public_id)]})[0].status_code == 200


def test_the_largest_table_is_saved_without_script_and_takes_no_picked_row_more(unit, filer):
    plan = make_plan(department=unit, draft=make_draft(lines=MOST_LINES), is_approved=False)
    browser = make_client(filer)
    leaf = leaves_of(plan)[0]
    typed = changed(fields(browser, plan), **{f"t-{key(leaf)}": "≥4%"})
    assert browser.post(address(plan), typed).status_code == 302
    assert leaves_of(plan)[0].target_text == "≥4%"
    entry = make_entry(by=make_user(role="FINANCE", department=unit))
    with pytest.raises(PickRefused, match="还能加 0 行"):
        pick_entries(plan=plan, entries=[entry], with_targets=True, by=filer, at=AT)
    assert len(leaves_of(plan)) == MOST_LINES
