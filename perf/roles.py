"""What the application's database role may do.

The owner of the schema migrates; the application reads and writes rows, and to append-only
tables it only adds. It owns nothing, so it can neither change a table nor empty one at a stroke.
"""

from collections.abc import Collection

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

OWNER_ALIAS = "owner"
_OWNED = """\
SELECT relkind = 'S', relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relowner = current_user::regrole
  AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')"""


def application_role() -> str | None:
    """Return the login of the application, or None where it is the owner's own."""
    role: str = connections[DEFAULT_DB_ALIAS].settings_dict["USER"]
    return None if role == connections[OWNER_ALIAS].settings_dict["USER"] else role


def grant(owner: BaseDatabaseWrapper, role: str, append_only: Collection[str]) -> None:
    """Give `role` exactly its rights on everything that the login of `owner` owns."""
    with transaction.atomic(using=owner.alias), owner.cursor() as cursor:
        cursor.execute(_OWNED)
        found = cursor.fetchall()
        tables = {name for is_sequence, name in found if not is_sequence}
        sequences = {name for is_sequence, name in found if is_sequence}
        quote = owner.ops.quote_name
        for kind, names, rights in (
            ("TABLE", tables.difference(append_only), "SELECT, INSERT, UPDATE, DELETE"),
            ("TABLE", tables.intersection(append_only), "SELECT, INSERT"),
            ("SEQUENCE", sequences, "USAGE, SELECT"),
        ):
            if names:
                on = f"{kind} {', '.join(map(quote, sorted(names)))}"
                cursor.execute(f"REVOKE ALL ON {on} FROM {quote(role)}")
                cursor.execute(f"GRANT {rights} ON {on} TO {quote(role)}")
