"""Zip files that are documents: DOCX, XLSX, OFD. The directory is looked at, nothing is unpacked.

An archive must be one thing from its first byte to its last, without macros, without members that
lie outside, and not out of all proportion when unpacked.
"""

import struct
import zipfile
from typing import IO

from scoring.media.kinds import DOCX, OFD, XLSX, Kind, MediaRefused
from scoring.media.pdf import tail

_BROKEN = "文件不完整，可能已损坏。请用原来的软件重新保存后再上传。"
_END = struct.Struct("<4s4H2LH")
_MOST_DIRECTORY = 2 << 20  # bytes: some twenty thousand members
_MOST_RATIO, _ALWAYS_FINE = 100, 100 << 20
_MOST_TYPES = 1 << 20
_MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "vbaprojectsignature.bin")
_PROGRAMS = (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".hta", ".lnk", ".scr", ".jar")


def archive_kind(stream: IO[bytes], size: int) -> Kind | None:
    """The kind of document that the archive is; None for any other. Raises MediaRefused."""
    _check_extent(stream, size)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            kind = _kind(archive)
            if kind is not None:
                _check_members(members)
            return kind
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError) as broken:
        if isinstance(broken, MediaRefused):
            raise
        raise MediaRefused(_BROKEN) from broken


def _check_extent(stream: IO[bytes], size: int) -> None:
    """The directory ends with the file and starts where the end says: nothing before or behind.

    Its size is bounded before it is read.
    """
    data = tail(stream, size, _END.size)
    if len(data) != _END.size:
        raise MediaRefused(_BROKEN)
    magic, *_, length, start, comment = _END.unpack(data)
    if magic != b"PK\x05\x06" or comment:
        raise MediaRefused(f"文件后面附着别的内容，或已损坏。{_BROKEN}")
    if start + length + _END.size != size or length > _MOST_DIRECTORY:
        raise MediaRefused(_BROKEN)


def _kind(archive: zipfile.ZipFile) -> Kind | None:
    names = set(archive.namelist())
    if "OFD.xml" in names:
        return OFD if b"OFD" in _content(archive, "OFD.xml") else None
    if "[Content_Types].xml" not in names:
        return None
    types = _content(archive, "[Content_Types].xml")
    if b"macroEnabled" in types:
        raise MediaRefused("文件带宏，不收。请另存为不带宏的 docx 或 xlsx 再上传。")
    if "word/document.xml" in names and b"wordprocessingml" in types:
        return DOCX
    return XLSX if "xl/workbook.xml" in names and b"spreadsheetml" in types else None


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    """What a small member holds; headers can lie, so no more is read than it may hold."""
    with archive.open(name) as member:
        data = member.read(_MOST_TYPES + 1)
    if len(data) > _MOST_TYPES:
        raise MediaRefused(_BROKEN)
    return data


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    lowered = [name.lower() for name in names]
    if any(sign in name for name in lowered for sign in _MACROS):
        raise MediaRefused("文件带宏，不收。请另存为不带宏的 docx 或 xlsx 再上传。")
    if any(name.endswith(_PROGRAMS) for name in lowered):
        raise MediaRefused("文件里嵌有程序或脚本，不收。请删去后另存再上传。")
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise MediaRefused(_BROKEN)
    if len(set(names)) != len(names) or any(member.flag_bits & 1 for member in members):
        raise MediaRefused(_BROKEN)
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > _ALWAYS_FINE and unpacked > _MOST_RATIO * max(packed, 1):
        raise MediaRefused("文件解开后大得不正常，不收。请用原来的软件另存后再上传。")
