"""Use the pages without a browser: cookies, the CSRF token and forms by hand."""

import http.cookiejar
import re
import urllib.parse
import urllib.request

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """One person with cookies at one address."""

    def __init__(self, address):
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path):
        with self.opener.open(self.address + path, timeout=30) as answer:
            return answer.geturl(), answer.read()

    def post(self, path, *, form_on, **fields):
        """Send a form whose token stands on the page `form_on`; returns where it led to."""
        _, page = self.get(form_on)
        fields["csrfmiddlewaretoken"] = TOKEN.search(page)[1].decode()
        body = urllib.parse.urlencode(fields).encode()
        with self.opener.open(self.address + path, body, timeout=30) as answer:
            return answer.geturl(), answer.read()

    def sign_in(self, username, password):
        url, page = self.post("/signin/", form_on="/signin/", username=username, password=password)
        assert "/signin/" not in url, page.decode()
        return self
