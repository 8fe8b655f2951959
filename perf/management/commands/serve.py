"""Serve the whole system from one command: database, web server and background worker."""

import argparse
import contextlib
import http.client
import ipaddress
import os
import shlex
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.db.utils import OperationalError

from perf import CHECKOUT
from perf.children import Child, stop_all
from perf.demo.accounts import ACCOUNTS
from perf.embedded import cluster

_PATIENCE = 60.0  # seconds until the first page must answer


class Command(BaseCommand):
    """Starts what the system needs, watches it, and leaves nothing running."""

    help = "启动数据库、网页服务和后台任务，直到按 Ctrl+C。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what is served, and where."""
        parser.add_argument("--demo", action="store_true", help="装入演示数据并显示演示账号")
        parser.add_argument("--host", default="127.0.0.1", help="监听的地址，默认只限本机")
        parser.add_argument("--port", type=_port, default=8000, help="端口，默认 8000")
        parser.add_argument("--workers", type=_count, default=2, help="网页服务的进程数，默认 2")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until asked to stop. Raises CommandError when something cannot go on."""
        host, port = options["host"], options["port"]
        _refuse_unusable_address(host, port)
        _on_signals(_interrupt)
        data_dir = settings.DATABASES["default"].get("DATA_DIR")
        children: list[Child] = []
        with contextlib.ExitStack() as at_the_end:  # the last one named comes first
            if data_dir is not None and cluster.running_pid(data_dir) is None:
                at_the_end.callback(cluster.stop, data_dir)
            at_the_end.callback(stop_all, children)
            at_the_end.callback(_on_signals, signal.SIG_IGN)  # the end is short, let it finish
            with contextlib.suppress(KeyboardInterrupt):
                self._prepare(demo=options["demo"])
                _start(children, host, port, options["workers"])
                _wait_for_first_page(children, host, port)
                self._tell(host, port, demo=options["demo"])
                connections.close_all()
                _watch(children)
            self.stdout.write("正在停止…")
        self.stdout.write("已停止。")

    def _prepare(self, *, demo: bool) -> None:
        self.stdout.write("正在准备数据库…")
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(f"连不上数据库：{error}".strip()) from error
        if demo:
            call_command("seed_demo", stdout=self.stdout)

    def _tell(self, host: str, port: int, *, demo: bool) -> None:
        self.stdout.write(f"预算绩效管理 {settings.VERSION} 已启动：http://{_address(host, port)}/")
        if demo:
            self.stdout.write("演示账号（用户名 / 密码 / 角色 / 单位）：")
            for account in ACCOUNTS:
                self.stdout.write(
                    f"  {account.username} / {account.password}"
                    f" / {account.role_label} / {account.department_name or '—'}"
                )
        elif not get_user_model().objects.exists():
            self.stdout.write(
                f"还没有账号。请在另一个终端{_where()}运行：{_command('first_admin')}"
            )
        if not _is_loopback(host):
            self.stdout.write("注意：其他电脑可以访问这个地址，传输没有加密。" + _advice(demo))
        self.stdout.write("按 Ctrl+C 停止。")
        self.stdout.flush()


def _advice(demo: bool) -> str:
    advice = "请用 ALLOWED_HOSTS 写明它们使用的主机名或 IP。"
    return advice + "演示账号的密码是公开的，请勿放入真实数据。" if demo else advice


def _on_signals(action: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, action)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"“{text}”不是端口，请写 1 到 65535 的整数")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"“{text}”无法使用，请写 1 到 64 的整数")
    return int(text)


def _where() -> str:
    """What else it takes to find the same data: a database of one's own is not told, only named.

    Its address holds a password, and its key must be given as well.
    """
    is_own = os.environ.get("DATABASE_URL", "").strip()
    return "、在同样的环境变量（DATABASE_URL、SECRET_KEY 等）下" if is_own else ""


def _command(name: str) -> str:
    """How a command is typed that finds the same data: by this interpreter, with this folder."""
    folder = os.environ.get("VAR_DIR")
    typed = shlex.join([sys.executable, str(CHECKOUT / "manage.py"), name])
    return f"VAR_DIR={shlex.quote(folder)} {typed}" if folder else typed


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_unusable_address(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"无法使用地址 {_address(host, port)}：{error.strerror}。"
            "端口可能正被别的程序使用，或本机没有这个地址；请用 --port 或 --host 换一个。"
        ) from error


def _start(children: list[Child], host: str, port: int, workers: int) -> None:
    log = Path(settings.VAR_DIR) / "log"
    try:
        log.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(
            f"无法写入文件夹 {log}：{error.strerror}。请检查权限，或用 VAR_DIR 换一个文件夹。"
        ) from error
    # This server speaks plain HTTP. Whoever puts TLS before it says PLAIN_HTTP=false.
    env = {"PLAIN_HTTP": "true"} | os.environ
    web: tuple[str, ...] = (
        *("gunicorn", "perf.wsgi:application", "--bind", _address(host, port)),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", "4"),
        # Two seconds, its default, is how long people look at a page: the next click then meets
        # a connection that is just being closed.
        *("--keep-alive", "75", "--graceful-timeout", "5", "--no-control-socket"),
    )
    worker: tuple[str, ...] = (
        *("celery", "--app", "perf.celery", "worker", "--pool", "threads", "--concurrency", "2"),
        *("--beat", "--schedule", str(Path(settings.VAR_DIR) / f"beat-{port}")),
        *("--without-gossip", "--without-mingle", "--loglevel", "INFO"),
    )
    for name, command, file in (("网页服务", web, "web.log"), ("后台任务", worker, "worker.log")):
        command = (sys.executable, "-m", *command)
        children.append(Child(name, command, cwd=CHECKOUT, env=env, log=log / file))


def _watch(children: Sequence[Child]) -> NoReturn:
    while True:
        _refuse_ended(children)
        time.sleep(0.3)


def _refuse_ended(children: Sequence[Child]) -> None:
    for child in children:
        if child.exit_code is not None:
            raise CommandError(
                f"{child.name}意外结束（代码 {child.exit_code}），其余部分已停止。"
                f"它最后的记录：\n{child.tail()}"
            )


def _wait_for_first_page(children: Sequence[Child], host: str, port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while not _answers(host, port):
        _refuse_ended(children)
        if time.monotonic() > end:
            raise CommandError(
                f"网页服务 {_PATIENCE:.0f} 秒内没有应答。它最后的记录：\n{children[0].tail()}"
            )
        time.sleep(0.1)


def _answers(host: str, port: int) -> bool:
    """Whether the health page says 200 to a caller that stands behind the TLS, if there is one."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    page = http.client.HTTPConnection(here, port, timeout=5)
    try:
        page.request("GET", "/health/", headers={"Host": settings.ALLOWED_HOSTS[0].lstrip(".")})
        return page.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        page.close()
