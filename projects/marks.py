"""What a page showed, as a short mark that its form sends back: a stale page is known by it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256


class Overtaken(Exception):
    """Somebody else changed the row since the person's page was made; nothing was written.

    `now` is what stands there, by the names of the form's fields, `mark` the mark of that.
    """

    def __init__(self, now: Mapping[str, object] | None = None, mark: str = "") -> None:
        super().__init__("别人已改过，没有写入。")
        self.now, self.mark = now or {}, mark


def mark_of(shown: Mapping[str, object]) -> str:
    """The mark of values that a page shows, for rows that count no versions."""
    told = json.dumps({name: _plain(value) for name, value in shown.items()}, sort_keys=True)
    return sha256(told.encode()).hexdigest()[:20]


def require_seen(seen: str, mark: str, now: Mapping[str, object]) -> None:
    """Raise Overtaken unless the page showed what stands there; call it with the row locked."""
    if seen != mark:
        raise Overtaken(now, mark)


def _plain(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    pk = getattr(value, "pk", None)
    return None if value in (None, "") else str(value if pk is None else pk)
