"""Whom the server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perf.embedded.binaries import Binaries
from perf.embedded.refusal import ClusterRefused

NOBODY = 65534
_NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


@dataclass(frozen=True)
class Account:
    """How to run a program for the server.

    `prefix` opens a user namespace in which root looks like nobody and keeps the rights on its
    own files; `ids` are a user and a group to drop to. Neither: the caller's own account.
    """

    prefix: tuple[str, ...] = ()
    ids: tuple[int, int] | None = None

    @property
    def uid(self) -> int:
        """The user who owns the server's files, as this process sees it."""
        return self.ids[0] if self.ids else os.geteuid()

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        if self.ids:
            os.chown(path, *self.ids, follow_symlinks=False)

    def run(
        self, *command: str, cwd: Path | None = None, words: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a program with `words` as its input, away from the caller's terminal and locale."""
        drop: dict[str, Any] = {}
        if self.ids:
            drop = {"user": self.ids[0], "group": self.ids[1], "extra_groups": []}
        return subprocess.run(
            [*self.prefix, *command],
            input=words,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            cwd=cwd or "/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "HOME": "/"},
            start_new_session=True,
            **drop,
        )


def choose(data: Path, binaries: Binaries) -> Account:
    """Return the account for the server of the folder `data`. Raises ClusterRefused.

    A folder that was made by another account stays with that account.
    """
    if os.geteuid() != 0:
        return _own_account()
    places = (binaries.program("postgres"), str(data.parent))
    for account in _candidates(data):
        barred = _barred(account, *places)
        if barred is None:
            return account
    raise ClusterRefused(
        f"PostgreSQL 不能以 root 运行，而编号 {account.uid} 的用户进不了“{barred}”",
        "请改用普通用户运行，或用环境变量 DATABASE_URL 指向一台 PostgreSQL。",
    )


def _own_account() -> Account:
    if _has_name(os.geteuid()):
        return Account()
    if _namespace_works():  # a container that was given just any number
        return Account(_NAMESPACE)
    raise ClusterRefused(
        f"编号 {os.geteuid()} 的用户在本机没有名字（/etc/passwd），initdb 不接受",
        "请改用有名字的普通用户运行，或用环境变量 DATABASE_URL 指向一台 PostgreSQL。",
    )


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _namespace_works() -> bool:
    return bool(shutil.which(_NAMESPACE[0])) and Account(_NAMESPACE).run("true").returncode == 0


def _candidates(data: Path) -> list[Account]:
    """Return whom root may use, the best first. There is always one."""
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return [Account(ids=(owner.st_uid, owner.st_gid))]
    candidates = [Account(ids=(NOBODY, NOBODY))]
    # Root in somebody's private folder: that person can pass, and a namespace of root's cannot.
    host = next((above for above in map(Path.stat, data.parents) if above.st_uid != 0), None)
    if host and _has_name(host.st_uid):
        candidates.insert(0, Account(ids=(host.st_uid, host.st_gid)))
    if _namespace_works():
        candidates.insert(0, Account(_NAMESPACE))
    return candidates


def _barred(account: Account, postgres: str, folder: str) -> str | None:
    """Return the first place that the account cannot use, if there is one."""
    for place, command in ((postgres, (postgres, "--version")), (folder, ("test", "-x", folder))):
        try:
            if account.run(*command).returncode != 0:
                return place
        except PermissionError:
            return place
    return None
