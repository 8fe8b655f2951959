"""Files and rows are held against each other: what is missing, changed, or nobody's."""

import os
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from scoring.files import Upload, drafted, place_of
from scoring.models import Evidence
from scoring.services import evidence as service
from scoring.services.evidence import add_evidence, remove_evidence
from scoring.services.evidence_sweep import sweep_evidence
from scoring.tasks import sweep_stored_files
from tests.evidence.conftest import stored
from tests.evidence.samples import pdf
from tests.factories import AT, leaves_of, make_evidence


@pytest.fixture
def row(sheet, filer):
    return make_evidence(sheet=sheet, by=filer)


def sweep(*, remove=False, days=0):
    return sweep_evidence(at=timezone.now() + timedelta(days=days), remove=remove)


def age(place, days=2):
    then = timezone.now().timestamp() - days * 86400
    os.utime(place, (then, then))


def test_a_sound_store_has_nothing_to_say(row):
    found = sweep(days=9, remove=True)
    assert (found.checked, found.missing, found.changed, found.orphans) == (1, [], [], [])
    assert place_of(row.path).exists()


def test_a_file_that_is_missing_is_named(row):
    place_of(row.path).unlink()
    found = sweep()
    assert found.missing == [f"某市科协 2021 年度 通知.pdf（{row.path}）"]
    assert not found.is_sound


@pytest.mark.parametrize("change", [b"longer than before", None])
def test_a_file_that_was_changed_is_named(row, change):
    place = place_of(row.path)
    content = place.read_bytes()
    place.write_bytes(change or content[:-1] + b"X")
    assert len(sweep().changed) == 1


def test_what_a_crash_left_goes_after_a_day(row, folder):
    left = [folder / "ab" / ("ab" * 16), folder / "cd" / ("cd" * 16 + ".part")]
    for place in left:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x")
    assert sweep(remove=True).orphans == []  # perhaps an upload that is under way
    for place in left:
        age(place)
    assert len(sweep().orphans) == 2
    assert all(place.exists() for place in left)
    assert len(sweep(remove=True).orphans) == 2
    assert stored(folder) == [place_of(row.path)]


def test_what_is_not_named_by_us_is_left_alone(row, folder):
    strange = folder / "ab"
    strange.mkdir(exist_ok=True)
    (strange / "notes.txt").write_text("x")
    age(strange / "notes.txt")
    assert sweep(remove=True).orphans == []


def test_a_removal_that_was_cut_off_is_finished(row, filer, folder):
    remove_evidence(evidence=row, reason="传错文件", by=filer, at=AT)
    place = place_of(row.path)
    assert place.exists()  # this test's transaction never commits, like a process that died there
    age(place)
    assert sweep(remove=True).orphans == [row.path]
    assert stored(folder) == []


def test_the_command_says_it_and_fails_where_bytes_are_gone(row, folder):
    said = StringIO()
    call_command("evidence_sweep", stdout=said)
    assert said.getvalue() == "核对 1 份。\n"
    place_of(row.path).unlink()
    with pytest.raises(CommandError, match="缺失 1 份，不一致 0 份"):
        call_command("evidence_sweep", "--remove", stdout=said)


def test_every_night_it_is_logged(row, caplog):
    place_of(row.path).unlink()
    sweep_stored_files()
    assert "evidence is missing: 某市科协" in caplog.text


class Died(Exception):
    """The process ends here."""


STEPS = ["_check", "record", "keep"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("is_after", [False, True])
def test_wherever_an_upload_dies_no_row_is_without_its_file(
    sheet, filer, folder, monkeypatch, step, is_after
):
    real = getattr(service, step)

    def die(*args, **kwargs):
        if is_after:
            real(*args, **kwargs)
        raise Died

    monkeypatch.setattr(service, step, die)
    upload = Upload(name="a.pdf", media_type="application/pdf", stream=BytesIO(pdf()))
    line = leaves_of(sheet.plan)[0]
    with pytest.raises(Died):
        add_evidence(sheet=sheet, indicator=line, files=[upload], by=filer, at=AT)
    assert Evidence.objects.count() == 0
    for place in stored(folder):
        age(place)
    assert len(stored(folder)) == (step == "keep" and is_after)
    sweep(remove=True)
    assert stored(folder) == []


def test_what_is_not_kept_is_deleted_when_the_block_ends(folder):
    with drafted([BytesIO(b"x"), BytesIO(b"y")]):
        assert len(stored(folder)) == 2
    assert stored(folder) == []
