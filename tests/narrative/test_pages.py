"""The pages of explanatory texts: what they show, refuse, lock, and how many queries they ask."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from projects.models import User
from scoring.models import Finding, Narrative, Sheet
from scoring.services.findings import recheck
from scoring.services.narratives import begin_narrative
from scoring.services.waivers import unwaive, waive, waiver_mark
from scoring.views import narratives as narrative_views
from tests.factories import AT, make_client, make_year
from tests.narrative.test_narratives import hand_in_the_last, published, saved

LIST = reverse("scoring:narratives") + "?year=2021"


def place(name, row):
    return reverse(f"scoring:{name}", args=[row.public_id])


def text_of(response):
    return response.content.decode()


def form_of(row, *lines, **more):
    return {"p": list(lines) or row.text.splitlines(), "version": str(row.version)} | more


def asked(browser, address):
    """The number of queries of a page that was shown before."""
    browser.get(address)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    return len(found)


@pytest.fixture
def row(unit, filer):
    return begin_narrative(department=unit, year=make_year(), stage="FINAL", by=filer, at=AT)


def now(row):
    return Narrative.objects.get(pk=row.pk)


def test_a_filer_begins_a_text_from_the_list_and_comes_to_edit_it(unit, browser):
    assert "生成预算绩效情况说明" in text_of(browser.get(LIST))
    answer = browser.post(reverse("scoring:narrative_begin"), {"year": "2021", "stage": "FINAL"})
    row = Narrative.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, place("narrative_edit", row))
    again = browser.post(reverse("scoring:narrative_begin"), {"year": "2021", "stage": "FINAL"})
    assert again["Location"] == place("narrative", row)
    assert "生成预算绩效情况说明" not in text_of(browser.get(LIST))


@pytest.mark.parametrize(
    "form", [{}, {"year": "2021", "stage": "OTHER"}, {"year": "x", "stage": "FINAL"}]
)
def test_a_text_of_nothing_that_there_is_cannot_be_begun(unit, browser, form):
    assert browser.post(reverse("scoring:narrative_begin"), form).status_code == 404


def test_a_year_without_data_says_so(unit, browser):
    make_year(2022)
    form = {"year": "2022", "stage": "FINAL"}
    answer = browser.post(reverse("scoring:narrative_begin"), form, follow=True)
    assert "没有生成说明。系统中还没有" in text_of(answer)


def test_the_reading_page_shows_every_figure_with_its_source(unit, row, browser):
    shown = text_of(browser.get(place("narrative", row)))
    assert '自评金额<span class="fig">400.00</span>万元' in shown
    assert "2 张已提交的项目自评表全年执行数合计" in shown
    assert "系统中没有 2021 年部门决算" in shown  # of what is missing
    assert "支出项目3个，其中开展绩效自评2个，自评金额400.00万元。" in shown  # to be copied


def test_figures_that_changed_are_shown_old_and_new(unit, row, browser, supervisor):
    assert "更新数字" not in text_of(browser.get(place("narrative", row)))
    hand_in_the_last(unit)
    shown = text_of(browser.get(place("narrative", row)))
    assert "自评项目数量：正文 2，现在 3" in shown
    assert '<button class="btn">更新数字</button>' in shown
    above = text_of(make_client(supervisor).get(place("narrative", row)))
    assert "自评项目数量：正文 2，现在 3" in above
    assert '<button class="btn">更新数字</button>' not in above
    browser.post(place("narrative_renew", row), {"version": str(row.version)})
    assert now(row).figures["evaluated"]["printed"] == "3"


def test_the_edit_page_saves_and_shows_the_text_with_its_figures(unit, row, browser):
    form = form_of(row, *row.text.splitlines(), "手写一段。\n再一段。", "")
    answer = browser.post(place("narrative_edit", row), form, follow=True)
    assert "已存为草稿" in text_of(answer)
    assert now(row).text.splitlines()[-2:] == ["手写一段。", "再一段。"]
    assert '自评<span class="fig">2</span>个' in text_of(answer)


def test_every_error_is_told_at_once_and_nothing_typed_is_lost(unit, row, browser):
    form = form_of(row, "我的文字【甲】。", "【项目数量】5个") | {
        "stated-finance_evaluations": "两个"
    }
    answer = browser.post(place("narrative_edit", row), form)
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "填的是“两个”，请填整数" in shown
    assert "【甲】不是这份说明中的数" in shown
    assert "紧挨着手写的数字" in shown
    assert "少了【自评项目数量】" in shown
    assert "我的文字【甲】。</textarea>" in shown
    assert 'value="两个"' in shown
    assert now(row).version == 1


@pytest.mark.parametrize(
    "key, typed, is_taken",
    [
        ("finance_evaluations", "0", True),
        ("finance_evaluations", "1.5", False),
        ("finance_evaluations", "-1", False),
        ("total", "329.22", True),
        ("total", "三百", False),
        ("total", "1e3", False),
        ("execution_rate", "145.71%", True),
        ("execution_rate", "145.71", False),
        ("department_grade", "优", True),
        ("department_grade", "很好", False),
    ],
)
def test_what_only_the_unit_knows_is_taken_as_a_figure_or_refused(
    unit, row, browser, key, typed, is_taken
):
    answer = browser.post(place("narrative_edit", row), form_of(row) | {f"stated-{key}": typed})
    assert answer.status_code == (302 if is_taken else 422)
    assert (key in now(row).figures) == is_taken


def test_a_figure_of_a_paper_cannot_be_stated(unit, row, browser):
    browser.post(place("narrative_edit", row), form_of(row) | {"stated-projects": "99"})
    assert now(row).figures["projects"]["printed"] == "3"


def test_a_sentence_is_offered_and_added(unit, row, browser):
    browser.post(
        place("narrative_edit", row), form_of(row) | {"stated-department_evaluations": "1"}
    )
    sentence = "选取【部门评价项目数量】个项目开展部门评价。"
    assert sentence in text_of(browser.get(place("narrative_edit", row)))
    browser.post(place("narrative_edit", row), form_of(now(row), add=sentence))
    assert now(row).text.endswith(sentence)
    assert "可以加在文末的句子" not in text_of(browser.get(place("narrative_edit", row)))


def test_two_people_see_both_texts_and_nothing_is_dropped_silently(unit, row, filer, browser):
    saved(row, filer, *row.text.splitlines(), "对方的一段。")
    mine = form_of(row, *row.text.splitlines(), "我的一段。")
    answer = browser.post(place("narrative_edit", row), mine)
    shown = text_of(answer)
    assert answer.status_code == 409
    assert "对方的一段。</p>" in shown
    assert "我的一段。</textarea>" in shown
    assert now(row).text.endswith("对方的一段。")
    # Sent again from the page that showed both, mine counts.
    assert f'name="version" value="{now(row).version}"' in shown
    browser.post(place("narrative_edit", row), mine | {"version": str(now(row).version)})
    assert now(row).text.endswith("我的一段。")


def typed_while_published(row):
    """What a filer sends who writes at length, and fills and ticks what the form has."""
    mine = form_of(row, *row.text.splitlines(), "我写了很久的一段。", "【甲】<b>", add="加一句。")
    return mine | {"stated-department_evaluations": "7个", "leave": "projects"}


def test_what_was_typed_while_another_published_is_there_to_be_copied(unit, row, head, browser):
    form = typed_while_published(row)
    version = {"version": str(row.version)}
    assert make_client(head).post(place("narrative_publish", row), version).status_code == 302
    answer = browser.post(place("narrative_edit", row), form)
    shown = text_of(answer)
    kept = shown[shown.index('<textarea class="plain" readonly') :]
    assert answer.status_code == 409
    assert f"{row.text.splitlines()[1]}\n" in kept
    for words in (
        "我写了很久的一段。\n【甲】&lt;b&gt;\n加一句。\n",
        "部门评价项目数量：7个\n",
        "不写项目数量<",
    ):
        assert words in kept
    assert "周浩 公开" in shown
    assert "先撤回" in shown
    assert now(row).text == row.text
    assert "<textarea" not in text_of(browser.get(place("narrative_edit", row)))


def test_nor_is_it_lost_where_both_press_at_the_same_moment(unit, row, head, browser, monkeypatch):
    """The text is still a draft when the page looks, and is published when the service does."""
    look = narrative_views.narrative_page

    def published_meanwhile(narrative, **more):
        page = look(narrative, **more)
        published(row, head)
        return page

    monkeypatch.setattr(narrative_views, "narrative_page", published_meanwhile)
    form = form_of(row, *row.text.splitlines(), "我写了很久的一段。")
    answer = browser.post(place("narrative_edit", row), form)
    assert answer.status_code == 409
    assert "我写了很久的一段。</textarea>" in text_of(answer)
    assert "周浩 公开" in text_of(answer)
    assert "保存并预览" not in text_of(answer)  # it can be saved no longer


def test_a_long_paragraph_and_an_invisible_sign_are_refused(unit, row, browser):
    form = form_of(row, *row.text.splitlines(), "长" * 2001, "看\u202e不见")
    shown = text_of(browser.post(place("narrative_edit", row), form))
    assert "最多 2000 字" in shown
    assert "不可见的控制字符" in shown


def test_a_published_text_is_locked_and_says_how_to_change_it(unit, row, filer, head, browser):
    form = {"version": str(row.version)}
    assert make_client(head).post(place("narrative_publish", row), form).status_code == 302
    answer = browser.get(place("narrative_edit", row))
    assert answer.status_code == 409
    assert "已公开，不能修改" in text_of(answer)
    empty = {"version": str(now(row).version), "reason": " "}
    refused = browser.post(place("narrative_withdraw", row), empty)
    assert (refused.status_code, now(row).state) == (422, "PUBLISHED")
    browser.post(place("narrative_withdraw", row), empty | {"reason": "漏写一项"})
    assert now(row).state == "DRAFT"


def test_old_figures_are_refused_with_the_way_out(unit, row, browser):
    hand_in_the_last(unit)
    answer = browser.post(place("narrative_publish", row), {"version": str(row.version)})
    assert answer.status_code == 409
    assert "没有公开" in text_of(answer)
    assert "更新数字" in text_of(answer)


def test_the_list_counts_the_findings_of_each(unit, row, filer, supervisor):
    published(row, filer)
    above = make_client(supervisor)
    assert "没有</td>" in text_of(above.get(LIST))
    hand_in_the_last(unit)
    shown = text_of(above.get(LIST))
    assert '<span class="vh">误</span></span>' in shown
    assert "某市科协" in shown


def counts(browser):
    """What the list counts for each text."""
    return [found for _, found in browser.get(LIST).context["rows"]]


def test_what_was_set_aside_is_not_open_and_the_page_says_by_whom_and_why(
    unit, row, filer, supervisor, browser
):
    published(row, filer)
    hand_in_the_last(unit)
    recheck(department=unit, year=2021, at=AT)
    first, *others = Finding.objects.filter(code="narrative-figure").order_by("pk")
    assert counts(browser) == [[("error", len(others) + 1)]]
    above = make_client(supervisor)
    assert f'href="{place("finding", first)}"' in text_of(above.get(place("narrative", row)))
    waiver = waive(finding=first, reason="口径不同", seen=waiver_mark(first), by=supervisor, at=AT)
    assert counts(browser) == [[("error", len(others))]]
    shown = text_of(browser.get(place("narrative", row)))
    assert f"未处理 {len(others)} 处" in shown
    assert "已说明：陈洁" in shown
    assert "口径不同" in shown
    assert shown.count("已说明：") == 1
    first.refresh_from_db()
    unwaive(finding=first, reason="再看", seen=waiver_mark(first), by=supervisor, at=AT)
    assert counts(browser) == [[("error", len(others) + 1)]]
    assert waiver.reason in text_of(browser.get(place("narrative", row)))  # 曾由……说明
    assert "曾由陈洁" in text_of(browser.get(place("narrative", row)))


def test_what_was_set_aside_speaks_for_those_figures_and_that_unit_alone(
    unit, row, filer, supervisor, browser, another
):
    more = another(unit)
    writer = User.objects.get(department=more)
    theirs = begin_narrative(department=more, year=make_year(), stage="FINAL", by=writer, at=AT)
    for text, by, of in ((row, filer, unit), (theirs, writer, more)):
        published(text, by)
        hand_in_the_last(of)
        recheck(department=of, year=2021, at=AT)
    before = counts(make_client(supervisor))
    for one in Finding.objects.filter(department=unit, code="narrative-figure"):
        waive(finding=one, reason="口径不同", seen=waiver_mark(one), by=supervisor, at=AT)
    assert counts(make_client(supervisor)) == [[], before[1]]
    assert "没有</td>" in text_of(browser.get(LIST))
    # Another figure is another finding: what was said of the former one does not speak for it.
    Sheet.objects.filter(department=unit).update(state="DRAFT")
    assert counts(browser) != [[]]


def test_a_list_asks_the_same_number_however_many_there_are(unit, row, another, supervisor):
    browser = make_client(supervisor)
    one = asked(browser, LIST)
    for more in (another(unit), another(unit)):
        person = User.objects.get(department=more)
        for stage in ("FINAL", "BUDGET"):
            begin_narrative(department=more, year=make_year(), stage=stage, by=person, at=AT)
    assert asked(browser, LIST) == one <= 12


def test_a_page_asks_the_same_number_however_many_sheets_there_are(unit, row, browser, another):
    few = asked(browser, place("narrative", row))
    hand_in_the_last(unit)
    assert asked(browser, place("narrative", row)) == few <= 14


def test_the_document_has_the_figures_and_faces_for_chinese(unit, row, browser):
    answer = browser.get(place("narrative_docx", row))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    document = Document(BytesIO(answer.content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:3] == [
        "2021 年度预算绩效情况说明",
        "（草稿，未公开）",
        "（一）绩效管理工作开展情况",
    ]
    assert "支出项目3个，其中开展绩效自评2个，自评金额400.00万元。" in lines
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            assert run._element.rPr.rFonts.get(qn("w:eastAsia"))
    assert browser.get(place("narrative_docx", row)).content == answer.content


def test_a_published_document_does_not_call_itself_a_draft(unit, row, filer, browser):
    published(row, filer)
    lines = [
        p.text
        for p in Document(BytesIO(browser.get(place("narrative_docx", row)).content)).paragraphs
    ]
    assert "（草稿，未公开）" not in lines


def test_the_pages_of_department_and_whole_sheet_lead_to_the_list(unit, browser):
    shown = text_of(
        browser.get(reverse("scoring:department", args=[unit.public_id]) + "?year=2021")
    )
    assert f'href="{LIST}"' in shown
    assert 'aria-current="page">绩效自评' in text_of(browser.get(LIST)).replace("\n", "")
