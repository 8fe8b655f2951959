"""Uploading: all files of one request are stored or none, and each has its verdict."""

import hashlib
import stat
from io import BytesIO

import pytest
from django.urls import reverse

from projects.models import TrailEntry
from scoring.files import Upload
from scoring.models import Evidence, Sheet
from scoring.services.evidence import EvidenceRefused, add_evidence
from tests.evidence.conftest import stored
from tests.evidence.samples import HOSTILE, SOUND, SVG, pdf, png
from tests.factories import AT, leaves_of, make_client, make_department, make_sheet, make_user


def test_a_file_is_kept_with_its_size_digest_type_person_and_time(send, sheet, filer, folder):
    content = pdf(b"notice")
    response = send(("通知 2021.pdf", content))
    assert response.status_code == 302
    row = Evidence.objects.get()
    assert (row.sheet, row.indicator, row.by) == (sheet, leaves_of(sheet.plan)[0], filer)
    assert (row.name, row.size, row.media_type) == (
        "通知 2021.pdf",
        len(content),
        "application/pdf",
    )
    assert row.digest == hashlib.sha256(content).hexdigest()
    (place,) = stored(folder)
    assert place.read_bytes() == content
    assert str(place).endswith(row.path)
    assert "通知" not in row.path


def test_nobody_else_on_the_machine_can_read_it(send, folder, a_pdf):
    send(("a.pdf", a_pdf()))
    (place,) = stored(folder)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_several_files_of_every_kind_at_once(send, browser, settings):
    settings.EVIDENCE_ROW_FILES = len(SOUND)
    unique = {content: name for name, (content, _) in SOUND.items()}
    response = send(*((name, content) for content, name in unique.items()), row=1)
    page = browser.get(response["Location"]).content.decode()
    assert f"已上传 {len(unique)} 份" in page
    assert set(Evidence.objects.values_list("name", flat=True)) == set(unique.values())


def test_one_that_is_refused_keeps_all_from_being_stored(send, folder, a_pdf):
    response = send(("好.pdf", a_pdf()), ("坏.png", SVG), ("空.pdf", b""))
    page = response.content.decode()
    assert response.status_code == 422
    assert "没有存入任何文件" in page
    assert "好.pdf</strong>：没有问题，但同一次上传的文件要么都存入，要么都不存" in page
    assert "坏.png</strong>：扩展名是 .png，内容却是网页、XML 或脚本" in page
    assert "空.pdf</strong>：是空文件（0 字节）" in page
    assert Evidence.objects.count() == 0
    assert stored(folder) == []


def test_the_same_three_without_the_bad_ones_are_stored(send, a_pdf):
    assert send(("好.pdf", a_pdf())).status_code == 302
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_is_stored(send, folder, what):
    name, content, words = HOSTILE[what]
    if what == "docx that blows up":
        content = content[:1000]
        words = "不完整"
    response = send((name, content))
    assert response.status_code == 422
    assert words in response.content.decode().replace("&#x27;", "'")
    assert Evidence.objects.count() == 0
    assert stored(folder) == []


@pytest.mark.parametrize(
    "given, kept",
    [
        (r"..\..\通知.pdf", "通知.pdf"),
        ("../../etc/通知.pdf", "通知.pdf"),
        ("C:\\我的文档\\通知.pdf", "通知.pdf"),
        ("通\u202efdp.知.pdf", "通fdp.知.pdf"),
        ("通\u200b知.pdf", "通知.pdf"),
        ("  通知.pdf", "通知.pdf"),
        ("&lt;b&gt;.pdf", "<b>.pdf"),
        ('引"号.pdf', '引"号.pdf'),
    ],
)
def test_a_name_loses_its_folders_and_what_cannot_be_seen(send, browser, given, kept):
    response = send((given, pdf()))
    assert response.status_code == 302
    assert Evidence.objects.get().name == kept


def test_a_name_of_300_characters_is_refused_in_words(send, folder):
    response = send(("长" * 296 + ".pdf", pdf()))
    assert response.status_code == 422
    assert "文件名最多 120 字，现有 300 字" in response.content.decode()
    assert stored(folder) == []


def test_an_ending_of_300_characters_breaks_nothing(send):
    assert send(("a." + "x" * 300, pdf())).status_code == 422


HIDDEN = ["通\0知.pdf", "通\r\n知.pdf", "通\u202e知.pdf", "a/b.pdf", "", "\\.pdf"]


