"""The form that takes files for a row: a verdict for each, and all or none is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from projects import show
from projects.texts import TextRefused, clean_text
from scoring.files import Upload
from scoring.media.kinds import MediaRefused
from scoring.media.recognise import media_type
from scoring.models.evidence import LONGEST_NAME

FIELD = "files"
_LONGEST_SHOWN = 60


@dataclass(slots=True)
class Verdict:
    """What is said of one file; no `error` where it could be stored."""

    name: str
    error: str


class UploadForm:
    """Looks at every file of a request. `uploads` holds them when nothing is wrong with any."""

    def __init__(self, files: "Sequence[UploadedFile[Any]]") -> None:
        self.uploads: list[Upload] = []
        self.refusal = "" if files else "没有选择文件。请先选择要上传的文件，可以一次选多个。"
        self.verdicts = [Verdict(_name(file)[:_LONGEST_SHOWN], self._look(file)) for file in files]

    def _look(self, file: "UploadedFile[Any]") -> str:
        try:
            name = clean_text(_name(file), name="文件名", longest=LONGEST_NAME)
            size = file.size or 0
            if getattr(file, "is_dropped", False):
                _refuse_size(size)
            kind = media_type(file, name=name, size=size)
        except (TextRefused, MediaRefused) as refused:
            return str(refused)
        self.uploads.append(Upload(name=name, media_type=kind, stream=file))
        return ""

    @property
    def has_errors(self) -> bool:
        """Whether anything keeps the files from being stored."""
        return bool(self.refusal or any(verdict.error for verdict in self.verdicts))

    def refuse(self, reason: str) -> None:
        """Show what the service refused although every file looked right."""
        self.refusal = reason


def _name(file: "UploadedFile[Any]") -> str:
    """The whole name: Django cuts long ones to 255 characters."""
    return getattr(file, "given", "") or file.name or ""


def _refuse_size(size: int) -> None:
    most = settings.EVIDENCE_FILE_BYTES
    if size > most:
        raise MediaRefused(
            f"有 {show.size(size)}，一个文件最多 {show.size(most)}。请压缩扫描件或分成几份。"
        )
    raise MediaRefused(
        f"这次的文件合计超过 {show.size(settings.EVIDENCE_SHEET_BYTES)}。请分几次上传。"
    )
