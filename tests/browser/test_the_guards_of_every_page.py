"""The guards themselves: each finds the fault that is put before it."""

import pytest

from tests.browser.axe import COLOURS, violations
from tests.browser.watch import Watch


@pytest.fixture
def sign_in_page(open_window):
    window = open_window()
    yield window.new_page()
    window.close()


def with_fault(page, address, before, after):
    """Open a page of ours whose text is changed on the way; its headers stay."""

    def change(route):
        answer = route.fetch()
        assert before in (text := answer.text())
        route.fulfill(response=answer, body=text.replace(before, after))

    page.route(address, change)
    page.goto(address)


def test_axe_finds_a_field_without_its_label(sign_in_page):
    with_fault(sign_in_page, "/signin/", 'for="id_username"', 'for="id_nobody"')
    assert any(line.startswith("label: #id_username") for line in violations(sign_in_page))


def test_axe_finds_a_target_that_is_too_small(sign_in_page):
    small = '<p><button class="tiny">1</button><button class="tiny">2</button></p></form>'
    with_fault(sign_in_page, "/signin/", "</form>", small)
    sign_in_page.evaluate(
        "document.querySelectorAll('.tiny').forEach(found => found.style.cssText ="
        " 'width: 12px; height: 12px; padding: 0; min-height: 0')"
    )
    assert any(line.startswith("target-size") for line in violations(sign_in_page))


@pytest.mark.parametrize("scheme, ink", [("light", "#bbb"), ("dark", "#444")])
def test_axe_finds_ink_too_faint_for_its_paper_in_both_schemes(sign_in_page, scheme, ink):
    sign_in_page.emulate_media(color_scheme=scheme)
    sign_in_page.goto("/signin/")
    sign_in_page.locator("h1").evaluate("(found, ink) => { found.style.color = ink; }", ink)
    assert any(line.startswith("color-contrast: h1") for line in violations(sign_in_page, COLOURS))


def test_the_watch_sees_a_script_that_the_policy_refuses(sign_in_page):
    watch = Watch(sign_in_page)
    with_fault(sign_in_page, "/signin/", "</main>", "</main><script>window.ran = true</script>")
    assert sign_in_page.evaluate("window.ran") is None
    assert any("Content Security Policy" in problem for problem in watch.problems)


@pytest.mark.parametrize("style", ["style='color: red'", "onclick='alert(1)'"])
def test_the_watch_sees_style_and_script_inside_a_tag(sign_in_page, style):
    watch = Watch(sign_in_page)
    with_fault(sign_in_page, "/signin/", "<h1>", f"<h1 {style}>")
    assert watch.problems


def test_the_watch_sees_a_picture_from_elsewhere(sign_in_page):
    watch = Watch(sign_in_page)
    picture = '<img src="http://127.0.0.1:9/elsewhere.png" alt="">'
    with_fault(sign_in_page, "/signin/", "</main>", f"{picture}</main>")
    assert watch.problems


def test_the_watch_sees_a_file_that_is_missing(sign_in_page):
    watch = Watch(sign_in_page, expected=(200,))
    with_fault(sign_in_page, "/signin/", "</main>", '<img src="/static/none.png" alt=""></main>')
    assert watch.problems
