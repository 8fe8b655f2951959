"""Migrate as the schema's owner, without making the people at work wait for a lock."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError
from psycopg.errors import LockNotAvailable

from perf.roles import OWNER_ALIAS, application_role, grant

_OLDEST = 15  # of PostgreSQL: scores are stored by MERGE
_ONE_AT_A_TIME = 0x70657266  # "perf": two migrations of one database wait for each other


class Command(migrate.Command):
    """Django's command with another database, a lock timeout and the application's rights."""

    lock_timeout = "500ms"
    attempts = 20
    pause = 0.5  # seconds between two attempts

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what Django's command takes; the database is the owner's unless named."""
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER_ALIAS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, try again while others hold a lock, then grant. Raises CommandError."""
        connection = connections[options["database"]]
        _require_release(connection)
        for attempt in range(1, self.attempts + 1):
            try:
                self._attempt(connection, *args, **options)
                return
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                self.stderr.write(f"表正被使用，稍后重试（第 {attempt} 次，共 {self.attempts} 次）")
                time.sleep(self.pause)
        raise CommandError(
            f"迁移没有完成：试了 {self.attempts} 次，要修改的表一直被其他会话占用。"
            "已完成的步骤保留，未完成的步骤没有写入任何内容。"
            "请等长时间的任务结束（或结束占用它的会话），再运行 manage.py migrate。"
        )

    def _attempt(self, connection: BaseDatabaseWrapper, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{self.lock_timeout}'")
            try:
                cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
                super().handle(*args, **options)
                if connection.alias == OWNER_ALIAS and not _only_looks(options):
                    self._grant(connection, options["verbosity"])
            finally:
                cursor.execute("SELECT pg_advisory_unlock_all()")
                cursor.execute("RESET lock_timeout")

    def _grant(self, owner: BaseDatabaseWrapper, verbosity: int) -> None:
        role = application_role()
        if role:
            grant(owner, role, settings.APPEND_ONLY_TABLES)
        elif verbosity >= 1:
            self.stdout.write("应用与迁移使用同一个数据库账号，没有需要授予的权限。")


def _require_release(connection: BaseDatabaseWrapper) -> None:
    connection.ensure_connection()
    release = connection.connection.info.server_version // 10000
    if release < _OLDEST:
        raise CommandError(
            f"数据库是 PostgreSQL {release}，本系统需要 PostgreSQL {_OLDEST} 或更新的版本。"
            "请升级数据库，或让 DATABASE_URL 指向更新的服务器。没有写入任何内容。"
        )


def _only_looks(options: dict[str, Any]) -> bool:
    return bool(options["plan"] or options["check_unapplied"])
