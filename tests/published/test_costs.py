"""Whatever is handed in costs little memory and time."""

import tracemalloc

import pytest

from scoring.published.files import MOST_BYTES
from scoring.published.reading import SheetUnreadable, read_sheet
from tests.endless import ends

MIB = 1024 * 1024
MOST_MEMORY = 16 * MIB
ODD = ("utf-8", "surrogateescape")  # a byte that is no UTF-8

LAUGHS = "a0: &a0 [lol, lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
)


def full(piece, before="", after=""):
    """A text as long as may be read."""
    room = MOST_BYTES - len((before + after).encode(*ODD))
    return before + piece * (room // len(piece.encode())) + after


BOMBS = {
    "ten megabytes": "#" * (10 * MIB),
    "a billion laughs": LAUGHS,
    "open brackets": "[" * 100_000,
    "open braces": "{" * 100_000,
    "named open braces": '{"a":' * 100_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "a full file of brackets": full("["),
    "a full file of nodes": full("- a\n"),
    "a full file of pairs": full("a: \n"),
    "a full file of keys": "".join(f"k{n}: \n" for n in range(100_000)),
    "one long text": full("字", "a: "),
    "one long text in quotes": full("字", '{"a": "', '"}'),
    "one long text with one wide character": full("x", "a: 😀"),
    "one long key": full("字", "? "),
    "one long comment": full("字", "#"),
    "empty JSON strings": full('"",', "[", '""]'),
    "JSON tabs": full("\t\n", "[", "]"),
    "JSON tabs and figures": full("1\t\n,", "[", "1]"),
    "back strokes": full("\\\\", '{"a": "', '"}'),
    "halves of characters": full(r"\ud83d\ude00", '{"a": "', '"}'),
    "bad figures": full("- points: x\n", "kind: project\nindicators:\n"),
    "spaces": full(" "),
    "line breaks": full("\n", "a:\n"),
    "tabs in front": full("\t", "a:\n"),
    "nearly UTF-8": full("字", "", "\udcff"),
    "unlike names": "".join(f"{n:07}indicatorz: \n" for n in range(50_000)),
}


def refuse(path):
    with pytest.raises(SheetUnreadable):
        read_sheet(path)


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_is_built_to_cost_much_costs_little(tmp_path, name):
    path = tmp_path / "bomb.yaml"
    path.write_bytes(BOMBS[name].encode(*ODD))
    with ends():
        refuse(path)
    tracemalloc.start()
    try:
        refuse(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MOST_MEMORY
