"""Accessibility as axe-core sees it: https://github.com/dequelabs/axe-core."""

from axe_playwright_python.sync_playwright import Axe

# The rules of WCAG 2.2 AA and axe's best practices; `target-size` is off unless asked for.
EVERY_RULE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
_AXE = Axe()


def violations(page, options=EVERY_RULE) -> list[str]:
    """Return what axe finds, one line a rule and element.

    The window is made as tall as the page meanwhile: else the sticky foot of a long page covers
    what the reader would scroll to, and its targets are reported as too small.
    """
    size = page.viewport_size
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(tall, size["height"])})
    found = _AXE.run(page, options=options).response["violations"]
    page.set_viewport_size(size)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]
