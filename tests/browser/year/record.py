"""What the database holds, read past all pages."""

from pathlib import Path

import psycopg

from perf.embedded import cluster


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
