"""The environment variables that configure the system, read strictly.

A variable that is missing or empty has its default; a value that is not understood is refused
with the variable's name, what was given and what is allowed. Secrets are never repeated.

| variable | meaning |
|---|---|
| `VAR_DIR` | folder of everything the system writes; default `var` in the checkout |
| `DATABASE_URL` | login of the application; default: the embedded PostgreSQL in `VAR_DIR` |
| `DATABASE_OWNER_URL` | login of the schema's owner, for migrations; default `DATABASE_URL` |
| `CELERY_BROKER_URL` | default `filesystem://` (folders in `VAR_DIR`) |
| `FILES_URL` | folder of stored files; default `files` in `VAR_DIR` |
| `EVIDENCE_FILE_MB`, `EVIDENCE_SHEET_MB` | most of an uploaded file (20), of a sheet's (200) |
| `EVIDENCE_ROW_FILES` | most files of one row of a sheet; default 20 |
| `SECRET_KEY` | required with a database of one's own unless `DEBUG` is on; else made once |
| `ALLOWED_HOSTS` | names this site answers to, by commas; default this machine only |
| `EMAIL_URL` | mail server, `smtp+tls://sender%40office.cn:password@host:587`; default: no mail |
| `DEBUG` | `true` or `false` (default) |
| `PLAIN_HTTP` | `true` when no TLS stands before the site: cookies may then travel unencrypted |
| `LANGUAGE` | `zh-hans` (default) or `en` |
| `PERF_REQUIRE` | test programs that must be there: `browser,office,redis,rabbitmq` |
"""

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ as django_environ
from django.core.exceptions import ImproperlyConfigured
from django.http.request import split_domain_port
from psycopg import pq

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
LANGUAGES = ("zh-hans", "en")
PROGRAMS = ("browser", "office", "redis", "rabbitmq")
MAILERS = ("smtp", "smtps", "smtp+tls", "smtp+ssl")
BROKERS = ("filesystem", "redis", "rediss", "amqp", "amqps")
_WORDS = {"true": True, "1": True, "false": False, "0": False}
_SHORTEST_SECRET = 32
_LONGEST_QUOTE = 120
_MAILBOX = re.compile(r"[^@\s]+@[^@\s]+")
_HOST_NAME = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)
# The system's own LANGUAGE is a list for gettext: zh_CN:zh, en_US.UTF-8. It is not meant for us.
_GETTEXT_LIST = re.compile(r"(C|POSIX|[a-z]{2,3}_[A-Z]{2}|[a-z]{2,3}(?=:))(\.[\w-]+)?(@\w+)?(:.*)?")


class OddValue(ImproperlyConfigured):
    """An environment variable has a value that is not understood."""

    def __init__(self, name: str, given: str, allowed: str) -> None:
        super().__init__(name, given, allowed)
        self.name, self.given, self.allowed = name, given, allowed

    def __str__(self) -> str:
        return f"环境变量 {self.name} 的值“{self.given}”无法使用。{self.allowed}"


@dataclass(frozen=True)
class Environment:
    """Everything that the environment decides. Paths are absolute.

    `database` and `owner` are Django database settings, or None for the embedded PostgreSQL.
    """

    var_dir: Path
    files_dir: Path
    evidence_file_mb: int
    evidence_sheet_mb: int
    evidence_row_files: int
    debug: bool
    plain_http: bool
    secret_key: str = field(repr=False)
    allowed_hosts: list[str]
    language: str
    broker_url: str = field(repr=False)
    mail: dict[str, Any] | None = field(repr=False)
    database: dict[str, Any] | None = field(repr=False)
    owner: dict[str, Any] | None = field(repr=False)


def read(environ: Mapping[str, str], checkout: Path) -> Environment:
    """Return what the variables say; relative folders are below `checkout`. Raises OddValue."""
    var_dir = _folder("VAR_DIR", environ, checkout, default=checkout / "var")
    database = _database("DATABASE_URL", environ)
    owner = _database("DATABASE_OWNER_URL", environ)
    if owner and not database:
        raise OddValue(
            "DATABASE_OWNER_URL",
            "（已填写）",
            "它只与 DATABASE_URL 一起使用，请同时填写 DATABASE_URL。",
        )
    file_mb = _count("EVIDENCE_FILE_MB", environ, default=20, most=2000)
    sheet_mb = _count("EVIDENCE_SHEET_MB", environ, default=max(200, file_mb), most=20_000)
    if sheet_mb < file_mb:
        raise OddValue(
            "EVIDENCE_SHEET_MB", str(sheet_mb), f"不能小于一个文件的上限（{file_mb} MB）。"
        )
    debug = _boolean("DEBUG", environ, default=False)
    key_may_be_made = debug or database is None
    return Environment(
        var_dir=var_dir,
        files_dir=_files_folder(environ, checkout, default=var_dir / "files"),
        evidence_file_mb=file_mb,
        evidence_sheet_mb=sheet_mb,
        evidence_row_files=_count("EVIDENCE_ROW_FILES", environ, default=20, most=200),
        debug=debug,
        plain_http=_boolean("PLAIN_HTTP", environ, default=key_may_be_made),
        secret_key=_secret_key(environ, var_dir / "secret_key" if key_may_be_made else None),
        allowed_hosts=_hosts(environ),
        language=_language(environ),
        broker_url=_broker(environ),
        mail=_mail(environ),
        database=database,
        owner=owner or database,
    )


