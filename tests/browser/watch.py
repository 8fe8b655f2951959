"""What the browser complains of while it shows a page."""

from urllib.parse import urlsplit


class Watch:
    """Collects `problems` of a page: errors of the console, failed loads, loads from elsewhere.

    A refusal by the content security policy is an error of the console. `expected` are the
    statuses that pages and their saved rows are meant to answer with beside 2xx and 3xx.
    """

    def __init__(self, page, *, expected=()) -> None:
        self.problems: list[str] = []
        self._expected = expected
        self._host = None
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _said(self, message) -> None:
        # The browser's own line on an answer of 4xx says less than what `_answered` looks at;
        # htmx repeats it in its words.
        repeats = ("Failed to load resource", "Response Status Error Code")
        if message.type in ("error", "warning") and not message.text.startswith(repeats):
            self.problems.append(f"console: {message.text}")

    def _failed(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a download, or the reader went elsewhere
            self.problems.append(f"not loaded: {request.url}: {request.failure}")

    def _asked(self, request) -> None:
        host = urlsplit(request.url).netloc
        self._host = self._host or host
        if host != self._host and not request.url.startswith(("data:", "blob:")):
            self.problems.append(f"asked another host: {request.url}")

    def _answered(self, response) -> None:
        is_meant = response.status in self._expected and response.request.resource_type in (
            "document",
            "xhr",
            "fetch",
        )
        if response.status >= 400 and not is_meant:
            self.problems.append(f"{response.status}: {response.url}")
