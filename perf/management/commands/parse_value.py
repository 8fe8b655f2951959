"""What the value parser makes of printed texts, one a line: for other people's scripts."""

import contextlib
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perf.pipes import quiet_without_a_reader
from projects.values import Value, parse, parse_named, reading, to_json

_NOT_READ = 2
_WHY = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是一个文件夹",
    PermissionError: "没有读它的权限",
}
_WHY = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是一个文件夹",
    PermissionError: "没有读它的权限",
}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# JSON allows them inside a text, but many readers take them for the end of the line.
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
_COLUMN = 32  # half-width characters


class Command(BaseCommand):
    """Answers each line as it comes; exit 2: a line or the file cannot be read."""

    help = "读指标值：每行一个印出来的值，说明系统读作什么。不使用数据库。"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where the texts come from and how to answer."""
        parser.add_argument(
            "file", nargs="?", metavar="FILE", help="UTF-8 文本文件，默认读标准输入"
        )
        parser.add_argument("--json", action="store_true", help="每行输出一个 JSON 对象")
        parser.add_argument("--name", help="指标名称；数字没有单位时用名称里的单位，如 人数（人）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer line by line. Raises CommandError at the first line that cannot be read."""
        name: str | None = options["name"]
        answer = _as_json if options["json"] else _as_row
        with quiet_without_a_reader(self.stdout), _opened(options["file"]) as source:
            self._answer_all(_texts(source), name, answer)

    def _answer_all(
        self, texts: Iterable[str], name: str | None, answer: Callable[[Value], str]
    ) -> None:
        try:
            for text in texts:
                value = parse(text) if name is None else parse_named(text, name=name)
                self.stdout.write(answer(value))
        finally:
            self.stdout.flush()


def _opened(path: str | None) -> AbstractContextManager[BinaryIO]:
    if path is None:
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return open(path, "rb")
    except OSError as error:
        why = _WHY.get(type(error), error.strerror)
        raise CommandError(
            f"文件“{path}”打不开：{why}。请核对文件名。", returncode=_NOT_READ
        ) from error


def _texts(source: BinaryIO) -> Iterator[str]:
    """Yield the lines without their ends, each as soon as it is there."""
    for number, line in enumerate(source, 1):
        if number == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        try:
            yield line.removesuffix(b"\n").removesuffix(b"\r").decode()
        except UnicodeDecodeError as error:
            raise CommandError(
                f"第 {number} 行不是 UTF-8 文字，从这一行起没有读。请把文本转成 UTF-8 再读。",
                returncode=_NOT_READ,
            ) from error


def _as_json(value: Value) -> str:
    return json.dumps(to_json(value), ensure_ascii=False).translate(_LINE_ENDS)


def _as_row(value: Value) -> str:
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in value.text)
    blanks = " " * max(2, _COLUMN - len(value.text) - wide)
    return f"{value.text}{blanks}{reading(value) or '空白'}"
