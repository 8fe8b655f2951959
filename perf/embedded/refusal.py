"""Why the embedded PostgreSQL cannot be used."""


class ClusterRefused(RuntimeError):
    """The embedded PostgreSQL cannot run here; the message names the way out."""

    def __init__(self, cause: str, way_out: str) -> None:
        super().__init__(f"内置 PostgreSQL 无法使用：{cause}。{way_out}")