@pytest.mark.parametrize("name", HIDDEN)
def test_the_service_refuses_names_that_no_form_lets_through(sheet, filer, folder, name):
    upload = Upload(name=name, media_type="application/pdf", stream=BytesIO(pdf()))
    line = leaves_of(sheet.plan)[0]
    with pytest.raises(EvidenceRefused, match="文件名"):
        add_evidence(sheet=sheet, indicator=line, files=[upload], by=filer, at=AT)
    assert stored(folder) == []


def test_nothing_chosen_is_said(send):
    response = send()
    assert response.status_code == 422
    assert "没有选择文件" in response.content.decode()


def test_the_same_content_twice_in_a_row_is_refused(send, folder):
    send(("通知.pdf", pdf()))
    response = send(("通知（新）.pdf", pdf()))
    assert response.status_code == 422
    assert "“通知（新）.pdf”与“通知.pdf”内容完全相同" in response.content.decode()
    assert len(stored(folder)) == 1
    assert send(("通知.pdf", pdf()), row=1).status_code == 302  # behind another row it may stand


def test_a_row_takes_so_many_files_and_no_more(send, settings, a_pdf):
    settings.EVIDENCE_ROW_FILES = 2
    assert send(("a.pdf", a_pdf()), ("b.pdf", a_pdf())).status_code == 302
    response = send(("c.pdf", a_pdf()))
    assert response.status_code == 422
    assert "一行最多 2 份，已有 2 份，这次 1 份" in response.content.decode()
    assert send(("c.pdf", a_pdf()), row=1).status_code == 302


def test_a_sheet_takes_so_much_and_no_more(send, settings, folder, a_pdf):
    settings.EVIDENCE_SHEET_BYTES = 3000
    assert send(("a.pdf", a_pdf(1500))).status_code == 302
    response = send(("b.pdf", a_pdf(1500)), row=1)
    assert response.status_code == 422
    assert "合计最多 2.9 KB" in response.content.decode()
    assert len(stored(folder)) == 1


def test_the_trail_tells_what_was_uploaded_with_its_digest(send, sheet, filer, a_pdf):
    send(("通知.pdf", a_pdf()), ("照片.png", png()))
    entry = TrailEntry.objects.filter(subject_id=sheet.public_id).latest("sequence")
    assert (entry.action, entry.by) == ("evidence.added", filer)
    assert entry.summary == "第 1 行 上传佐证“通知.pdf”、“照片.png”"
    digests = set(Evidence.objects.values_list("digest", flat=True))
    assert {after for _, after in entry.changes.values()} == digests


def test_the_script_gets_the_part_with_the_files(send, a_pdf):
    response = send(("通知.pdf", a_pdf()), hx_request="true")
    page = response.content.decode()
    assert response.status_code == 200
    assert page.lstrip().startswith('<div id="evidence-files"')
    assert "已上传 1 份" in page
    refused = send(("x.svg", SVG), hx_request="true")
    assert refused.status_code == 422
    assert "data-verdicts" in refused.content.decode()


@pytest.mark.parametrize("is_script, start", [(False, "<!doctype"), (True, '<div class="note')])
def test_a_sheet_on_its_way_takes_none_and_says_whom_to_ask(
    send, sheet, filer, folder, a_pdf, is_script, start
):
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED", state_by=filer, state_at=AT)
    response = send(("a.pdf", a_pdf()), **({"hx_request": "true"} if is_script else {}))
    assert response.status_code == 409
    assert "要修改，请" in response.content.decode()
    assert start in response.content.decode()
    assert stored(folder) == []


def test_a_row_of_another_sheet_is_not_in_this_one(browser, sheet):
    other = make_sheet(department=make_department())
    line = leaves_of(other.plan)[0]
    address = reverse("scoring:evidence_row", args=[sheet.public_id, line.public_id])
    assert browser.get(address).status_code == 404
    assert browser.post(address).status_code == 404


def test_who_may_only_look_sees_no_form(sheet, unit, a_pdf, send):
    send(("通知.pdf", a_pdf()))
    head = make_client(make_user(role="UNIT_HEAD", department=unit))
    address = reverse(
        "scoring:evidence_row", args=[sheet.public_id, leaves_of(sheet.plan)[0].public_id]
    )
    page = head.get(address).content.decode()
    assert "通知.pdf" in page
    assert 'type="file"' not in page
    assert "移除" not in page
