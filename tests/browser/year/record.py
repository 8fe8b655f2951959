"""What the database holds, read past all pages."""

from pathlib import Path

import psycopg

from perf.embedded import cluster

_PLAN = """
SELECT plan.id, plan.public_id, sheet.id, sheet.public_id FROM projects_plan AS plan
JOIN projects_department AS unit ON unit.id = plan.department_id
LEFT JOIN projects_project AS project ON project.id = plan.project_id
LEFT JOIN scoring_sheet AS sheet ON sheet.plan_id = plan.id
WHERE unit.name = %s AND plan.year_id = %s AND COALESCE(project.name, '部门整体') = %s"""
_TRAIL = """
SELECT by_name, action, changes, at, sequence, previous_digest, digest
FROM projects_trailentry WHERE subject_id = %s ORDER BY sequence"""


class Record:
    """A reader of the embedded database."""

    def __init__(self, folder: Path) -> None:
        host = cluster.ensure(folder / "postgres")
        self._connection = psycopg.connect(
            host=str(host), dbname=cluster.DATABASE, user=cluster.APPLICATION, autocommit=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def rows(self, statement, *values) -> list[tuple]:
        """All rows of a question."""
        return self._connection.execute(statement, values).fetchall()

    def document(self, unit, year, title) -> tuple:
        """Keys and public ids of a plan and its sheet (None where there is none)."""
        (found,) = self.rows(_PLAN, unit, year, title)
        return found

    def trail(self, subject) -> list[tuple]:
        """(who, action, changes) of a document, in order; its chain is sound and its times rise."""
        entries = self.rows(_TRAIL, subject)
        previous, before = "", None
        for number, (*_, at, sequence, told, digest) in enumerate(entries, 1):
            assert (sequence, told) == (number, previous)
            assert before is None or before <= at
            previous, before = digest, at
        return [entry[:3] for entry in entries]
