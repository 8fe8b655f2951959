"""Compound files of older office programs: DOC, XLS, and WPS and ET of the same make."""

from typing import IO

import olefile

from scoring.media.kinds import DOC, XLS, Kind, MediaRefused

_MACROS = frozenset({"macros", "_vba_project_cur", "vba", "_vba_project"})


def compound_kind(stream: IO[bytes]) -> Kind | None:
    """The kind of document in a compound file; None for any other. Raises MediaRefused."""
    names = _names(stream)
    if "encryptedpackage" in names:
        raise MediaRefused("文件加了密码，核对的人打不开。请去掉密码后再上传。")
    if names & _MACROS:
        raise MediaRefused("文件带宏，不收。请另存为不带宏的文件再上传。")
    if "worddocument" in names:
        return DOC
    return XLS if names & {"workbook", "book"} else None


def _names(stream: IO[bytes]) -> set[str]:
    """The names of all streams and storages, in small letters."""
    stream.seek(0)
    try:
        with olefile.OleFileIO(stream) as file:
            parts = file.listdir(streams=True, storages=True)
            return {name.lower() for path in parts for name in path}
    # Of a broken file the library raises whatever its reading comes upon.
    except Exception as broken:
        raise MediaRefused("文件不完整，可能已损坏。请用原来的软件重新保存后再上传。") from broken
