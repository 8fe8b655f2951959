"""The fields of the entry form of a plan: their names, labels and fingerprints."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from projects.row_edits import (
    FUND_FIELDS,
    GOAL_FIELDS,
    LEAF_FIELDS,
    LONGEST,
    LONGEST_TEXT,
    TASK_FIELDS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKind:
    """A table of the page. `rows`: the field that lists its rows; `letters`: field -> prefix.

    `carried`: what a new row takes from the row above it.
    """

    key: str
    rows: str
    title: str
    words: str
    fields: Mapping[str, str]
    letters: Mapping[str, str]
    long_texts: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()

    def longest(self, name: str) -> int:
        """How many characters fit."""
        return LONGEST_TEXT if name in self.long_texts else LONGEST.get(name, LONGEST_TEXT)


KINDS = {
    kind.key: kind
    for kind in (
        RowKind(
            key="funds",
            rows="fund",
            title="预算资金",
            words="资金第 {} 行",
            fields=FUND_FIELDS,
            letters={"label": "fl", "initial": "fi", "annual": "fa"},
        ),
        RowKind(
            key="goals",
            rows="goal",
            title="年度目标",
            words="目标第 {} 行",
            fields=GOAL_FIELDS,
            letters={"name": "gn", "content": "gc"},
            long_texts=("content",),
        ),
        RowKind(
            key="tasks",
            rows="task",
            title="年度主要任务",
            words="任务第 {} 行",
            fields=TASK_FIELDS,
            letters={"name": "kn", "content": "kc"},
            long_texts=("content",),
        ),
        RowKind(
            key="lines",
            rows="row",
            title="绩效指标",
            words="第 {} 行",
            fields=LEAF_FIELDS,
            letters={
                "level1": "l1",
                "level2": "l2",
                "level3": "l3",
                "target": "t",
                "points": "p",
                "explanation": "x",
                "scoring_note": "n",
                "basis": "b",
                "data_source": "s",
                "description": "d",
            },
            long_texts=("explanation", "scoring_note", "basis", "description"),
            carried=("level1", "level2"),
        ),
    )
}


def sent(kind: RowKind, said: Mapping[str, str]) -> dict[str, str]:
    """The texts as a browser sends them back: line ends only where the field has several lines."""
    return {
        name: text if name in kind.long_texts or name == "level3" else text.replace("\n", "")
        for name, text in ((name, line_ends(text).strip()) for name, text in said.items())
    }


def line_ends(text: str) -> str:
    """The text with plain line ends, whatever the browser made of them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def mark(said: Mapping[str, str]) -> str:
    """16 hexadecimal digits over the texts of a row, by field."""
    told = json.dumps(sorted(said.items()))
    return sha256(told.encode()).hexdigest()[:16]
