"""Why the embedded PostgreSQL cannot be used."""


class ClusterRefused(RuntimeError):
    """The embedded PostgreSQL cannot run here; the message names the way out."""

    def __init__(self, cause: str, way_out: str) -> None:
        super().__init__(cause, way_out)
        self.cause, self.way_out = cause, way_out

    def __str__(self) -> str:
        return f"内置 PostgreSQL 无法使用：{self.cause}。{self.way_out}"
