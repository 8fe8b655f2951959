"""All evidence of a sheet as one zip, made while it is sent: no scratch file, little memory.

Times are fixed and the order is that of the table, so that the same files give the same bytes.
Nothing is packed tighter: documents and pictures are packed already.
"""

import hashlib
import zipfile
from collections.abc import Generator, Iterator, Sequence
from typing import IO

from django.utils import timezone

from projects.texts import file_name
from scoring.files import place_of
from scoring.models import Evidence
from scoring.queries.evidence import EvidenceRow

LIST_NAME = "清单.txt"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 18
_HEADS = ("行", "三级指标", "文件", "字节数", "上传人", "上传时间", "SHA-256", "核对")


class _Sink:
    """Takes what the archive writes and gives it on; it cannot be gone back in."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.at = 0

    def write(self, data: bytes) -> int:
        self.pieces.append(bytes(data))
        self.at += len(data)
        return len(data)

    def tell(self) -> int:
        return self.at

    def flush(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """Nothing is open here."""

    def take(self) -> bytes:
        data = b"".join(self.pieces)
        self.pieces.clear()
        return data


def evidence_zip(rows: Sequence[EvidenceRow]) -> Iterator[bytes]:
    """Give the archive piece by piece: a folder for each row, and last a list with all digests.

    A file that is missing or was changed in the store is told in the list.
    """
    sink = _Sink()
    listed = ["\t".join(_HEADS)]
    width = max(2, len(str(len(rows))))
    with zipfile.ZipFile(sink, "w") as archive:
        for row in rows:
            folder = file_name(f"第{row.number:0{width}}行_{row.indicator.name}")
            for name, file in _named(row.files):
                verdict = yield from _add(archive, sink, f"{folder}/{name}", file)
                listed.append(_listed(row, name, file, verdict))
        told = "\ufeff" + "\r\n".join([*listed, ""])
        archive.writestr(_member(LIST_NAME), told.encode())
    yield sink.take()


def _add(
    archive: zipfile.ZipFile, sink: _Sink, name: str, file: Evidence
) -> Generator[bytes, None, str]:
    """Pass one file on; returns what is to be said of it in the list."""
    try:
        source: IO[bytes] = place_of(file.path).open("rb")
    except OSError:
        return "存储中缺失，没有放入"
    digest = hashlib.sha256()
    with source, archive.open(_member(name), "w") as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
            yield sink.take()
    yield sink.take()
    return "一致" if digest.hexdigest() == file.digest else "与上传时不一致"


def _named(files: Sequence[Evidence]) -> Iterator[tuple[str, Evidence]]:
    """Each file with a name that any system takes and that no other file of the row has."""
    taken: set[str] = set()
    for file in files:
        stem, _, ending = file.name.rpartition(".")
        base, number = file_name(stem), 1
        name = f"{base}.{ending}"
        while name.lower() in taken:
            number += 1
            name = f"{base}_{number}.{ending}"
        taken.add(name.lower())
        yield name, file


def _listed(row: EvidenceRow, name: str, file: Evidence, verdict: str) -> str:
    at = timezone.localtime(file.at)
    told = (
        str(row.number), row.indicator.name, name, str(file.size), file.by.name,
        f"{at:%Y-%m-%d %H:%M:%S}", file.digest, verdict,
    )  # fmt: skip
    return "\t".join(part.replace("\t", " ").replace("\n", " ") for part in told)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _FIXED_TIME)
    member.external_attr = 0o600 << 16
    return member


def archive_name(year: int, department: str, title: str) -> str:
    """What the zip is called."""
    return file_name(f"{year}年度佐证材料_{department}_{title}") + ".zip"
