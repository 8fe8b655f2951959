"""The one page size of the API."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

_LONGEST = 6  # digits; a longer number is no page of anything


class Pages(PageNumberPagination):
    """Fifty rows a page; a page that does not exist is refused with 400 in words."""

    page_size = 50
    page_query_description = "第几页，从 1 起，每页 50 条。"

    def get_page_number(self, request: Request, paginator: Any) -> int:
        """Return `?page=` (1 without it); raises ValidationError for anything but a page."""
        typed = request.query_params.get(self.page_query_param, "1")
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST
        if not is_number or int(typed) < 1:
            message = f"page“{typed[:20]}”不是页码，请填从 1 起的整数。"
            raise ValidationError({"page": [message]})
        if int(typed) > paginator.num_pages:
            message = f"没有第 {int(typed)} 页，现有 {paginator.num_pages} 页。"
            raise ValidationError({"page": [message]})
        return int(typed)
