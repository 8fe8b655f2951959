"""What is wrong with a sheet file: each fault with its line and key, all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

MOST_FAULTS = 100
"""More faults than a person reads; the rest is only counted, so a bad file costs little."""

_QUOTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: `line` from 1, `key` a path like `indicators[3].points`."""

    line: int | None
    key: str | None
    message: str


class SheetUnreadable(ValueError):
    """A file is not a sheet that can be read. The message is Chinese, for who handed it in.

    `line`, `key` and `message` are those of the first fault in the file, `faults` holds them all.
    """

    def __init__(
        self, line: int | None, key: str | None, message: str, more: Iterable[Fault] = ()
    ) -> None:
        super().__init__(line, key, message)
        self.line = line
        self.key = key
        self.message = message
        self.faults = (Fault(line=line, key=key, message=message), *more)

    def __str__(self) -> str:
        return self.message


class Faults:
    """Takes faults while a file is read and refuses the file in the end."""

    def __init__(self) -> None:
        self._found: dict[Fault, None] = {}  # a cell that is read twice is wrong once
        self._left_off = 0

    def add(self, line: int | None, key: str | None, message: str) -> None:
        """Keep one fault and read on."""
        fault = Fault(line=line, key=key, message=message)
        if len(self._found) < MOST_FAULTS:
            self._found[fault] = None
        elif fault not in self._found:
            self._left_off += 1

    def stop(self, line: int | None, key: str | None, message: str) -> NoReturn:
        """Refuse the file at once: what follows cannot be read, or is not safe to read.

        Raises:
            SheetUnreadable: with this fault last, as it lies behind all others.

        """
        self._refuse([*self._in_order(), Fault(line=line, key=key, message=message)])

    def finish(self) -> None:
        """Refuse the file if anything was found.

        Raises:
            SheetUnreadable: with every fault, in the order of the file.

        """
        if self._found:
            self._refuse(self._in_order())

    def _in_order(self) -> list[Fault]:
        return sorted(self._found, key=lambda fault: fault.line or 0)

    def _refuse(self, faults: list[Fault]) -> NoReturn:
        first, *more = faults
        if self._left_off:
            rest = f"另有 {self._left_off} 处问题没有列出，改好以上各处后请再读一次。"
            more.append(Fault(line=None, key=None, message=rest))
        raise SheetUnreadable(first.line, first.key, first.message, more)


def quoted(text: str) -> str:
    """A text in quotation marks, cut short, on one line."""
    shown = " ".join(text[: _QUOTED + 1].split())
    return f"“{shown if len(text) <= _QUOTED else shown[:_QUOTED] + '…'}”"
