"""Names compared by the database as `projects.names` compares them."""

from django.db.models import Func, TextField

from projects.names import DROPPED, REPLACED


def _quoted(text: str) -> str:
    """A text constant inside a template; it may hold no percent sign, which templates read."""
    return "'" + text.replace("'", "''") + "'"


class NameKey(Func):
    """`projects.names.name_key` of a column, in SQL; an index on it makes looking-up quick."""

    output_field = TextField()
    arity = 1
    template = (
        "translate(normalize(%(expressions)s, NFKC), "
        + _quoted("".join(REPLACED) + DROPPED)
        + ", "
        + _quoted("".join(REPLACED.values()))
        + ")"
    )
