"""Stored files of evidence: below FILES_DIR, under random names, whole or not at all.

A file is written beside its final place, flushed to the disk, and given its final name while the
transaction of its row is open. So a row that was committed has its file; what a crash leaves is a
file without a row, which the sweep removes.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.conf import settings

FOLDER = "evidence"
UNFINISHED = ".part"
_CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{32}(\.part)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as the form has let it through: `name` as given, its type by content."""

    name: str
    media_type: str
    stream: IO[bytes]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that is written but has not got its final name; `path` is that of the final one."""

    path: str
    size: int
    digest: str


def place_of(path: str) -> Path:
    """Where the file lies."""
    return Path(settings.FILES_DIR) / path


@contextmanager
def drafted(streams: Iterable[IO[bytes]]) -> Iterator[list[Draft]]:
    """Write the streams; what was not kept when the block ends is deleted."""
    drafts: list[Draft] = []
    begun: list[Path] = []
    try:
        for stream in streams:
            path = _new_path()
            begun.append(_unfinished(path))
            drafts.append(_written(stream, path))
        yield drafts
    finally:
        for place in begun:
            place.unlink(missing_ok=True)


def keep(drafts: Iterable[Draft]) -> None:
    """Give the files their final names: the last step before the rows are committed."""
    folders = set()
    for draft in drafts:
        place = place_of(draft.path)
        os.rename(_unfinished(draft.path), place)
        folders.add(place.parent)
    for folder in folders:
        _flush_folder(folder)


def digest_of(place: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stored() -> Iterator[tuple[str, Path]]:
    """Every file of evidence that lies there, as (path as rows have it, place)."""
    root = place_of(FOLDER)
    for place in sorted(root.glob("[0-9a-f][0-9a-f]/*")):
        if _NAME.fullmatch(place.name):
            yield str(place.relative_to(Path(settings.FILES_DIR))), place


def _new_path() -> str:
    name = uuid4().hex
    return f"{FOLDER}/{name[:2]}/{name}"


def _unfinished(path: str) -> Path:
    return place_of(path + UNFINISHED)


def _written(stream: IO[bytes], path: str) -> Draft:
    place = _unfinished(path)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while chunk := stream.read(_CHUNK):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        _flush(file)
    return Draft(path, size, digest.hexdigest())


def _flush(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
