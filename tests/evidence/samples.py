"""Files made here: sound ones of every kind that is taken, and a corpus of hostile ones."""

import io
import struct
import zipfile
import zlib

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="{part}" ContentType="{type}+xml"/></Types>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"
MACRO = "application/vnd.ms-word.document.macroEnabled.main"


def pdf(body=b"", end=b"%%EOF\n"):
    return b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n" + body + b"\nstartxref\n0\n" + end


def jpg(comment=b"", behind=b""):
    def segment(mark, data):
        return b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data

    head = b"\xff\xd8" + segment(0xE0, b"JFIF\0" + bytes(9))
    frame = segment(0xC0, bytes(15)) + segment(0xDA, bytes(10))
    told = segment(0xFE, comment) if comment else b""
    return head + told + frame + b"\x12\x34\xff\xd9" + behind


def png(behind=b"", ihdr=13, end=b"IEND"):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    parts = chunk(b"IHDR", bytes(ihdr)), chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(end, b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + behind


def tif(order="<", at=8, count=1):
    mark = b"II" if order == "<" else b"MM"
    head = mark + struct.pack(f"{order}HI", 42, at)
    return head + struct.pack(f"{order}H", count) + bytes(12) + bytes(4)


def archive(members, compress=zipfile.ZIP_DEFLATED, comment=b""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compress) as made:
        for name, data in members:
            made.writestr(name, data)
        made.comment = comment
    return stream.getvalue()


def docx(*more, types=WORD, comment=b""):
    content = TYPES.format(part="/word/document.xml", type=types)
    members = [("[Content_Types].xml", content), ("word/document.xml", "<w:document/>"), *more]
    return archive(members, comment=comment)


def xlsx(*more):
    content = TYPES.format(part="/xl/workbook.xml", type=EXCEL)
    return archive([("[Content_Types].xml", content), ("xl/workbook.xml", "<workbook/>"), *more])


def ofd(*more):
    return archive([("OFD.xml", '<ofd:OFD xmlns:ofd="x"/>'), ("Doc_0/Document.xml", "<d/>"), *more])


def compound(*names):
    """A compound file with these streams, all of them empty, below its root."""
    entries = [_entry("Root Entry", 5, child=1 if names else _FREE)]
    for at, name in enumerate(names, 1):
        kind = 1 if name in ("Macros", "_VBA_PROJECT_CUR") else 2
        entries.append(_entry(name, kind, right=at + 1 if at < len(names) else _FREE))
    while len(entries) % 4:
        entries.append(_entry("", 0))
    directory = b"".join(entries)
    sectors = len(directory) // SECTOR
    chain = [_FAT, *range(2, sectors + 1), _END]
    fat = struct.pack("<128I", *(chain + [_FREE] * (128 - len(chain))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + fat + directory


def _entry(name, kind, right=_FREE, child=_FREE):
    text = (name + "\0").encode("utf-16-le") if name else b""
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<3I", _FREE, right, child) + bytes(36) + struct.pack("<IQ", _END, 0)


# name -> content and media type
SOUND = {
    "报告.pdf": (pdf(), "application/pdf"),
    "扫描.PDF": (pdf(end=b"%%EOF\r\n\r\n"), "application/pdf"),
    "公文.ofd": (ofd(), "application/ofd"),
    "总结.docx": (docx(), f"{WORD[:-5]}"),
    "台账.xlsx": (xlsx(), f"{EXCEL[:-5]}"),
    "旧稿.doc": (compound("WordDocument", "1Table"), "application/msword"),
    "旧稿.wps": (compound("WordDocument"), "application/msword"),
    "旧表.xls": (compound("Workbook"), "application/vnd.ms-excel"),
    "更旧的表.xls": (compound("Book"), "application/vnd.ms-excel"),
    "旧表.et": (compound("Workbook", "ETExtData"), "application/vnd.ms-excel"),
    "照片.jpg": (jpg(), "image/jpeg"),
    "手机照片.jpeg": (jpg(behind=b"\0" * 64 + b"SEFHe"), "image/jpeg"),
    "截图.png": (png(), "image/png"),
    "扫描.tif": (tif(), "image/tiff"),
    "扫描.tiff": (tif(">"), "image/tiff"),
    "说明.txt": ("培训 2530 人次。\r\n".encode(), "text/plain"),
    "旧说明.txt": ("培训 2530 人次。".encode("gb18030"), "text/plain"),
    "带标记.txt": ("培训".encode("utf-8-sig"), "text/plain"),
    "宽字.txt": ("培训".encode("utf-16"), "text/plain"),
    "从BM开头.txt": (b"BM and MZ are words here", "text/plain"),
    "问卷.csv": ("题,答\r\n满意吗,满意\r\n".encode("gb18030"), "text/csv"),
    "两个.点.pdf": (pdf(), "application/pdf"),
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
EXE = b"MZ\x90\0\x03\0\0\0\x04" + bytes(300)
BOMB = docx(("word/media/image1.bmp", bytes(120 << 20)))
LYING = docx().replace(b"PK\x05\x06", b"PK\x05\x07")
_TYPES = "[Content_Types].xml"

# what it is: (name, content, a part of what is said)
HOSTILE = {
    "svg": ("x.svg", SVG, ".svg 是网页"),
    "svg in a folder above": (r"..\..\x.svg", SVG, ".svg 是网页"),
    "svg as png": ("x.png", SVG, "内容却是网页、XML 或脚本"),
    "svg as text": ("x.txt", SVG, "网页、XML 或脚本"),
    "html": ("x.html", HTML, "网页"),
    "html as pdf": ("x.pdf", HTML, "内容却是网页"),
    "html as xls": ("x.xls", HTML, "内容却是网页"),
    "html as text": ("x.txt", b"\n\n  " + HTML, "网页"),
    "html as csv": ("x.csv", b"a,b\n<script>alert(1)</script>", "网页"),
    "html in UTF-16 as text": ("x.txt", HTML.decode().encode("utf-16"), "网页"),
    "html after a mark": ("x.txt", b"\xef\xbb\xbf" + HTML, "网页"),
    "xhtml": ("x.xhtml", HTML, "网页"),
    "xml": ("x.xml", b"<?xml version='1.0'?><a/>", "网页"),
    "xml as text": ("x.txt", b"<?xml version='1.0'?><a/>", "网页"),
    "mht": ("x.mht", b"MIME-Version: 1.0\r\n", "网页"),
    "mht as text": ("x.txt", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页"),
    "php as text": ("x.txt", b"<?php system($_GET['c']);", "网页"),
    "shell script as text": ("x.txt", b"#!/bin/sh\nrm -rf /\n", "脚本"),
    "batch file as text": ("x.txt", b"@echo off\r\ndel *.*\r\n", "脚本"),
    "rtf as doc": ("x.doc", b"{\\rtf1 hello}", "RTF 文档"),
    "rtf as text": ("x.txt", b"{\\rtf1 hello}", "RTF 文档"),
    "program": ("x.exe", EXE, "程序"),
    "program as pdf": ("x.pdf", EXE, "内容却是Windows 程序"),
    "program as text": ("x.txt", EXE, "Windows 程序"),
    "double ending": ("报告.pdf.exe", EXE, "程序"),
    "program of Linux as doc": ("x.doc", b"\x7fELF\x02\x01\x01" + bytes(60), "Linux 程序"),
    "script": ("x.vbs", b"CreateObject", "程序或脚本"),
    "shortcut": ("x.lnk", b"L\0\0\0\x01\x14\x02\0", "程序或脚本"),
    "shortcut as doc": ("x.doc", b"L\0\0\0\x01\x14\x02\0" + bytes(80), "快捷方式"),
    "zip": ("x.zip", archive([("a.txt", "a")]), "压缩包"),
    "zip as docx": ("x.docx", archive([("a.txt", "a")]), "内容却是压缩包"),
    "rar as pdf": ("x.pdf", b"Rar!\x1a\x07\x01\0" + bytes(50), "RAR"),
    "gif": ("x.gif", b"GIF89a", "不收 .gif"),
    "gif that is a page, as jpg": ("x.jpg", b"GIF89a/*<script>*/=1;" + HTML, "网页"),
    "gif as jpg": ("x.jpg", b"GIF89a\x01\0\x01\0", "GIF 图片"),
    "gif as text": ("x.txt", b"GIF89a\x01\0\x01\0" + HTML, "GIF"),
    "docm": ("x.docm", docx(types=MACRO), "宏"),
    "xlsm": ("x.xlsm", xlsx(), "宏"),
    "docm as docx": ("x.docx", docx(types=MACRO), "带宏"),
    "docx with a macro": ("x.docx", docx(("word/vbaProject.bin", b"x")), "带宏"),
    "xlsx with a macro sheet": ("x.xlsx", xlsx(("xl/macrosheets/sheet1.xml", "x")), "带宏"),
    "doc with macros": ("x.doc", compound("WordDocument", "Macros"), "带宏"),
    "xls with macros": ("x.xls", compound("Workbook", "_VBA_PROJECT_CUR"), "带宏"),
    "docx with a program": ("x.docx", docx(("word/embeddings/a.exe", EXE)), "嵌有程序"),
    "docx with a password": ("x.docx", compound("EncryptedPackage", "EncryptionInfo"), "密码"),
    "docx as xlsx": ("x.xlsx", docx(), "内容却是DOCX"),
    "docx as doc": ("x.doc", docx(), "内容却是DOCX"),
    "doc as docx": ("x.docx", compound("WordDocument"), "内容却是DOC"),
    "slides as doc": ("x.doc", compound("PowerPoint Document"), "其他 Office 文件"),
    "compound file cut short": ("x.doc", compound("WordDocument")[:700], "不完整"),
    "compound file of noise": ("x.doc", compound()[:8] + b"\xee" * 4000, "不完整"),
    "docx cut short": ("x.docx", docx()[:-10], "不完整"),
    "docx whose end lies": ("x.docx", LYING, "不完整"),
    "docx behind a program": ("x.docx", EXE + docx(), "Windows 程序"),
    "docx behind other bytes": ("x.docx", b"PK\x03\x04" + bytes(40) + docx(), "不完整"),
    "docx before a page": ("x.docx", docx() + HTML, "附着别的内容"),
    "docx with a page as comment": ("x.docx", docx(comment=HTML), "附着别的内容"),
    "docx with a way out": ("x.docx", docx(("../../evil.xml", "x")), "不完整"),
    "docx that blows up": ("x.docx", BOMB, "大得不正常"),
    "types that blow up": (
        "x.docx", archive([(_TYPES, b" " * (3 << 20)), ("word/document.xml", "")]), "不完整",
    ),
    "ofd without its text": ("x.ofd", archive([("OFD.xml", "<a/>")]), "内容却是压缩包"),
    "pdf without an end": ("x.pdf", pdf(end=b""), "不完整"),
    "pdf behind other bytes": ("x.pdf", b"\n" + pdf(), "内容不是PDF"),
    "pdf that is an archive too": ("x.pdf", pdf() + archive([("a", "%%EOF")]), "附着压缩包"),
    "pdf with a script": ("x.pdf", pdf(b"<</S /JavaScript /JS (app.alert(1))>>"), "脚本"),
    "pdf that starts a program": ("x.pdf", pdf(b"<</S /Launch /F (cmd.exe)>>"), "启动程序"),
    "pdf as text": ("x.txt", pdf(), "内容却是PDF"),
    "picture as pdf": ("x.pdf", png(), "内容却是PNG"),
    "jpg before a page": ("x.jpg", jpg(behind=HTML), "附着别的内容"),
    "jpg before an archive": ("x.jpg", jpg(behind=archive([("a", "a")])), "附着别的内容"),
    "jpg without a picture": ("x.jpg", b"\xff\xd8\xff\xd9", "不完整"),
    "jpg cut short": ("x.jpg", jpg()[:15], "不完整"),
    "png before a page": ("x.png", png(behind=HTML), "附着别的内容"),
    "png with a false head": ("x.png", png(ihdr=12), "不完整"),
    "png without an end": ("x.png", png(end=b"tEXt"), "不完整"),
    "tif that points away": ("x.tif", tif(at=9999), "不完整"),
    "tif before an archive": ("x.tif", tif() + archive([("a", "a")]), "附着别的内容"),
    "noise as text": ("x.txt", bytes(range(256)), "控制字符"),
    "NUL in a text": ("x.txt", b"abc\0def", "控制字符"),
    "noise as pdf": ("x.pdf", b"\x01\x02\x03" * 100, "内容不是PDF"),
    "empty": ("x.pdf", b"", "0 字节"),
    "without an ending": ("报告", pdf(), "没有扩展名"),
    "only an ending": (".pdf", pdf(), "没有扩展名"),
    "unknown ending": ("x.abc", pdf(), "不收 .abc"),
    "full-width ending": ("x．ｐｄｆ", pdf(), "没有扩展名"),
}  # fmt: skip
