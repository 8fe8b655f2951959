"""Continuous integration runs what the README says, and skips nothing."""

from pathlib import Path

from perf.environment import PROGRAMS

CHECKOUT = Path(__file__).resolve().parents[2]


def test_it_runs_the_readmes_test_command_as_written():
    command = (CHECKOUT / ".ci" / "run").read_text().splitlines()[-1]

    assert "pytest" in command
    assert command in (CHECKOUT / "README.md").read_text().splitlines()


def test_it_requires_every_program_that_it_installs():
    (line,) = [
        line
        for line in (CHECKOUT / ".ci" / "run").read_text().splitlines()
        if "PERF_REQUIRE=" in line
    ]

    assert set(line.partition("=")[2].split(",")) == set(PROGRAMS) - {"rabbitmq"}


def test_it_can_be_started_as_it_is():
    assert (CHECKOUT / ".ci" / "run").stat().st_mode & 0o100
