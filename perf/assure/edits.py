"""Check `concurrent-edits`: many people fill one sheet at once; nothing that was saved is lost.

Every write that the server acknowledged must be in the history of its row right after the state
that its writer had read. With the check of versions taken out, the same run must lose some.
"""

import http.client
import re
import socket
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from threading import Barrier
from urllib.parse import urlencode
from uuid import UUID

from django.test import Client, override_settings
from django.urls import reverse

from perf.assure.serving import HOST, server
from perf.bench.results import Result, counted
from perf.bench.rows import make_sheet
from projects.models import Indicator
from scoring.models import Sheet
from scoring.models.history import ActualEvent

TOKEN = "a" * 32  # any 32 letters: the same in cookie and header
SEED = 20261121
ROWS = 100  # two editors a row, beside the first one that all want
HOT = 2  # of ten writes go to the first row, the others to a row that one shares with few
States = Mapping[UUID, Mapping[int, str]]  # row -> version -> what stood there


@dataclass(frozen=True, slots=True)
class Written:
    """A write that was acknowledged: what, where, and the version that its writer had read."""

    row: UUID
    text: str
    read: int


@dataclass(frozen=True, slots=True)
class Refused(Written):
    """A write that was refused as a conflict: the version that stood there, and the answer."""

    now: int
    page: str


@dataclass(slots=True)
class Told:
    """What one editor was told."""

    written: list[Written] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    odd: Counter[int] = field(default_factory=Counter)  # any other answer


class _Connection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__(HOST, timeout=120)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Editor:
    """One person at one browser, typing into the rows of a sheet."""

    def __init__(self, number: int, sheet: Sheet, rows: Sequence[UUID], session: str) -> None:
        self.number, self.sheet, self.rows = number, sheet, rows
        self.random = Random(SEED + number)  # noqa: S311 - nothing secret
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.versions: dict[UUID, int] = {}
        self.told = Told()

    def edit(self, path: str, writes: int, start: Barrier) -> Told:
        """Open the page like everybody else, then type."""
        try:
            return self._edit(_Connection(path), writes, start)
        except BaseException:
            start.abort()  # the others would wait for this one for ever
            raise

    def _edit(self, connection: _Connection, writes: int, start: Barrier) -> Told:
        page = self._ask(connection, "GET", reverse("scoring:sheet_entry", args=[self._sheet()]))[1]
        for row in self.rows:
            self.versions[row] = _version(page, "v", row)
        start.wait()
        for count in range(writes):
            is_hot = self.random.random() * 10 < HOT
            row = self.rows[0 if is_hot else self.number % len(self.rows)]
            self._write(connection, row, str(self.number * 1000 + count))
        connection.close()
        return self.told

    def _write(self, connection: _Connection, row: UUID, text: str) -> None:
        """Save one cell; after a conflict read what stands there, and save once more."""
        for _ in range(2):
            read = self.versions[row]
            said = {f"v-{row.hex}": str(read), f"text-{row.hex}": text}
            address = reverse("scoring:sheet_row", args=[self._sheet(), "lines", row])
            try:
                status, page = self._ask(connection, "POST", address, urlencode(said))
            except (OSError, http.client.HTTPException):  # not acknowledged, perhaps stored
                self.told.odd[0] += 1
                connection.close()
                return
            if status == http.HTTPStatus.OK:
                self.told.written.append(Written(row, text, read))
                self.versions[row] = _version(page, "v", row)
                return
            if status != http.HTTPStatus.CONFLICT:
                self.told.odd[status] += 1
                return
            self.versions[row] = now = _version(page, "seen", row)
            self.told.refused.append(Refused(row, text, read, now, page))

    def _ask(
        self, connection: _Connection, method: str, address: str, body: str | None = None
    ) -> tuple[int, str]:
        headers = self.headers if method == "POST" else self.headers | {"HX-Request": "false"}
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def _sheet(self) -> str:
        return str(self.sheet.public_id)


def check(quick: bool) -> list[Result]:
    """Let 200 editors (24 for the sample) type at once, with the check of versions and without."""
    editors, writes = (24, 3) if quick else (200, 10)
    careful = _run(editors, writes, careless=False)
    careless = _run(editors, writes, careless=True)
    return [
        counted(
            "edits-acknowledged", careful.acknowledged, "次", editors * writes // 2, least=True
        ),
        counted("edits-lost", careful.lost, "次", 0),
        counted("edits-conflicts", careful.conflicts, "次"),
        counted("edits-conflicts-without-both-values", careful.blind, "次", 0),
        counted("edits-false-conflicts", careful.false, "次", 0),
        counted("edits-odd-answers", careful.odd, "次", 0),
        counted("edits-lost-without-the-check", careless.lost, "次", 1, least=True),
    ]


@dataclass(frozen=True, slots=True)
class Run:
    """Sums over all editors of one run."""

    acknowledged: int
    lost: int
    conflicts: int
    blind: int
    false: int
    odd: int


@override_settings(ALLOWED_HOSTS=[HOST, "testserver"])
def _run(editors: int, writes: int, *, careless: bool) -> Run:
    sheet, filer = make_sheet(ROWS)
    leaves = Indicator.objects.filter(plan=sheet.plan, level=3, target_kind="number")
    rows = list(leaves.order_by("position").values_list("public_id", flat=True))
    client = Client()
    client.force_login(filer, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies["sessionid"].value
    people = [Editor(number, sheet, rows, session) for number in range(1, editors + 1)]
    start = Barrier(editors)
    with server(careless=careless) as path, ThreadPoolExecutor(editors) as pool:
        told = list(pool.map(lambda editor: editor.edit(path, writes, start), people))
    # Looked up when all is over: the editors have no connection to the database of their own.
    states = {row: _history(sheet, row) for row in rows}
    written = [one for each in told for one in each.written]
    refused = [one for each in told for one in each.refused]
    return Run(
        acknowledged=len(written),
        lost=lost(states, written),
        conflicts=len(refused),
        blind=sum(is_blind(states, one) for one in refused),
        false=sum(one.now == one.read for one in refused),
        odd=sum(sum(one.odd.values()) for one in told),
    )


def lost(states: States, written: Sequence[Written]) -> int:
    """How many states were overwritten unread, or were acknowledged and never stored."""
    found = 0
    versions = {row: {text: at for at, text in texts.items()} for row, texts in states.items()}
    for one in written:
        stored = versions[one.row].get(one.text)
        found += 1 if stored is None else stored - one.read - 1
    return found


def is_blind(states: States, refused: Refused) -> bool:
    """Whether a conflict was told without both values: what was sent, and what stands there."""
    stored = states[refused.row].get(refused.now, "?")
    return not (refused.text in refused.page and stored in refused.page)


def _history(sheet: Sheet, row: UUID) -> dict[int, str]:
    """What stood in a row at each of its versions."""
    events = ActualEvent.objects.filter(sheet=sheet, indicator__public_id=row)
    return dict(events.values_list("version", "text"))


def _version(page: str, name: str, row: UUID) -> int:
    found = re.search(rf'name="{name}-{row.hex}" value="(\d+)"', page)
    if found is None:
        raise AssertionError(f"the page has no {name}-{row.hex}: {page[:300]}")
    return int(found.group(1))