def required_programs(environ: Mapping[str, str]) -> frozenset[str]:
    """Return the programs that `PERF_REQUIRE` names. Raises OddValue for an unknown one."""
    given = environ.get("PERF_REQUIRE", "")
    names = {name.strip() for name in given.split(",")} - {""}
    if names - set(PROGRAMS):
        raise OddValue("PERF_REQUIRE", given, f"可写：{'、'.join(PROGRAMS)}，用英文逗号隔开。")
    return frozenset(names)


def _given(name: str, environ: Mapping[str, str]) -> str:
    return environ.get(name, "").strip()


def _shown(value: str) -> str:
    """Return a URL fit for a message: without its login, and not too long."""
    value = re.sub(r"^([a-zA-Z0-9+.-]*:/*)?.*@", r"\1***@", value, flags=re.DOTALL)
    value = re.sub(r"(?i)(password|passfile|secret|token)=[^&]*", r"\1=***", value)
    return value if len(value) <= _LONGEST_QUOTE else value[:_LONGEST_QUOTE] + "…"


def _boolean(name: str, environ: Mapping[str, str], *, default: bool) -> bool:
    given = _given(name, environ)
    if not given:
        return default
    if given not in _WORDS:
        raise OddValue(name, _shown(given), f"可写：{'、'.join(_WORDS)}。")
    return _WORDS[given]


def _count(name: str, environ: Mapping[str, str], *, default: int, most: int) -> int:
    given = _given(name, environ)
    if not given:
        return default
    if not re.fullmatch(r"[1-9][0-9]{0,5}", given) or int(given) > most:
        raise OddValue(name, _shown(given), f"请写 1 到 {most} 的整数。")
    return int(given)


def _folder(name: str, environ: Mapping[str, str], checkout: Path, *, default: Path) -> Path:
    given = _given(name, environ)
    return _usable_folder(name, given, checkout) if given else default


def _usable_folder(name: str, given: str, checkout: Path) -> Path:
    try:
        folder = (checkout / Path(given).expanduser()).resolve()
        usable = folder.is_dir() or not folder.exists()
    except (OSError, RuntimeError, ValueError):  # no such home, a NUL, a name too long
        usable = False
    if not usable:
        raise OddValue(name, _shown(given), "请写一个文件夹的路径（可以还不存在），不能是文件。")
    return folder


def _files_folder(environ: Mapping[str, str], checkout: Path, *, default: Path) -> Path:
    given = _given("FILES_URL", environ)
    if not given:
        return default
    scheme, colon, _ = given.partition("://")
    if not colon:
        return _usable_folder("FILES_URL", given, checkout)
    if scheme == "s3":
        raise OddValue(
            "FILES_URL", _shown(given), "对象存储（s3://）目前还不支持，请写文件夹的路径。"
        )
    url = urlsplit(given)
    if scheme != "file" or url.netloc not in ("", "localhost") or not url.path.startswith("/"):
        raise OddValue("FILES_URL", _shown(given), "请写文件夹的路径，或 file:///文件夹 。")
    return _usable_folder("FILES_URL", unquote(url.path), checkout)


def _database(name: str, environ: Mapping[str, str]) -> dict[str, Any] | None:
    given = _given(name, environ)
    if not given:
        return None
    allowed = (
        "只支持 PostgreSQL：postgres://用户:密码@主机:端口/数据库名。"
        "密码中的 @ : / # ? % 请写成 %40 %3A %2F %23 %3F %25。"
    )
    try:
        url = urlsplit(given)
        known = url.scheme in ("postgres", "postgresql") and url.port != 0 and not url.fragment
        config: dict[str, Any] = django_environ.Env.db_url_config(given) if known else {}
    except ValueError:  # a port that is no number, a broken IPv6 address
        config = {}
    if not config.get("NAME") or "/" in config["NAME"]:
        raise OddValue(name, _shown(given), allowed)
    _refuse_unknown_options(name, url.query)
    return config


