"""The environment is read strictly: an odd value is refused by name, a sound one is taken."""

import pickle

import pytest

from perf.environment import OddValue, read, required_programs

KEY = "k" * 40
DATABASE = "postgres://app:secret%23word@db.example:5433/perf"
EXTERNAL = {"DATABASE_URL": DATABASE, "SECRET_KEY": KEY}


def settings(tmp_path, **environ):
    return read({"VAR_DIR": str(tmp_path / "var")} | environ, tmp_path)


ODD = [
    ("DATABASE_URL", "mysql://app:secret@db/perf", "postgres://"),
    ("DATABASE_URL", "sqlite:///perf.db", "postgres://"),
    ("DATABASE_URL", "postgres://app:secret@db:5432/", "数据库名"),
    ("DATABASE_URL", "postgres://app:secret@db:port/perf", "端口"),
    ("DATABASE_URL", "postgres://app:secret@db:99999/perf", "端口"),
    ("DATABASE_URL", "postgres://app:sec#ret@db/perf", "%23"),
    ("DATABASE_URL", "postgres://app:secret@db/perf/more", "postgres://"),
    ("DATABASE_URL", "postgres://app:secret@[db/perf", "postgres://"),
    ("DATABASE_URL", "postgres://app:secret@db/perf?sslmod=require", "sslmode"),
    ("DATABASE_URL", "postgres://app:secret@db/perf?conn_max_age=5", "连接选项"),
    ("DATABASE_URL", "app:secret@db/perf", "postgres://"),
    ("DATABASE_URL", "perf", "postgres://"),
    ("DATABASE_OWNER_URL", DATABASE, "DATABASE_URL"),
    ("CELERY_BROKER_URL", "kafka://broker", "redis://"),
    ("CELERY_BROKER_URL", "redis", "redis://"),
    ("CELERY_BROKER_URL", "redis://", "redis://"),
    ("CELERY_BROKER_URL", "redis://:secret@broker:port/0", "redis://"),
    ("CELERY_BROKER_URL", "filesystem:///tmp/somewhere", "VAR_DIR"),
    ("CELERY_BROKER_URL", "memory://", "redis://"),
    ("EMAIL_URL", "mail.office.example", "smtp+tls://"),
    ("EMAIL_URL", "imap://a%40office.example:secret@mail:993", "smtp+tls://"),
    ("EMAIL_URL", "smtp+tls://a%40office.example:secret@mail", "587"),
    ("EMAIL_URL", "smtp+tls://a%40office.example:secret@mail:port", "587"),
    ("EMAIL_URL", "smtp+tls://nobody:secret@mail:587", "发件邮箱"),
    ("EMAIL_URL", "smtp+tls://a%40office.example:secret@mail:587/?from=b", "smtp+tls://"),
    ("FILES_URL", "s3://bucket/files", "目前还不支持"),
    ("FILES_URL", "ftp://server/files", "文件夹"),
    ("FILES_URL", "file://server/files", "文件夹"),
    ("FILES_URL", "bad\0name", "文件夹"),
    ("VAR_DIR", "~nobody-of-that-name/var", "文件夹"),
    ("SECRET_KEY", "short-secret", "32"),
    ("ALLOWED_HOSTS", "*", "主机名"),
    ("ALLOWED_HOSTS", "https://perf.example", "http://"),
    ("ALLOWED_HOSTS", "perf.example:8000", "端口"),
    ("ALLOWED_HOSTS", "perf.example,,other", "逗号"),
    ("ALLOWED_HOSTS", "perf.example other", "逗号"),
    ("DEBUG", "yes", "true"),
    ("DEBUG", "True", "true"),
    ("DEBUG", "2", "true"),
    ("PLAIN_HTTP", "on", "true"),
    ("EVIDENCE_FILE_MB", "20MB", "1 到 2000"),
    ("EVIDENCE_FILE_MB", "0", "1 到 2000"),
    ("EVIDENCE_FILE_MB", "2001", "1 到 2000"),
    ("EVIDENCE_SHEET_MB", "19", "一个文件的上限（20 MB）"),
    ("EVIDENCE_ROW_FILES", "-1", "1 到 200"),
    ("LANGUAGE", "klingon", "zh-hans"),
    ("LANGUAGE", "zh-cn", "zh-hans"),
    ("LANGUAGE", "fr", "zh-hans"),
    ("LANGUAGE", "zh_hans", "zh-hans"),
]


@pytest.mark.parametrize("name, given, allowed", ODD, ids=[f"{n}={g}" for n, g, _ in ODD])
def test_an_odd_value_is_refused_by_name_with_what_is_allowed(tmp_path, name, given, allowed):
    with pytest.raises(OddValue) as refusal:
        settings(tmp_path, **{name: given})

    told = str(refusal.value)
    assert f"环境变量 {name} " in told
    assert allowed in told
    assert "secret" not in told.replace("secret_key", "")


@pytest.mark.parametrize(
    "name, given, quoted",
    [
        ("DEBUG", "yes", "“yes”"),
        ("FILES_URL", "s3://bucket/files", "“s3://bucket/files”"),
        ("DATABASE_URL", "mysql://app:hush@db/perf", "“mysql://***@db/perf”"),
        ("DATABASE_URL", "mysql://app:h@/u:sh@db/perf", "“mysql://***@db/perf”"),
        ("DATABASE_URL", "mysql://db/perf?password=hush", "password=***"),
        ("ALLOWED_HOSTS", "good.example,bad_*", "“bad_*”"),
    ],
)
def test_the_refusal_quotes_what_was_given_without_its_secrets(tmp_path, name, given, quoted):
    with pytest.raises(OddValue) as refusal:
        settings(tmp_path, **{name: given})

    assert quoted in str(refusal.value)
    assert "hush" not in str(refusal.value)


