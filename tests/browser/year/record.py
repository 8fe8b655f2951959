"""What the database holds, read past all pages."""

from pathlib import Path

import psycopg

from perf.embedded import cluster

STATE = """
SELECT plan.state, sheet.state FROM projects_plan AS plan
LEFT JOIN projects_project AS project ON project.id = plan.project_id
LEFT JOIN scoring_sheet AS sheet ON sheet.plan_id = plan.id
WHERE plan.year_id = %s AND plan.department_id = (
    SELECT id FROM projects_department WHERE name = %s
) AND COALESCE(project.name, '部门整体') = %s"""


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

    def one(self, statement, *values):
        """The only value of a question."""
        ((value,),) = self.rows(statement, *values)
        return value
