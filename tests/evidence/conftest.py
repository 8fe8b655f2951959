"""What the tests of evidence start from: a unit, its filer, an empty sheet, files of their own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.evidence.samples import pdf
from tests.factories import (
    leaves_of,
    make_client,
    make_department,
    make_draft,
    make_plan,
    make_sheet,
    make_user,
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where files are stored."""
    settings.FILES_DIR = tmp_path
    return tmp_path / "evidence"


@pytest.fixture
def unit(db):
    return make_department(name="某市科协")


@pytest.fixture
def filer(unit):
    return make_user(department=unit, name="李静")


@pytest.fixture
def sheet(unit):
    return make_sheet(plan=make_plan(department=unit, draft=make_draft(lines=4)))


@pytest.fixture
def browser(filer):
    return make_client(filer)


@pytest.fixture
def send(browser, sheet):
    """Upload files to a row as a browser without script does: (name, content), ..."""

    def sent(*files, row=0, **headers):
        address = reverse(
            "scoring:evidence_row", args=[sheet.public_id, leaves_of(sheet.plan)[row].public_id]
        )
        chosen = [SimpleUploadedFile("x", content) for _, content in files]
        for (name, _), file in zip(files, chosen, strict=True):
            file._name = name  # as a browser sends it, whatever Django makes of it
        return browser.post(address, {"files": chosen}, headers=headers)

    return sent


@pytest.fixture
def a_pdf():
    """Make PDFs, each with a content of its own."""
    made = []

    def make(size=0):
        made.append(None)
        return pdf(str(len(made)).encode().ljust(size))

    return make


def stored(folder):
    """Every file that lies there, finished or not."""
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
