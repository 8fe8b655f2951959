"""What answers have in common: the end of a session told to htmx, nothing kept by browsers."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

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


class PasswordChangeMiddleware:
    """Let nobody with a one-time password go anywhere but to the page that changes it."""

    OPEN = frozenset({"password", "signout", "signin", "health"})

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at nothing before the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Send a page to the change of password, refuse a program, pass everybody else on."""
        found = request.resolver_match
        if found is None or found.view_name in self.OPEN:
            return None
        if not getattr(request.user, "must_change_password", False):
            return None
        if found.namespace == "api":
            told = "请先在网页上修改一次性密码。"
            return JsonResponse({"detail": told}, status=403)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=403, headers={"HX-Redirect": reverse("password")})
        return redirect("password")


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
