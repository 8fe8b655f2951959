"""Downloads: one file or all of them, never shown in a page, only to who may see the sheet."""

import hashlib
import io
import zipfile

import pytest
from django.urls import reverse

from projects.models import TrailEntry
from scoring.files import place_of
from scoring.models import Evidence, Sheet
from tests.evidence.conftest import stored
from tests.evidence.samples import SOUND, pdf
from tests.factories import (
    AT,
    leaves_of,
    make_client,
    make_department,
    make_evidence,
    make_user,
)


def address(view, sheet, file=None):
    ids = [sheet.public_id] + ([file.public_id] if file else [])
    return reverse(f"scoring:{view}", args=ids)


def the_zip(browser, sheet):
    response = browser.post(address("evidence_zip", sheet))
    return response, zipfile.ZipFile(io.BytesIO(response.getvalue()))


@pytest.mark.parametrize("name", SOUND)
def test_a_file_is_saved_and_never_shown(send, browser, sheet, name):
    content, kind = SOUND[name]
    send((name, content))
    response = browser.get(address("evidence_file", sheet, Evidence.objects.get()))
    assert response.getvalue() == content
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert int(response["Content-Length"]) == len(content)


@pytest.mark.parametrize("name", ["引%22号;a=b.pdf", "换%0d%0aSet-Cookie: a=b.pdf", "名=字'.pdf"])
def test_a_name_cannot_split_the_header(send, browser, sheet, name):
    send((name, pdf()))
    response = browser.get(address("evidence_file", sheet, Evidence.objects.get()))
    assert "\r" not in str(response.headers)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "Set-Cookie: a" not in str(response.headers)


def test_a_removed_file_is_missing(browser, sheet, filer):
    file = make_evidence(sheet=sheet, by=filer)
    browser.post(address("evidence_remove", sheet, file), {"reason": "传错文件"})
    assert browser.get(address("evidence_file", sheet, file)).status_code == 404


def test_a_file_asked_for_under_another_sheet_is_missing(browser, sheet, filer, unit):
    other = make_client(make_user(department=make_department()))
    file = make_evidence(sheet=sheet, by=filer)
    assert browser.get(address("evidence_file", sheet, file)).status_code == 200
    assert other.get(address("evidence_file", sheet, file)).status_code == 404


def test_access_is_asked_anew_for_every_download(browser, sheet, filer):
    file = make_evidence(sheet=sheet, by=filer)
    assert browser.get(address("evidence_file", sheet, file)).status_code == 200
    filer.department = make_department()
    filer.save()
    assert browser.get(address("evidence_file", sheet, file)).status_code == 302  # signed out
    assert make_client(filer).get(address("evidence_file", sheet, file)).status_code == 404


def test_bytes_that_are_gone_are_a_missing_page_and_an_entry_in_the_log(
    browser, sheet, filer, caplog
):
    file = make_evidence(sheet=sheet, by=filer)
    place_of(file.path).unlink()
    assert browser.get(address("evidence_file", sheet, file)).status_code == 404
    assert f"evidence {file.public_id} has no file" in caplog.text


def test_the_zip_has_a_folder_for_each_row_and_a_list_with_digests(browser, sheet, filer):
    first = make_evidence(sheet=sheet, by=filer, name="通知.pdf")
    make_evidence(sheet=sheet, by=filer, name="通知.pdf")
    make_evidence(sheet=sheet, by=filer, row=2, name='a:b*"c".pdf')
    response, archive = the_zip(browser, sheet)
    assert archive.namelist() == [
        "第01行_第0项/通知.pdf",
        "第01行_第0项/通知_2.pdf",
        "第03行_第2项/a_b__c_.pdf",
        "清单.txt",
    ]
    data = archive.read("第01行_第0项/通知.pdf")
    assert hashlib.sha256(data).hexdigest() == first.digest
    listed = archive.read("清单.txt").decode("utf-8-sig").splitlines()
    assert len(listed) == 4
    assert first.digest in listed[1]
    assert listed[1].endswith("一致")
    assert archive.testzip() is None
    assert "%E4%BD%90%E8%AF%81" in response["Content-Disposition"]
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_same_files_give_the_same_bytes(browser, sheet, filer):
    make_evidence(sheet=sheet, by=filer)
    assert len({browser.post(address("evidence_zip", sheet)).getvalue() for _ in range(2)}) == 1


