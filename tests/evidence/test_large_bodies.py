"""A body that is too large is read to its end and kept nowhere; the page says so in words."""

import io
import tracemalloc

import pytest
from django.test import Client
from django.urls import reverse

from projects import uploads
from projects.uploads import BoundedUploadHandler
from scoring.models import Evidence
from tests.evidence.conftest import stored
from tests.evidence.samples import pdf
from tests.factories import leaves_of

LIMIT = 1 << 20
BOUNDARY = "gr3nze"


class Endless(io.RawIOBase):
    """A request body that is made while it is read; nobody ever has all of it."""

    def __init__(self, size):
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n'
        self.parts = [head.encode() + b"Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"]
        self.left, self.read_so_far = size, 0
        self.end = f"\r\n--{BOUNDARY}--\r\n".encode()
        self.length = len(self.parts[0]) + size + len(self.end)

    def read(self, count=-1):
        if self.parts:
            data = self.parts.pop()
        elif self.left:
            data = b"a" * min(self.left, count if count > 0 else 1 << 16, 1 << 16)
            self.left -= len(data)
        else:
            data, self.end = self.end, b""
        self.read_so_far += len(data)
        return data


@pytest.fixture
def small(settings):
    settings.EVIDENCE_FILE_BYTES = LIMIT
    settings.EVIDENCE_SHEET_BYTES = 2 * LIMIT


@pytest.fixture
def scratch(monkeypatch):
    """How many bytes the scratch files of uploads ever took."""
    written = []
    real = uploads.tempfile.TemporaryFile

    monkeypatch.setattr(
        uploads.tempfile, "TemporaryFile", lambda **where: Counted(real(**where), written)
    )
    return written


class Counted:
    """A file that tells how much is written to it."""

    def __init__(self, file, written):
        self._file, self._written = file, written

    def write(self, data):
        self._written.append(len(data))
        return self._file.write(data)

    def __getattr__(self, name):
        return getattr(self._file, name)


def address(sheet):
    line = leaves_of(sheet.plan)[0]
    return reverse("scoring:evidence_row", args=[sheet.public_id, line.public_id])


def post(browser, sheet, body):
    environ = {
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(body.length),
        "wsgi.input": body,
    }
    return browser.generic("POST", address(sheet), b"", **environ)


def test_a_body_far_above_the_limit_leaves_memory_and_disk_as_they_are(
    browser, sheet, small, scratch, folder
):
    browser.get(address(sheet))
    body = Endless(256 * LIMIT)
    tracemalloc.start()
    response = post(browser, sheet, body)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert response.status_code == 422
    assert "有 256 MB，一个文件最多 1 MB" in response.content.decode()
    assert body.read_so_far == body.length  # else the browser never gets to read the answer
    assert peak < 8 * LIMIT
    assert 0 < sum(scratch) <= LIMIT
    assert stored(folder) == []
    assert Evidence.objects.count() == 0


def test_without_the_limit_it_would_fill_the_disk(browser, sheet, small, scratch, settings):
    """The control: the counter sees what is written."""
    settings.EVIDENCE_FILE_BYTES = settings.EVIDENCE_SHEET_BYTES = 64 * LIMIT
    post(browser, sheet, Endless(8 * LIMIT))
    assert sum(scratch) > 7 * LIMIT


def test_a_stranger_cannot_fill_the_disk_either(sheet, small, scratch):
    body = Endless(16 * LIMIT)
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies["csrftoken"] = "a" * 32  # so that the form is searched for its token
    assert post(stranger, sheet, body).status_code == 403
    assert body.read_so_far == body.length
    assert 0 < sum(scratch) <= LIMIT


def test_what_fits_exactly_is_taken(send, small):
    assert send(("a.pdf", pdf(b"x" * (LIMIT - len(pdf()))))).status_code == 302
    response = send(("b.pdf", pdf(b"y" * (LIMIT - len(pdf()) + 1))))
    assert response.status_code == 422
    assert "一个文件最多 1 MB" in response.content.decode()


def test_many_files_that_are_too_much_together_are_refused(send, small, folder):
    files = [(f"{n}.pdf", pdf(bytes([65 + n]) * (LIMIT // 2))) for n in range(6)]
    response = send(*files)
    assert response.status_code == 422
    assert "这次的文件合计超过 2 MB" in response.content.decode()
    assert stored(folder) == []


def test_room_of_a_file_that_was_given_up_is_free_again(settings):
    settings.EVIDENCE_FILE_BYTES, settings.EVIDENCE_SHEET_BYTES = 10, 15
    handler = BoundedUploadHandler()
    told = []
    for size in (8, 12, 7):
        handler.new_file("files", "a.pdf", "", None)
        for at in range(0, size, 4):
            handler.receive_data_chunk(b"x" * min(4, size - at), at)
        told.append(handler.file_complete(size))
    assert [(file.is_dropped, file.size) for file in told] == [(False, 8), (True, 12), (False, 7)]
    assert told[2].read() == b"x" * 7


def test_an_upload_that_breaks_off_leaves_nothing(settings):
    handler = BoundedUploadHandler()
    handler.new_file("files", "a.pdf", "", None)
    file = handler.file
    handler.upload_interrupted()
    assert file.closed
    assert handler.file is None
