"""Make the account with which an empty system begins."""

import getpass
import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import CharField
from django.db.utils import ProgrammingError
from django.utils import timezone
from psycopg.errors import UndefinedTable

from projects.models import User
from projects.services.people import AccountRefused, create_first_admin


class Command(BaseCommand):
    """Asks for a password and makes one system administrator."""

    help = "新增第一个系统管理员；已有系统管理员时不再新增。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account's names; the password is never an argument that others could see."""
        parser.add_argument("--username", default="admin", help="用户名，默认 admin")
        parser.add_argument("--name", default="系统管理员", help="姓名，默认 系统管理员")
        parser.add_argument(
            "--password-stdin", action="store_true", help="从标准输入的第一行读取密码，不再询问"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account. Raises CommandError with the reason when it is refused."""
        username = _clean("username", options["username"])
        name = _clean("name", options["name"])
        password = _read_password() if options["password_stdin"] else _ask_password()
        try:
            create_first_admin(username=username, name=name, password=password, at=timezone.now())
        except AccountRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ProgrammingError as error:
            if isinstance(error.__cause__, UndefinedTable):
                raise CommandError(
                    "数据库还是空的。请先运行 python manage.py migrate，再新增管理员。"
                ) from error
            raise
        self.stdout.write(f"已新增系统管理员 {username}，请用它登录。")


def _clean(field: str, given: str) -> str:
    column = User._meta.get_field(field)
    assert isinstance(column, CharField)
    try:
        return str(column.clean(given.strip(), None))
    except ValidationError as error:
        raise CommandError(
            f"--{field} 的值“{given}”无法使用：{''.join(error.messages)}没有新增账号。"
        ) from error


def _read_password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError("标准输入里没有密码，没有新增账号。请在第一行写密码。")
    return password


def _ask_password() -> str:
    try:
        password = getpass.getpass("密码（至少 8 位）：")
        again = getpass.getpass("再输一次：")
    except (EOFError, KeyboardInterrupt):
        raise CommandError(
            "没有输入密码，没有新增账号。无人值守时请用 --password-stdin。"
        ) from None
    if password != again:
        raise CommandError("两次输入的密码不一致，没有新增账号。请重新运行。")
    return password
