"""A database of its own to measure or to try in: made, migrated, granted, dropped in the end."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from perf.roles import OWNER_ALIAS

_ALIASES = (DEFAULT_DB_ALIAS, OWNER_ALIAS)
_MARK = "scratch database of manage.py {purpose}"


class ScratchRefused(RuntimeError):
    """The database to measure in cannot be made; the message says why and what to do."""


@contextlib.contextmanager
def scratch_database(purpose: str = "bench") -> Iterator[None]:
    """Point both aliases to an empty, migrated database while the block runs.

    Its name is that of the real one with the purpose (a command's name) behind it. What a killed
    run left there is dropped first; a database of that name that the command did not make is not
    touched. Raises ScratchRefused: another run is at work, the owner may not make databases, the
    name is taken.
    """
    keeper = connections[OWNER_ALIAS].copy(alias="scratch-keeper")  # stays in the real database
    name = f"{keeper.settings_dict['NAME']}_{purpose}"
    mark = _MARK.format(purpose=purpose)
    try:
        _lock(keeper, purpose)
        _drop(keeper, name, mark)
        _create(keeper, name, mark)
        try:
            with pointed_to(name):
                call_command("migrate", interactive=False, verbosity=0)
                yield
        finally:
            _drop(keeper, name, mark)
    finally:
        keeper.close()


@contextlib.contextmanager
def pointed_to(name: str) -> Iterator[None]:
    """Point both aliases to another database of the same server while the block runs."""
    real = {alias: connections[alias].settings_dict["NAME"] for alias in _ALIASES}
    try:
        _point({alias: name for alias in _ALIASES})
        yield
    finally:
        _point(real)


def _point(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _lock(keeper: BaseDatabaseWrapper, purpose: str) -> None:
    """Two runs beside one database would measure each other."""
    key = int.from_bytes(purpose.encode()[:7], "big")
    if not _ask(keeper, "SELECT pg_try_advisory_lock(%s)", key):
        raise ScratchRefused(f"另一个 {purpose} 正在使用它的数据库，请等它结束后再运行。")


def _create(keeper: BaseDatabaseWrapper, name: str, mark: str) -> None:
    quoted = keeper.ops.quote_name(name)
    try:
        with keeper.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'")
            cursor.execute(f"COMMENT ON DATABASE {quoted} IS '{mark}'")
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise ScratchRefused(
                f"迁移所用的数据库账号不能新建数据库“{name}”。请授予它 CREATEDB 权限，"
                "或用 VAR_DIR 换一个文件夹，在内置数据库上运行。"
            ) from error
        raise


def _drop(keeper: BaseDatabaseWrapper, name: str, mark: str) -> None:
    if not _ask(keeper, "SELECT count(*) FROM pg_database WHERE datname = %s", name):
        return
    said = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    if _ask(keeper, said, name) != mark:
        raise ScratchRefused(
            f"数据库“{name}”已经存在，不是本命令留下的，没有动它。请改名或移走后再运行。"
        )
    with keeper.cursor() as cursor:
        # Not "WITH (FORCE)": that would ask for the right to end the server's own vacuum worker.
        cursor.execute(f"DROP DATABASE {keeper.ops.quote_name(name)}")


def _ask(keeper: BaseDatabaseWrapper, question: str, value: str | int) -> Any:
    with keeper.cursor() as cursor:
        cursor.execute(question, [value])
        return cursor.fetchone()[0]
