"""What answers have in common: the end of a session told to htmx, nothing kept by browsers."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

Answer = Callable[[HttpRequest], HttpResponseBase]


class SessionEndedMiddleware:
    """Answer htmx with 401 where a browser is sent to the sign-in page.

    htmx follows a redirect unseen and would put the sign-in page into the row. 401 is never
    swapped (see base.html), so what was typed stays. A part that only reads asks for the whole
    page instead: that stops its polling and leads to the sign-in page and back.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the answer on, or 401 in its place."""
        response = self.get_response(request)
        if request.headers.get("HX-Request") != "true" or not _leads_to_sign_in(response):
            return response
        refused = HttpResponse(status=401)
        if request.method in ("GET", "HEAD"):
            refused["HX-Refresh"] = "true"
        return refused


class NotStoredMiddleware:
    """Forbid browsers and proxies to keep what a signed-in person was shown.

    Static files are answered further out and stay cacheable.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Mark the answer when it is for somebody."""
        response = self.get_response(request)
        # An answer made without a look at the session is nobody's, and looking costs queries.
        if request.session.accessed and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    if response.status_code != 302:
        return False
    return urlsplit(response["Location"]).path == resolve_url(settings.LOGIN_URL)
