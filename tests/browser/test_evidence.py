"""Files of evidence in a browser: chosen or dropped, with progress, refused in words, removed."""

import pytest

from tests.browser.axe import violations
from tests.evidence.samples import SVG, jpg, pdf

DROP = """([form, names]) => {
    const data = new DataTransfer();
    names.forEach(([name, text]) => data.items.add(new File([text], name)));
    const how = {dataTransfer: data, bubbles: true, cancelable: true};
    form.dispatchEvent(new DragEvent("drop", how));
}"""


@pytest.fixture
def page(open_window, places):
    """The page of a row without files; what the test left is removed."""
    page = open_window("lijing").new_page()
    address = places["evidence row"]
    page.goto(address)
    yield page
    page.goto(address)
    while page.get_by_text("移除…").count():
        page.get_by_text("移除…").first.click()
        page.get_by_label("移除原因").first.fill("试验")
        page.get_by_role("button", name="移除这份文件").first.click()
    page.close()


def chosen(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def send(page, *files):
    page.get_by_label("选择文件").set_input_files(list(files))
    page.get_by_role("button", name="上传", exact=True).click()


def finished(page, words):
    page.get_by_text(words).wait_for(state="attached")


def test_files_are_chosen_and_each_is_told_apart(page):
    send(page, chosen("通知.pdf", pdf(b"1")), chosen("x.png", SVG), chosen("空.pdf", b""))
    finished(page, "上传完毕：存入 1 份，未存入 2 份")
    lines = page.locator(".sending li").all_inner_texts()
    assert "已存入" in lines[0]
    assert "内容却是网页、XML 或脚本" in lines[1]
    assert "是空文件" in lines[2]
    assert page.get_by_role("heading", name="已上传 1 份").count() == 1
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert not violations(page)


def test_files_are_dropped_on_the_form(page):
    form = page.locator("form[data-upload]").element_handle()
    page.evaluate(DROP, [form, [["说明.txt", "培训 2530 人次"], ["a.exe", "MZ"]]])
    finished(page, "上传完毕：存入 1 份，未存入 1 份")
    assert page.get_by_role("link", name="说明.txt").count() == 1
    assert ".exe 是程序或脚本" in page.locator(".sending").inner_text()


LIMIT = """document.addEventListener("DOMContentLoaded", () =>
    document.querySelector("form[data-upload]").setAttribute("data-most", "10"))"""


def test_a_file_that_is_too_large_is_not_even_sent(page):
    page.add_init_script(LIMIT)
    page.reload()
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    send(page, chosen("大.pdf", pdf()))
    finished(page, "上传完毕：存入 0 份，未存入 1 份")
    assert "一个文件最多 20 MB，没有上传" in page.locator(".sending").inner_text()
    assert "POST" not in asked


def test_a_lost_network_is_told_and_the_file_can_be_sent_again(page):
    page.context.set_offline(True)
    send(page, chosen("照片.jpg", jpg(b"offline")))
    page.get_by_text("没有上传，请检查网络后重试").wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    finished(page, "已存入")


def test_without_script_the_form_sends_all_at_once(open_window, places):
    window = open_window("lijing", java_script_enabled=False)
    plain = window.new_page()
    plain.goto(places["evidence row"])
    send(plain, chosen("x.svg", SVG), chosen("通知.pdf", pdf(b"2")))
    plain.get_by_text("没有存入任何文件").wait_for()
    assert plain.get_by_text("已上传 0 份").count() == 1
    window.close()
