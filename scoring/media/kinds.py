"""The kinds of files that are taken as evidence, and words for those that are not."""

from dataclasses import dataclass


class MediaRefused(ValueError):
    """The file is not taken; the message says what is so and what to do."""


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of content: what it is called, and the endings its name may have -> media type."""

    words: str
    endings: dict[str, str]


_OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = Kind("PDF 文件", {"pdf": "application/pdf"})
OFD = Kind("OFD 文件", {"ofd": "application/ofd"})
DOCX = Kind("DOCX 文档", {"docx": f"{_OFFICE}wordprocessingml.document"})
XLSX = Kind("XLSX 表格", {"xlsx": f"{_OFFICE}spreadsheetml.sheet"})
DOC = Kind("DOC 文档", {"doc": "application/msword", "wps": "application/msword"})
XLS = Kind("XLS 表格", {"xls": "application/vnd.ms-excel", "et": "application/vnd.ms-excel"})
JPG = Kind("JPG 图片", {"jpg": "image/jpeg", "jpeg": "image/jpeg"})
PNG = Kind("PNG 图片", {"png": "image/png"})
TIF = Kind("TIF 图片", {"tif": "image/tiff", "tiff": "image/tiff"})
TEXT = Kind("文本", {"txt": "text/plain", "csv": "text/csv"})

KINDS = (PDF, OFD, DOCX, XLSX, DOC, XLS, JPG, PNG, TIF, TEXT)
MEDIA_TYPES = {ending: kind for group in KINDS for ending, kind in group.endings.items()}
ACCEPT = ",".join(f".{ending}" for ending in MEDIA_TYPES)
"""For the `accept` of a file field: a help in choosing, no check."""
TAKEN = "可以上传 PDF、OFD、Word、Excel、WPS 文档和表格、JPG、PNG、TIF 图片、TXT、CSV。"

_WHY = {
    "网页一类的文件，能带脚本": "svg html htm xhtml xht shtml xml mht mhtml hta url",
    "带宏的文件": "docm dotm xlsm xltm xlsb xlam pptm ppam",
    "程序或脚本": (
        "exe com dll scr msi bat cmd ps1 vbs vbe js jse mjs wsf jar apk sh py php lnk reg cpl"
    ),
    "压缩包，看不出里面是什么": "zip rar 7z gz tgz tar bz2 xz iso cab",
}
_REASONS = {ending: why for why, endings in _WHY.items() for ending in endings.split()}
_INSTEAD = {
    "网页一类的文件，能带脚本": "请打印或另存为 PDF 再上传。",
    "带宏的文件": "请另存为不带宏的 docx 或 xlsx 再上传。",
    "程序或脚本": "程序不能作佐证。",
    "压缩包，看不出里面是什么": "请解压后上传，一次可以选多个文件。",
}


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters, without its dot; "" when there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.strip().lower() if dot and stem.strip(" .") else ""


def wanted_kind(name: str) -> Kind:
    """The kind of content that the name promises. Raises MediaRefused where it is not taken."""
    ending = ending_of(name)
    if not ending:
        raise MediaRefused(f"文件名没有扩展名，看不出是什么文件。{TAKEN}")
    for kind in KINDS:
        if ending in kind.endings:
            return kind
    why = _REASONS.get(ending)
    if why is None:
        raise MediaRefused(f"不收 .{ending[:20]} 文件。{TAKEN}")
    raise MediaRefused(f".{ending} 是{why}，不收。{_INSTEAD[why]}")
