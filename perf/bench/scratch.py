"""A database of its own to measure in: made, migrated, granted, and dropped in the end."""

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
_MARK = "scratch database of manage.py bench"
_ONE_AT_A_TIME = 0x62656E63  # "benc": two benches beside one database would measure each other


class ScratchRefused(RuntimeError):
    """The database to measure in cannot be made; the message says why and what to do."""


@contextlib.contextmanager
def scratch_database() -> Iterator[None]:
    """Point both aliases to an empty, migrated database while the block runs.

    Its name is that of the real one with `_bench` behind it. What a killed bench left there is
    dropped first; a database of that name that no bench made is not touched. Raises
    ScratchRefused: another bench runs, the owner may not make databases, the name is taken.
    """
    keeper = connections[OWNER_ALIAS].copy(alias="bench-keeper")  # stays in the real database
    name = f"{keeper.settings_dict['NAME']}_bench"
    try:
        _lock(keeper)
        _drop(keeper, name)
        _create(keeper, name)
        try:
            with _pointed_to(name):
                call_command("migrate", interactive=False, verbosity=0)
                yield
        finally:
            _drop(keeper, name)
    finally:
        keeper.close()


@contextlib.contextmanager
def _pointed_to(name: str) -> Iterator[None]:
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


def _lock(keeper: BaseDatabaseWrapper) -> None:
    if not _ask(keeper, "SELECT pg_try_advisory_lock(%s)", _ONE_AT_A_TIME):
        raise ScratchRefused("另一个 bench 正在使用测速数据库，请等它结束后再运行。")


def _create(keeper: BaseDatabaseWrapper, name: str) -> None:
    quoted = keeper.ops.quote_name(name)
    try:
        with keeper.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'")
            cursor.execute(f"COMMENT ON DATABASE {quoted} IS '{_MARK}'")
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise ScratchRefused(
                f"迁移所用的数据库账号不能新建数据库“{name}”。请授予它 CREATEDB 权限，"
                "或用 VAR_DIR 换一个文件夹，在内置数据库上测速。"
            ) from error
        raise


def _drop(keeper: BaseDatabaseWrapper, name: str) -> None:
    if not _ask(keeper, "SELECT count(*) FROM pg_database WHERE datname = %s", name):
        return
    mark = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    if _ask(keeper, mark, name) != _MARK:
        raise ScratchRefused(
            f"数据库“{name}”已经存在，不是测速留下的，没有动它。请改名或移走后再运行。"
        )
    with keeper.cursor() as cursor:
        # Not "WITH (FORCE)": that would ask for the right to end the server's own vacuum worker.
        cursor.execute(f"DROP DATABASE {keeper.ops.quote_name(name)}")


def _ask(keeper: BaseDatabaseWrapper, question: str, value: str | int) -> Any:
    with keeper.cursor() as cursor:
        cursor.execute(question, [value])
        return cursor.fetchone()[0]