def _refuse_unknown_options(name: str, query: str) -> None:
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    for part in filter(None, query.split("&")):
        if part.partition("=")[0] not in known:
            raise OddValue(
                name,
                "…?" + _shown(part),
                "问号后面只能是 PostgreSQL 的连接选项，如 sslmode=require。",
            )


def _broker(environ: Mapping[str, str]) -> str:
    given = _given("CELERY_BROKER_URL", environ)
    if not given:
        return "filesystem://"
    allowed = "可写：filesystem://（默认）、redis://主机:端口/编号、rediss://、amqp://、amqps://。"
    try:
        url = urlsplit(given)
        port_is_sound = url.port != 0
    except ValueError:
        raise OddValue("CELERY_BROKER_URL", _shown(given), allowed) from None
    local = url.scheme == "filesystem"
    if url.scheme not in BROKERS or not port_is_sound or local == bool(url.hostname):
        raise OddValue("CELERY_BROKER_URL", _shown(given), allowed)
    if local and given != "filesystem://":
        raise OddValue(
            "CELERY_BROKER_URL", _shown(given), "文件夹由 VAR_DIR 决定，只写 filesystem:// 。"
        )
    return given


def _mail(environ: Mapping[str, str]) -> dict[str, Any] | None:
    given = _given("EMAIL_URL", environ)
    if not given:
        return None
    allowed = (
        "可写：smtp+tls://发件邮箱:密码@主机:587 或 smtp+ssl://发件邮箱:密码@主机:465，"
        "邮箱和密码中的 @ : / # ? % 请写成 %40 %3A %2F %23 %3F %25。"
    )
    try:
        url = urlsplit(given)
        known = url.scheme in MAILERS and url.port not in (None, 0) and not url.fragment
        config: dict[str, Any] = django_environ.Env.email_url_config(given) if known else {}
    except ValueError:
        config = {}
    sender = config.get("EMAIL_HOST_USER") or ""
    plain = not url.query and url.path in ("", "/") if config else False
    if not plain or not config.get("EMAIL_HOST") or not _MAILBOX.fullmatch(sender):
        raise OddValue("EMAIL_URL", _shown(given), allowed)
    return {name: value for name, value in config.items() if name != "EMAIL_FILE_PATH"}


def _hosts(environ: Mapping[str, str]) -> list[str]:
    given = _given("ALLOWED_HOSTS", environ)
    if not given:
        return list(LOOPBACK)
    hosts = [host.strip() for host in given.split(",")]
    for host in hosts:
        if not _HOST_NAME.fullmatch(host) or split_domain_port(host)[0] != host.lower():
            raise OddValue(
                "ALLOWED_HOSTS",
                _shown(host),
                "请写主机名或 IP，用英文逗号隔开，不带 http:// 和端口，也不能用 * 代表全部。",
            )
    return hosts


def _language(environ: Mapping[str, str]) -> str:
    given = _given("LANGUAGE", environ)
    if given in LANGUAGES:
        return given
    if not given or _GETTEXT_LIST.fullmatch(given):
        return LANGUAGES[0]
    raise OddValue("LANGUAGE", _shown(given), f"可写：{'、'.join(LANGUAGES)}。")


def _secret_key(environ: Mapping[str, str], file: Path | None) -> str:
    given = _given("SECRET_KEY", environ)
    if not given and file:
        return _kept_secret(file)
    if len(given) < _SHORTEST_SECRET:
        raise OddValue(
            "SECRET_KEY",
            "（不显示）" if given else "",
            "使用自备数据库（DATABASE_URL）时必须填写，"
            f"至少 {_SHORTEST_SECRET} 个随机字符，所有进程相同，不得公开。",
        )
    return given


def _kept_secret(file: Path) -> str:
    """Return the key that is kept in `file`, made on first use and readable by its owner only.

    Where the folder cannot be written the key lives as long as the process: such a place can
    run the commands that need no database, and the embedded database refuses it by itself.
    """
    try:
        if not file.exists():
            _make_secret(file)
        key = file.read_text().strip()
    except OSError:
        return secrets.token_urlsafe(64)
    if len(key) < _SHORTEST_SECRET:
        raise OddValue(
            "SECRET_KEY",
            "（不显示）",
            f"文件 {file} 的内容太短，请删除该文件，下次启动会重新生成。",
        )
    return key


def _make_secret(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix="secret_key.")  # mode 0600
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(64))
        os.link(draft, file)  # all or nothing: of two starters, the first one's key stands
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
