"""A page of the system as somebody sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from playwright.sync_api import Page, Response

MISSING = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: who looks (None: a visitor), at which address or place, and what he does there.

    `step` goes on from there and returns the answer to it; `status` is that of the last answer.
    """

    username: str | None
    place: str
    status: int = 200
    step: Callable[[Page], Response] | None = None
