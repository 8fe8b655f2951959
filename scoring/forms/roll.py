"""What the person ticked on the page of the roll-over."""

from collections.abc import Iterable
from uuid import UUID

from django.http import QueryDict

from projects.models import Plan
from scoring.queries.roll import RollPage

NOTHING = "请至少勾选一张目标表。"
UNKNOWN = "所选的目标表已不在列表里，请核对后重新勾选。"


def chosen_ids(typed: Iterable[str]) -> set[UUID] | None:
    """The ids among what was ticked; None when something is no id."""
    try:
        return {UUID(text) for text in typed}
    except ValueError:
        return None


class RollForm:
    """The ticked plans of a page; `error` says what is wrong with them, "" when nothing is."""

    def __init__(self, page: RollPage, data: QueryDict | None = None) -> None:
        self.page, self.error = page, ""
        self.with_amounts = data is not None and data.get("with_amounts") == "1"
        self.ticked = {offer.plan.public_id for offer in page.open}  # all, until said otherwise
        self.plans: list[Plan] = []
        if data is not None:
            self._read(chosen_ids(data.getlist("plan")))

    def _read(self, ids: set[UUID] | None) -> None:
        offered = {offer.plan.public_id: offer.plan for offer in self.page.offers}
        if ids is None or not ids <= offered.keys():
            self.error = UNKNOWN
            return
        self.ticked = ids
        self.plans = [plan for public_id, plan in offered.items() if public_id in ids]
        if not ids:
            self.error = NOTHING