def test_who_took_all_along_is_kept_on_record(sheet, unit, filer):
    make_evidence(sheet=sheet, by=filer)
    head = make_user(role="UNIT_HEAD", department=unit, name="周浩")
    the_zip(make_client(head), sheet)
    entry = TrailEntry.objects.filter(subject_id=sheet.public_id).latest("sequence")
    assert (entry.action, entry.by) == ("evidence.taken", head)
    assert entry.summary.startswith("下载全部佐证 1 份，共 ")


def test_all_are_given_of_a_sheet_that_is_on_its_way(browser, sheet, filer):
    make_evidence(sheet=sheet, by=filer)
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED", state_by=filer, state_at=AT)
    assert len(the_zip(browser, sheet)[1].namelist()) == 2


def test_a_missing_and_a_changed_file_are_told_in_the_list(browser, sheet, filer):
    gone, changed = (make_evidence(sheet=sheet, by=filer, name=f"{n}.pdf") for n in "ab")
    place_of(gone.path).unlink()
    place_of(changed.path).write_bytes(b"other")
    _, archive = the_zip(browser, sheet)
    listed = archive.read("清单.txt").decode("utf-8-sig")
    assert "存储中缺失，没有放入" in listed
    assert "与上传时不一致" in listed
    assert archive.namelist() == ["第01行_第0项/b.pdf", "清单.txt"]


def test_an_empty_sheet_has_nothing_to_take(browser, sheet):
    page = browser.post(address("evidence_zip", sheet), follow=True).content.decode()
    assert "没有可下载的内容" in page


def test_a_file_is_removed_with_a_reason_and_stays_on_record(
    browser, sheet, filer, folder, django_capture_on_commit_callbacks
):
    file = make_evidence(sheet=sheet, by=filer)
    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(address("evidence_remove", sheet, file), {"reason": "传错文件"})
    assert stored(folder) == []
    file.refresh_from_db()
    assert (file.removed_by, file.removed_why, file.version) == (filer, "传错文件", 2)
    page = browser.get(response["Location"]).content.decode()
    assert "已移除 1 份" in page
    entry = TrailEntry.objects.filter(subject_id=sheet.public_id).latest("sequence")
    assert entry.summary == "第 1 行 移除佐证“通知.pdf”：传错文件"


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201, "a\0b"])
def test_a_removal_without_a_sound_reason_removes_nothing(browser, sheet, filer, folder, reason):
    file = make_evidence(sheet=sheet, by=filer)
    response = browser.post(address("evidence_remove", sheet, file), {"reason": reason})
    assert response.status_code == 422
    assert "没有移除“通知.pdf”" in response.content.decode()
    assert len(stored(folder)) == 1


def test_nothing_is_removed_from_a_sheet_on_its_way(browser, sheet, filer, folder):
    file = make_evidence(sheet=sheet, by=filer)
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED", state_by=filer, state_at=AT)
    response = browser.post(address("evidence_remove", sheet, file), {"reason": "传错文件"})
    assert response.status_code == 409
    assert len(stored(folder)) == 1


def test_the_entry_page_counts_the_files_of_each_row(browser, sheet, filer):
    make_evidence(sheet=sheet, by=filer)
    page = browser.get(reverse("scoring:sheet_entry", args=[sheet.public_id])).content.decode()
    line = leaves_of(sheet.plan)[0]
    assert reverse("scoring:evidence_row", args=[sheet.public_id, line.public_id]) in page
    assert page.count("佐证 1 份") == 1
    assert page.count("上传佐证") == 3


def test_the_list_asks_so_many_questions_however_many_files(
    browser, sheet, filer, django_assert_max_num_queries
):
    for row in (0, 0, 1, 2):
        make_evidence(sheet=sheet, by=filer, row=row)
    with django_assert_max_num_queries(12):
        page = browser.get(address("evidence", sheet)).content.decode()
    assert page.count("通知.pdf") == 4
    assert "合计</dt><dd>4 份" in page
