"""A page of the audit taken apart as a browser would."""

from html.parser import HTMLParser

from scoring.audit.files import audit_files
from scoring.audit.page.document import page
from scoring.published.reading import SheetUnreadable, read_whole
from tests.audit.files import EDITIONS

VOID = {"meta", "br", "hr"}


class Page(HTMLParser):
    """The elements of a page: `tags` with their attributes in order, `texts`, `ids`, `links`."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.html = html
        self.tags, self.texts, self.open = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []
        self.ids = [value for _, own in self.tags for key, value in own.items() if key == "id"]
        self.links = [own["href"] for name, own in self.tags if name == "a"]

    def handle_starttag(self, tag, attrs):
        assert len(attrs) == len(dict(attrs)), attrs
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((tuple(self.open), data))

    def of(self, tag):
        """The texts inside elements of this name, each element's joined."""
        return ["".join(text for _, text in own) for own in self._inside(tag)]

    def _inside(self, tag):
        found, depth = [], 0
        for open_tags, text in self.texts:
            if tag not in open_tags:
                depth = 0
                continue
            if not depth:
                found.append([])
            depth = 1
            found[-1].append((open_tags, text))
        return found

    @property
    def text(self):
        return "".join(text for open_tags, text in self.texts if "style" not in open_tags)


def page_of(*texts, names=None, **options):
    """The page over files with these texts; a refusal stands for one that cannot be read."""
    files = []
    for at, text in enumerate(texts):
        try:
            files.append(((names or {}).get(at, f"{at}.yaml"), read_whole(text)))
        except SheetUnreadable as refused:
            files.append(((names or {}).get(at, f"{at}.yaml"), refused))
    return Page(page(audit_files(files, EDITIONS, **options)))