def test_var_dir_may_not_be_a_file(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(OddValue, match="VAR_DIR"):
        read({"VAR_DIR": str(tmp_path / "file")}, tmp_path)


def test_nothing_given_means_the_embedded_database_on_this_machine_only(tmp_path):
    found = read({}, tmp_path)

    assert (found.database, found.owner) == (None, None)
    assert found.var_dir == tmp_path / "var"
    assert found.files_dir == tmp_path / "var" / "files"
    assert found.broker_url == "filesystem://"
    assert (found.debug, found.plain_http, found.language) == (False, True, "zh-hans")
    assert found.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]


def test_an_empty_variable_counts_as_not_given(tmp_path):
    names = ("DATABASE_URL", "CELERY_BROKER_URL", "FILES_URL", "DEBUG", "LANGUAGE", "SECRET_KEY")

    assert settings(tmp_path, **dict.fromkeys(names, " ")) == settings(tmp_path)


def test_sound_values_are_taken(tmp_path):
    found = settings(
        tmp_path,
        DATABASE_URL=DATABASE + "?sslmode=require",
        DATABASE_OWNER_URL="postgresql://owner:pw@db.example/perf",
        SECRET_KEY=KEY,
        CELERY_BROKER_URL="rediss://:pw@broker.example:6380/1",
        FILES_URL="file:///srv/%E6%96%87%E4%BB%B6",
        ALLOWED_HOSTS="perf.example, .intra.example,10.0.0.7,[fd00::7]",
        DEBUG="0",
        LANGUAGE="en",
    )

    assert found.database["HOST"] == "db.example"
    assert found.database["PORT"] == 5433
    assert found.database["PASSWORD"] == "secret#word"
    assert found.database["OPTIONS"] == {"sslmode": "require"}
    assert found.owner["USER"] == "owner"
    assert str(found.files_dir) == "/srv/文件"
    assert found.allowed_hosts == ["perf.example", ".intra.example", "10.0.0.7", "[fd00::7]"]
    assert (found.plain_http, found.language) == (False, "en")


def test_the_owner_is_the_application_where_none_is_given(tmp_path):
    found = settings(tmp_path, **EXTERNAL)

    assert found.owner == found.database


@pytest.mark.parametrize("given", ["data", "./data", "{base}/data"])
def test_a_relative_folder_lies_below_the_checkout(tmp_path, given):
    found = settings(tmp_path, FILES_URL=given.format(base=tmp_path))

    assert found.files_dir == tmp_path / "data"


@pytest.mark.parametrize(
    "given", ["zh_CN:zh", "en_US:en", "en_US.UTF-8", "de_DE@euro:de", "C.UTF-8"]
)
def test_the_language_list_of_the_system_is_not_ours(tmp_path, given):
    assert settings(tmp_path, LANGUAGE=given).language == "zh-hans"


def test_a_database_of_ones_own_needs_a_secret_key(tmp_path):
    with pytest.raises(OddValue, match="SECRET_KEY"):
        settings(tmp_path, DATABASE_URL=DATABASE)

    assert settings(tmp_path, **EXTERNAL).secret_key == KEY
    assert settings(tmp_path, DATABASE_URL=DATABASE, DEBUG="true").secret_key


def test_the_key_of_the_embedded_default_is_made_once_and_kept_private(tmp_path):
    first = settings(tmp_path).secret_key
    file = tmp_path / "var" / "secret_key"

    assert settings(tmp_path).secret_key == first == file.read_text()
    assert len(first) >= 64
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_a_kept_key_that_is_too_short_is_refused(tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret_key").write_text("")

    with pytest.raises(OddValue, match="SECRET_KEY"):
        settings(tmp_path)


def test_secrets_do_not_show_in_the_representation(tmp_path):
    shown = repr(settings(tmp_path, **EXTERNAL, CELERY_BROKER_URL="redis://:hush@broker/0"))

    assert KEY not in shown
    assert "secret#word" not in shown
    assert "hush" not in shown


def test_required_programs_know_their_words():
    assert required_programs({}) == frozenset()
    assert required_programs({"PERF_REQUIRE": "browser, redis,"}) == {"browser", "redis"}
    with pytest.raises(OddValue, match="PERF_REQUIRE.*browsr.*rabbitmq"):
        required_programs({"PERF_REQUIRE": "browsr"})


def test_a_refusal_can_be_handed_to_another_process():
    refusal = OddValue("DEBUG", "yes", "可写：true、false。")

    assert str(pickle.loads(pickle.dumps(refusal))) == str(refusal)


def test_limits_of_uploads_have_defaults_that_fit_together(tmp_path):
    plain = settings(tmp_path)
    limits = plain.evidence_file_mb, plain.evidence_sheet_mb, plain.evidence_row_files
    assert limits == (20, 200, 20)
    assert settings(tmp_path, EVIDENCE_FILE_MB="500").evidence_sheet_mb == 500


def test_a_mail_server_is_taken_with_its_sender_and_without_it_there_is_no_mail(tmp_path):
    url = "smtp+tls://reminder%40office.example:a%23word@mail.office.example:587"
    found = settings(tmp_path, EMAIL_URL=url)
    assert found.mail["EMAIL_HOST"] == "mail.office.example"
    assert found.mail["EMAIL_HOST_USER"] == "reminder@office.example"
    assert found.mail["EMAIL_HOST_PASSWORD"] == "a#word"
    assert found.mail["EMAIL_USE_TLS"] is True
    assert "a#word" not in repr(found)
    assert settings(tmp_path).mail is None
