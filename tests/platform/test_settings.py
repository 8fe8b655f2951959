"""What the settings promise to browsers, visitors and the log."""

import logging
import logging.config
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

import perf
from perf.logs import LineFormatter

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_every_answer_carries_the_strict_headers(client):
    headers = client.get("/signin/").headers

    policy = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy.pop("default-src") == "'none'"
    for kind in ("base-uri", "frame-ancestors", "object-src"):
        assert policy.pop(kind) == "'none'"
    assert set(policy) == {
        "script-src", "style-src", "img-src", "font-src", "connect-src", "form-action",
    }  # fmt: skip
    assert set(policy.values()) == {"'self'"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_session_cookie_is_out_of_reach_of_scripts(client, django_user_model):
    user = django_user_model(username="a", name="甲", role="SYSTEM_ADMIN")
    user.set_password("right")
    user.save()
    client.post("/signin/", {"username": "a", "password": "right"})

    cookie = client.cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) == 8 * 3600


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_answers_behind_the_tls_and_other_pages_are_sent_to_it(client):
    assert client.get("/health/").status_code == 200
    assert client.get("/signin/").status_code == 301


def test_a_production_environment_passes_the_deployment_check():
    """Left as it is: W021, the preload list of browsers is for the owner of a whole domain."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=CHECKOUT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "DATABASE_URL": "postgres://app:pw@127.0.0.1:1/perf",
            "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "ALLOWED_HOSTS": "perf.example",
        },
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0
    assert "(security.W021)" in done.stderr
    assert "1 issue (0 silenced)" in done.stderr


def test_the_version_stands_in_one_place():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]

    assert perf.__version__ == project["version"] == settings.VERSION
    assert settings.SPECTACULAR_SETTINGS["VERSION"] == project["version"]


def test_what_was_typed_cannot_pass_for_a_line_of_the_log():
    record = logging.LogRecord(
        "axes",
        logging.WARNING,
        "",
        0,
        "failure of %s",
        ("a\r\nINFO root: all is well\x1b[2J",),
        None,
    )

    line = LineFormatter("%(levelname)s %(message)s").format(record)

    assert line == "WARNING failure of a\\x0d\\x0aINFO root: all is well\\x1b[2J"


def test_a_traceback_keeps_its_lines():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        record = logging.LogRecord("perf", logging.ERROR, "", 0, "x", None, sys.exc_info())

    assert "\nTraceback" in LineFormatter().format(record)


def test_the_log_is_written_by_that_formatter():
    assert settings.LOGGING["handlers"]["stderr"]["formatter"] == "line"
    assert settings.LOGGING["formatters"]["line"]["()"] == "perf.logs.LineFormatter"
