"""Where the answer is written: a reader who has gone, a full disk, no output, few signs."""

import subprocess
import sys

import pytest

MANAGE = f"{sys.executable} manage.py audit"
ASKED = ["--list-checks", "--explain total-sum", "perf/demo/001_jiaozuo_kexie_2021.yaml"]


def shell(command):
    """Exit code and what was said on standard error."""
    made = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120)
    return made.returncode, made.stderr.decode(), made.stdout.decode()


@pytest.mark.parametrize("asked", ASKED)
def test_a_reader_who_has_gone_is_no_failure(asked):
    code, said, _ = shell(f"set -o pipefail; {MANAGE} {asked} | true")
    assert said == ""
    assert code in (0, 1)


@pytest.mark.parametrize("asked", ASKED)
def test_a_full_disk_is_told(asked):
    code, said, _ = shell(f"{MANAGE} {asked} > /dev/full")
    assert code == 2
    assert said.startswith("CommandError: 写不了标准输出（No space left on device）")


@pytest.mark.parametrize("asked", ASKED)
def test_no_output_at_all_is_told(asked):
    code, said, _ = shell(f"{MANAGE} {asked} >&-")
    assert code == 2
    assert said.startswith("CommandError: 写不了标准输出（没有打开）")


@pytest.mark.parametrize("asked", ASKED)
def test_signs_that_a_stream_has_not_are_escaped(asked):
    code, said, answer = shell(f"PYTHONIOENCODING=ascii {MANAGE} {asked}")
    assert said == ""
    assert code in (0, 1)
    assert "\\u" in answer
