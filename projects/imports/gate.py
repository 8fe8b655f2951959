"""The gate: is this a harmless .xlsx at all? Looks into the zip, unpacks nothing to disk."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from projects.imports import limits


class FileRefused(ValueError):
    """The file is not read; the message says why and what to do."""


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请在 WPS 或 Excel 中打开后另存为 .xlsx，再上传。"
_BROKEN = "文件已损坏，读不出来。" + _SAVE_AS
_MACRO = re.compile(r"vbaproject|macrosheets/|activex/|\.bin$", re.IGNORECASE)
_HARMLESS_BIN = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_DECLARATIONS = [
    re.compile(re.escape(word.encode(encoding)), re.IGNORECASE)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
]
_CHUNK = 1 << 16


def check_outside(data: bytes) -> None:
    """Look at size and first bytes; raises FileRefused."""
    if not data:
        raise FileRefused("文件是空的（0 字节）。请确认已保存，再上传。")
    if len(data) > limits.MOST_BYTES:
        most = limits.MOST_BYTES // 1024 // 1024
        raise FileRefused(
            f"文件有 {len(data) / 1024 / 1024:.1f} MB，超过 {most} MB。请删去无关内容或分几次导入。"
        )
    if data.startswith(_OLE):
        raise FileRefused(f"文件加了密码，或是旧的 .xls 格式。{_SAVE_AS}")
    if not data.startswith(b"PK"):
        raise FileRefused(f"这不是 .xlsx 工作簿（改扩展名不会改变格式）。{_SAVE_AS}")


def check(data: bytes) -> None:
    """Look at the whole file: zip directory first, then every member while inflating.

    Raises FileRefused.
    """
    check_outside(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_directory(members, len(data))
            _check_members(archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise FileRefused(_BROKEN) from error
    except ValueError as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(_BROKEN) from error


def _check_directory(members: list[zipfile.ZipInfo], size: int) -> None:
    names = [member.filename for member in members]
    if len(names) > limits.MOST_MEMBERS:
        raise FileRefused(f"文件里有 {len(names)} 个部件，不像普通表格。{_SAVE_AS}")
    if len({name.lower() for name in names}) != len(names):
        raise FileRefused(_BROKEN)
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise FileRefused(f"这不是 .xlsx 工作簿（改扩展名不会改变格式）。{_SAVE_AS}")
    for told in map(_what_it_carries, names):
        if told:
            raise FileRefused(told)
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused(f"文件加了密码。{_SAVE_AS}")
    if sum(member.compress_size for member in members) > size:
        raise FileRefused(_BROKEN)  # members that lie over one another
    _check_inflation(members)


def _what_it_carries(name: str) -> str:
    """Why a member is refused, empty when it is not."""
    low = name.lower()
    if _MACRO.search(low) and not _HARMLESS_BIN.search(low):
        return "文件含有宏或控件，不能导入。请另存为不含宏的 .xlsx，再上传。"
    if "/embeddings/" in low:
        return "文件里嵌有别的文件，不能导入。请删去嵌入的对象，再上传。"
    if "/externallinks/" in low:
        return "文件链接到别的工作簿，不能导入。请把公式“选择性粘贴为数值”并断开链接，再上传。"
    return ""


def _check_inflation(members: list[zipfile.ZipInfo]) -> None:
    if sum(member.file_size for member in members) > limits.MOST_INFLATED:
        raise FileRefused(_too_big())
    for member in members:
        is_big = member.file_size > 1024 * 1024
        if is_big and member.file_size > limits.MOST_RATIO * max(member.compress_size, 1):
            raise FileRefused(_too_big())


def _too_big() -> str:
    most = limits.MOST_INFLATED // 1024 // 1024
    return f"文件展开后太大（上限 {most} MB）。请删去空白的行和列、图片和无关工作表，再上传。"


def _check_members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Inflate every member once: what the directory says may be a lie, a DTD is refused."""
    total = 0
    for member in members:
        is_markup = member.filename.lower().endswith((".xml", ".rels", ".vml"))
        tail = b""
        for chunk in _chunks(archive, member):
            total += len(chunk)
            if total > limits.MOST_INFLATED:
                raise FileRefused(_too_big())
            if is_markup and any(word.search(tail + chunk) for word in _DECLARATIONS):
                raise FileRefused(f"文件含有不允许的声明（DTD）。{_SAVE_AS}")
            tail = chunk[-24:]


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
