"""Where things are: addresses carry random ids, so they are read from the pages."""

from html.parser import HTMLParser
from urllib.parse import urljoin


class _Reader(HTMLParser):
    """Collects the links of a page and what its forms would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.fields: dict[str, str] = {}
        self._link = self._area = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "a":
            self._link = found.get("href")
            self.links.append((self._link, ""))
        elif tag == "textarea":
            self._area = found["name"]
            self.fields[self._area] = ""
        elif tag == "input" and "name" in found:
            is_off = found.get("type") == "checkbox" and "checked" not in found
            if not is_off:
                self.fields[found["name"]] = found.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "a":
            self._link = None
        elif tag == "textarea":
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = None

    def handle_data(self, data):
        if self._area:
            self.fields[self._area] += data
        elif self._link:
            address, words = self.links.pop()
            self.links.append((address, words + data))


class Places:
    """`places["sheet"]` is the address of the page with that name, see `_FOUND`."""

    # name: (who looks, on which page or place, part of the link's address, its words)
    _FOUND = {
        "department": ("lijing", "/departments/?year=2021", "/departments/", "焦作市科学技术协会"),
        "branch": ("chenjie", "/departments/?year=2023", "/departments/", "示范市科协系统"),
        "branch progress": ("caizheng", "/?year=2023", "/progress/", "示范市科协系统"),
        "window": ("caizheng", "/windows/?year=2023", "/windows/", "示范市财政局"),
        "plan": ("lijing", "/plans/?year=2021", "/plans/", "部门整体"),
        "sheet": ("lijing", "/sheets/?year=2021", "/sheets/", "部门整体"),
        "entry": ("lijing", "sheet", "/entry/", "填报"),
        "rates": ("lijing", "sheet", "/rates/", "采用系统数"),
        "evidence": ("lijing", "sheet", "/evidence/", "佐证"),
        "evidence row": ("lijing", "evidence", "/evidence/", "上传佐证"),
        "workbook": ("lijing", "sheet", "/xlsx/", "xlsx"),
        "empty sheet": ("lijing", "/sheets/?year=2023", "/sheets/", ""),
        "empty entry": ("lijing", "empty sheet", "/entry/", "填报"),
        "finding": ("caizheng", "/findings/?year=2021&check=total-sum", "/findings/", "说明…"),
        "doubt": (
            *("lijing", "/findings/?year=2021&check=zero-of-zero&state=all", "/findings/"),
            "经济效益 指标值",
        ),
        "draft plan": ("hejun", "/plans/?year=2024", "/plans/", "部门整体"),
        "plan without a sheet": ("wuhao", "/plans/?year=2023", "/plans/", "部门整体"),
        "pick": ("hejun", "draft plan", "/pick/", "指标库"),
        "library entry": ("lijing", "/library/?q=yszxl", "/library/", "预算执行率"),
        "library change": ("caizheng", "library entry", "/change/", "修改"),
        "template": ("lijing", "/templates/", "/templates/", "部门整体"),
        "template edit": ("caizheng", "template", "/edit/", "修改"),
        "new template": ("caizheng", "plan", "/template/", "存为模板"),
        "monitoring entry": (
            *("lijing", "/monitoring/?year=2023", "/entry/", "填报全民科学素质工作"),
        ),
        "monitoring report": (
            *("lijing", "/monitoring/?year=2023", "/monitoring/", "老科协工作经费"),
        ),
        "round": ("caizheng", "/monitoring/?year=2023", "/monitoring/rounds/", "改时限"),
        "rectification": ("chenjie", "/monitoring/red/?year=2023", "/rectifications/", ""),
        "notice": ("chenjie", "/monitoring/red/?year=2023", "/notice/", "发整改通知"),
        "finance": ("lijing", "/finances/?year=2021", "/finances/", "部门决算"),
        "wide finance": ("caizheng", "/finances/?year=2023", "/finances/", "张家口"),
        "empty finance": ("caizheng", "/finances/?year=2024", "/finances/", "三门峡"),
        "kept department": (
            "sysadmin",
            "/accounts/departments/",
            "/departments/",
            "焦作市科学技术协会",
        ),
        "renaming": ("sysadmin", "kept department", "/rename/", ""),
        "merging": ("sysadmin", "kept department", "/merge/", ""),
        "moving": ("sysadmin", "kept department", "/move/", ""),
        "account": ("sysadmin", "/accounts/people/", "/people/", "lijing"),
        "account change": ("sysadmin", "account", "/change/", ""),
        "kept project": ("sysadmin", "/accounts/projects/", "/projects/", "科普"),
        "target": ("hejun", "draft plan", "/targets/", "修改"),
        "tasks": ("hejun", "draft plan", "/tasks/", "选择对应项目"),
        "plan entry": ("hejun", "draft plan", "/edit/", "编制"),
    }

    def __init__(self, open_window) -> None:
        self._open_window = open_window
        self._windows = {}
        self._known = {}

    def __getitem__(self, name: str) -> str:
        if name.endswith("/"):  # "sheet history/": below a place
            above, _, below = name.rpartition(" ")
            return self[above] + below
        if name not in self._known:
            username, page, part, words = self._FOUND[name]
            start = page if page.startswith("/") else self[page]
            reader = _Reader(self._get(username, start))
            path = start.partition("?")[0]
            self._known[name] = next(
                urljoin(start, address)
                for address, said in reader.links
                if part in address
                and words in said
                and urljoin(start, address) != path
                and len(address.partition("?")[0]) > len(part)
            )
        return self._known[name]

    def form(self, username: str, address: str) -> dict[str, str]:
        """What the form at `address` would send, without its token and the versions of its rows.

        `post` adds those of the moment, so that it is taken as it is.
        """
        fields = _Reader(self._get(username, address)).fields
        fields.pop("csrfmiddlewaretoken", None)
        return {name: value for name, value in fields.items() if not name.startswith("v-")}

    def post(self, username: str, address: str, fields: dict[str, str]):
        """Send a form as a browser without script does; returns the last answer."""
        window = self._window(username)
        now = _Reader(self._get(username, address)).fields
        own = {name: now[name] for name in now if name.startswith(("v-", "csrfmiddlewaretoken"))}
        return window.request.post(address, form=own | fields)

    def _get(self, username, address):
        # A browser asks again, too, where the server was just closing the kept connection.
        answer = self._window(username).request.get(address, max_retries=2)
        assert answer.ok, f"{address}: {answer.status}"
        return answer.text()

    def _window(self, username):
        if username not in self._windows:
            self._windows[username] = self._open_window(username)
        return self._windows[username]
