"""Receiving files: no more than the limit of a file is ever kept, however much is sent."""

import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class ReceivedFile(UploadedFile):  # type: ignore[type-arg]  # Django's takes none
    """A file as it came in. `given`: its name without folders, before anything was cut off.

    `is_dropped`: it was larger than is allowed; `size` says how large, and the content is gone.
    """

    given: str = ""
    is_dropped: bool = False


class BoundedUploadHandler(FileUploadHandler):
    """Writes each file to a nameless scratch file, which is gone with the process.

    Past the limit of one file, or of all files of a request, the scratch file is given up and the
    rest is read and forgotten: memory and disk stay as they are, and the page can say in words
    what was too large. It holds for everybody, since bodies are read before rights are checked.
    """

    file: IO[bytes] | None

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.file = None
        self.kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        # Closed by the end of the request, as Django does with every file of it.
        self.file = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, or give up the file that has become too large."""
        if self.file is None:
            return
        length = len(raw_data)
        if (
            start + length > settings.EVIDENCE_FILE_BYTES
            or self.kept + length > settings.EVIDENCE_SHEET_BYTES
        ):
            self.kept -= start
            self.file.close()
            self.file = None
            return
        self.file.write(raw_data)
        self.kept += length

    def file_complete(self, file_size: int) -> ReceivedFile:
        """Hand over the file, or what is known of the one that was given up."""
        given = self.file_name or ""
        received = ReceivedFile(
            file=self.file, name=given, content_type=self.content_type, size=file_size
        )
        received.given, received.is_dropped = given, self.file is None
        if self.file is not None:
            self.file.seek(0)
            self.file = None
        return received

    def upload_interrupted(self) -> None:
        """Give up the file whose end never came."""
        if self.file is not None:
            self.file.close()
            self.file = None
