"""The real thing in place of the embedded default: PostgreSQL by URL, Redis as broker."""

import io
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from perf.demo.accounts import PASSWORD
from perf.embedded import cluster
from tests.platform.browsing import Visitor
from tests.platform.processes import wait_until
from tests.platform.serving import Serving, free_port

pytestmark = pytest.mark.needs("redis")
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    """A Redis of our own on a free port of this machine."""
    port = free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    folder = tmp_path_factory.mktemp("redis")
    with subprocess.Popen(
        ["redis-server", *words], cwd=folder, stdout=subprocess.DEVNULL
    ) as process:
        ask = ["redis-cli", "-p", str(port)]
        wait_until(lambda: subprocess.run([*ask, "ping"], capture_output=True).returncode == 0)
        yield port
        process.terminate()


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    """A PostgreSQL that serve does not start: Debian's release where it is installed."""
    data = tmp_path_factory.mktemp("elsewhere") / "data"
    with pytest.MonkeyPatch.context() as patch:
        if DEBIAN:
            patch.setenv("PERF_PG_BIN", str(DEBIAN[-1]))
        yield cluster.ensure(data, durable=False)
        cluster.stop(data)


@pytest.fixture(scope="module")
def serving(tmp_path_factory, redis, postgres):
    var_dir = tmp_path_factory.mktemp("swapped") / "var"
    started = Serving(
        var_dir,
        "--demo",
        CELERY_BROKER_URL=f"redis://127.0.0.1:{redis}/0",
        DATABASE_URL=f"postgres://{cluster.APPLICATION}@/{cluster.DATABASE}?host={postgres}",
        DATABASE_OWNER_URL=f"postgres://{cluster.OWNER}@/{cluster.DATABASE}?host={postgres}",
        SECRET_KEY="not-a-secret-but-long-enough-for-a-test-run",
        PLAIN_HTTP="true",
    )
    yield started.until_ready()
    started.end()


def test_a_year_is_exported_by_a_worker_that_listens_to_redis(serving, redis):
    filer = Visitor(f"http://127.0.0.1:{serving.port}").sign_in("lijing", PASSWORD)
    _, page = filer.get("/jobs/")
    department = re.search(r'value="([0-9a-f-]{36})"', page.decode())[1]

    url, _ = filer.post("/jobs/ask/", form_on="/jobs/", year="2023", department=department)
    job = url.removeprefix(filer.address)
    wait_until(lambda: f"{job}file/" in filer.get(job)[1].decode(), seconds=60)
    _, file = filer.get(f"{job}file/")

    assert len(zipfile.ZipFile(io.BytesIO(file)).namelist()) == 7
    assert _commands_seen(redis) > 20


def test_nothing_of_the_embedded_default_is_made(serving):
    made = {entry.name for entry in serving.var_dir.iterdir()}

    assert "postgres" not in made
    assert "broker" not in made


@pytest.mark.skipif(not DEBIAN, reason="no PostgreSQL of the system")
def test_the_schema_is_valid_on_the_systems_older_postgresql(postgres, serving):
    version = subprocess.run(
        [DEBIAN[-1] / "psql", "-h", postgres, "-U", cluster.APPLICATION, cluster.DATABASE, "-Atc",
         "SELECT current_setting('server_version_num')::int / 10000, count(*) FROM scoring_sheet"],
        capture_output=True, text=True, check=True, env={"PATH": os.environ["PATH"]},
    ).stdout  # fmt: skip

    assert version.strip() == f"{DEBIAN[-1].parent.name}|31"


def _commands_seen(port):
    told = subprocess.run(
        ["redis-cli", "-p", str(port), "info", "stats"], capture_output=True, text=True, check=True
    ).stdout
    return int(re.search(r"total_commands_processed:(\d+)", told)[1])
