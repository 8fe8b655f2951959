"""What a page showed, as a short mark that its form sends back: a stale page is known by it.

A post without its mark is answered 428, an outdated one 409 (or 422 with both values at the field),
and nothing is written. These are the names that forms use:

==============  ===================================================  ===============================
name            what it holds                                        where
==============  ===================================================  ===============================
``seen``        the version, or `mark_of` what the form shows        forms with one row
                                                                     (`projects.forms.seen`)
``version``     `trail.last_change`; of reports and rectifications   steps: one press of a button
                their version
``v-KEY``       the version of a row; what it said then is in its    the entry grid of a sheet
                history, so that single cells can be merged
``seen-KEY``    the version that a choice between two texts was      conflicts in that grid
                made of: beside ``v-KEY``, not instead of it
``was-KEY``     version and fingerprint of a row: an untouched row   target tables, management rates
                is left alone, whoever changed it meanwhile
``was-KEY``,    the fingerprint alone: the rows count no versions,   monitoring; projects of tasks
``was``         or all of them together are one
``gone-KIND``   key and version of a row that is to go               target tables
``from-KIND``   the order that the page showed, out of which         target tables
                ``order-KIND`` was made (`projects.row_order`)
==============  ===================================================  ===============================

`tests/access/test_every_form_has_a_mark.py` holds every address that saves against this.
"""

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
