"""Start and stop the PostgreSQL of one data folder.

The server is nobody's child: it outlives the process that started it, and whoever needs it next
finds it running. All changes happen below a lock beside the data folder, so any number of
processes may call `ensure` at once. Only the Unix socket in a private folder is served.
"""

import contextlib
import fcntl
import hashlib
import os
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from perf.embedded.account import Account, choose
from perf.embedded.binaries import Binaries, find
from perf.embedded.refusal import ClusterRefused

SUPERUSER, OWNER, APPLICATION = "perf", "perf_owner", "perf_app"
DATABASE = "perf"
_SOCKET = ".s.PGSQL.5432"
_LONGEST_SOCKET_PATH = 100  # the limit is 103 bytes on macOS and 107 on Linux
_PATIENCE = 60.0  # seconds; recovery after a crash under load took 4
_TRIES_FOR = 5.0  # seconds; without /proc, orphans of a killed server may still hold its memory
_PAUSE = 0.02
_USE_OTHER = (
    "请检查磁盘空间和文件夹权限，或用 VAR_DIR 换一个文件夹，或用 DATABASE_URL 指向一台 PostgreSQL。"
)
_PROC = Path("/proc")
_SETUP = f"""\
CREATE ROLE {OWNER} LOGIN CREATEDB;
CREATE ROLE {APPLICATION} LOGIN;
CREATE DATABASE {DATABASE} OWNER {OWNER};
"""


def ensure(data_dir: Path, durable: bool = True) -> Path:
    """Return the socket folder of a server that runs on `data_dir`, made and started if needed.

    A new folder holds the roles and the database named above. Without `durable` the data may be
    lost in a crash of the machine, for tests. Raises ClusterRefused.
    """
    data = data_dir.expanduser().resolve()
    try:
        if socket_dir := _ready(data):
            return socket_dir
        with _locked(data):
            _wait_while_changing(data)
            return _ready(data) or _start(data, durable)
    except OSError as error:
        raise ClusterRefused(f"{error.filename or data}：{error.strerror}", _USE_OTHER) from error


def stop(data_dir: Path) -> bool:
    """Stop the server of `data_dir` and wait for its end; False when none was running."""
    data = data_dir.expanduser().resolve()
    if running_pid(data) is None:
        return False
    with _locked(data):
        return _stop(data)


def running_pid(data_dir: Path) -> int | None:
    """Return the process id of the server that runs on `data_dir`, if one does."""
    data = data_dir.expanduser().resolve()
    lines = _pid_file(data)
    if not lines or not lines[0].isdigit():
        return None
    pid = int(lines[0])
    return pid if _serves(pid, data) else None


def _pid_file(data: Path) -> list[str]:
    """Return the lines of postmaster.pid: 0 process, 4 socket folder, 7 state."""
    try:
        return (data / "postmaster.pid").read_text().split("\n")
    except OSError:  # none; what else may be wrong with the folder, a start will tell
        return []


