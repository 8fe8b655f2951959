"""Columns that the whole product shares."""

from typing import Any

from django.db import models


class ExactDecimalField(models.DecimalField):  # type: ignore[type-arg]
    """A PostgreSQL `numeric` that gives back just the digits it was given.

    A fixed number of decimals would turn 95 into 95.000000 and so lose what was printed; what the
    value parser lets through (15 integer digits, 18 decimals) is the bound.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"] = 33
        kwargs["decimal_places"] = 18
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the fixed bound out of migrations."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, kwargs

    def db_type(self, connection: Any) -> str:
        """Give the column no fixed scale."""
        return "numeric"
