"""The files of this repository, as git has them or would take them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = ("perf", "projects", "scoring", "templates")


@cache
def files() -> list[Path]:
    """Every file that is tracked or new and not ignored, relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    found = [Path(name) for name in sorted(set(listed.split("\0"))) if name]
    return [path for path in found if (ROOT / path).is_file()]


def sources(*suffixes: str, top: tuple[str, ...] = (*PRODUCTION, "tests")) -> list[Path]:
    """The files below these folders with these suffixes; migrations are made by a program."""
    return [
        path
        for path in files()
        if path.suffix in suffixes and path.parts[0] in top and "migrations" not in path.parts
    ]


def text_of(path: Path) -> str:
    """What the file holds."""
    return (ROOT / path).read_text(encoding="utf-8")