def _serves(pid: int, data: Path) -> bool:
    """Whether the process is PostgreSQL on `data`: its number may have passed to another."""
    if not _PROC.exists():  # macOS
        name = subprocess.run(
            ["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return "postgres" in name.stdout
    try:
        program, folder = (os.readlink(_PROC / str(pid) / link) for link in ("exe", "cwd"))
    except OSError:  # gone, a zombie, or a process of somebody else
        return False
    return Path(program).name == "postgres" and folder == str(data)


def _state(data: Path) -> str:
    """Return "", or the state of a running server: starting, ready or stopping."""
    if running_pid(data) is None:
        return ""
    lines = _pid_file(data)
    return lines[7].strip() if len(lines) > 7 else "starting"


def _ready(data: Path) -> Path | None:
    if _state(data) != "ready":
        return None
    lines = _pid_file(data)
    if len(lines) < 5:  # it ended between the two looks
        return None
    socket_dir = Path(lines[4])
    private = _is_private(socket_dir, {os.geteuid(), data.stat().st_uid})
    return socket_dir if private and (socket_dir / _SOCKET).exists() else None


def _is_private(folder: Path, owners: set[int]) -> bool:
    try:
        seen = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid in owners and not seen.st_mode & 0o077


def _lock_file(data: Path) -> Path:
    return data.with_name(f"{data.name}.lock")


@contextlib.contextmanager
def _locked(data: Path) -> Iterator[None]:
    data.parent.mkdir(parents=True, exist_ok=True)
    with _lock_file(data).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _wait_while_changing(data: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while _state(data) in ("starting", "stopping"):
        if time.monotonic() > end:
            raise ClusterRefused(
                f"服务器在 {_PATIENCE:.0f} 秒内没有就绪，见 {data / 'server.log'}", _USE_OTHER
            )
        time.sleep(_PAUSE)


def _start(data: Path, durable: bool) -> Path:
    binaries = find()
    account = choose(data, binaries)
    _stop(data)  # one that nobody can reach: its socket was cleaned away
    if (data / "PG_VERSION").exists():
        _check_version(data, binaries)
    else:
        _create(data, binaries, account, durable)
    account.own(_lock_file(data))  # the data's owner may come alone the next time
    socket_dir = _socket_folder(data, account)
    _clear_after_crash(data)
    try:
        _run_server(data, binaries, account, _options(socket_dir, durable))
    except ClusterRefused:
        _remove_if_empty(socket_dir)
        raise
    return socket_dir


def _check_version(data: Path, binaries: Binaries) -> None:
    found = (data / "PG_VERSION").read_text().strip()
    if found != str(binaries.major):
        raise ClusterRefused(
            f"{data} 是 PostgreSQL {found} 的数据，而现有程序是 {binaries.major}",
            f"请用 PERF_PG_BIN 指向 PostgreSQL {found} 的程序并用 pg_dump 导出，"
            "或用 VAR_DIR 换一个文件夹重新开始。",
        )


def _create(data: Path, binaries: Binaries, account: Account, durable: bool) -> None:
    """Make the folder beside its place and move it there when it is complete."""
    if data.exists() and any(data.iterdir()):
        raise ClusterRefused(
            f"{data} 里已有别的文件，不是数据库", "请移走它们，或用 VAR_DIR 换一个文件夹。"
        )
    draft = data.with_name(f"{data.name}.new")
    shutil.rmtree(draft, ignore_errors=True)  # left by a start that was interrupted
    draft.mkdir(mode=0o700)
    account.own(draft)
    locale = ["--locale=C"]  # the same order everywhere; PostgreSQL 17 knows Unicode beside it
    if binaries.major >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _must(
        account.run(
            binaries.program("initdb"),
            *("-D", str(draft), "-U", SUPERUSER, "-E", "UTF8", *locale),
            *("--auth-local=trust", "--auth-host=reject", "--no-instructions"),
            *([] if durable else ["--no-sync"]),
        )
    )
    _must(
        account.run(
            binaries.program("postgres"),
            *("--single", "-D", str(draft), "-c", "exit_on_error=on"),
            *([] if durable else ["-F"]),
            "postgres",
            words=_SETUP,
        )
    )
    draft.rename(data)  # an empty folder in its place is replaced


def _must(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode != 0:
        words = (done.stderr.strip() or done.stdout.strip())[-600:]
        raise ClusterRefused(f"没能建立数据文件夹（{words}）", _USE_OTHER)


def _socket_folder(data: Path, account: Account) -> Path:
    """Return a private folder with a short path: a socket's path may have some 100 bytes only."""
    name = f"perf-pg-{account.uid}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    folder = Path(tempfile.gettempdir()) / name
    if len(os.fsencode(folder / _SOCKET)) > _LONGEST_SOCKET_PATH:
        folder = Path("/tmp") / name  # noqa: S108
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    seen = folder.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid not in {os.geteuid(), account.uid}:
        raise ClusterRefused(
            f"{folder} 应当是自己的文件夹，却属于编号 {seen.st_uid} 的用户或不是文件夹",
            "请删除它，或用环境变量 TMPDIR 换一个临时文件夹。",
        )
    account.own(folder)
    folder.chmod(0o700)
    return folder


def _clear_after_crash(data: Path) -> None:
    """Remove the lock file of a server that was killed, once its last orphans are gone.

    PostgreSQL asks only whether the process number is in use. It may be, by another program
    after a container starts again, or by a zombie that nobody buries.
    """
    if not (data / "postmaster.pid").exists() or not _PROC.exists():
        return
    end = time.monotonic() + _PATIENCE
    while orphans := [p.name for p in _PROC.glob("[0-9]*") if _serves(int(p.name), data)]:
        if time.monotonic() > end:
            raise ClusterRefused(
                f"上次运行留下的进程 {'、'.join(orphans)} 还没有结束", "请结束它们后再启动。"
            )
        time.sleep(_PAUSE)
    (data / "postmaster.pid").unlink()


def _options(socket_dir: Path, durable: bool) -> str:
    settings = {
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_directories": f'"{socket_dir}"',
        "unix_socket_permissions": "0700",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return shlex.join(f"--{name}={value}" for name, value in settings.items())


def _run_server(data: Path, binaries: Binaries, account: Account, options: str) -> None:
    """Start by pg_ctl: a child of ours, once killed, would be a zombie that blocks the next start.

    pg_ctl hands paths to a shell, so it gets none: it runs inside the folder and finds it by ".".
    """
    log = data / "server.log"
    before = log.stat().st_size if log.exists() else 0
    end = time.monotonic() + _TRIES_FOR
    while True:
        done = account.run(
            binaries.program("pg_ctl"),
            *("start", "-w", "-t", "60", "-s", "-D", ".", "-l", "server.log", "-o", options),
            cwd=data,
        )
        if done.returncode == 0:
            return
        if time.monotonic() > end:
            break
        time.sleep(0.2)
    told = log.read_bytes()[before:].decode(errors="replace") if log.exists() else ""
    words = (told.strip() or done.stderr.strip())[-1500:]
    raise ClusterRefused(f"服务器没有启动，{log} 的末尾是：{words}", _USE_OTHER)


def _stop(data: Path) -> bool:
    pid = running_pid(data)
    if pid is None:
        return False
    socket_dir = _pid_file(data)[4:5]
    os.kill(pid, signal.SIGINT)  # "fast": open connections are ended, data is written
    end = time.monotonic() + _PATIENCE
    while _serves(pid, data):
        if time.monotonic() > end:
            raise ClusterRefused(f"服务器（进程 {pid}）没有停下", "请稍后再试，或自行结束该进程。")
        time.sleep(_PAUSE)
    for folder in socket_dir:
        _remove_if_empty(Path(folder))
    return True


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):  # cleaned away already, or not empty
        folder.rmdir()
