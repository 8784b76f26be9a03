"""The HTML page in a real browser: languages, filters, jumps, keyboard, print, phone, and hostile text."""

from functools import partial

import pypdfium2
import pytest

import html_reports as made
from browser import chromium, find_chromium, opened
from kpilint import api
from kpilint.outputs.html import packed
from kpilint.outputs.html import page as page_module

pytest.importorskip("playwright.sync_api", reason="no playwright (pip install 'kpilint[dev]')")
if find_chromium() is None:
    pytest.skip("no Chromium on the path, nor named by KPILINT_CHROMIUM", allow_module_level=True)

EXAMPLE = "examples/tables.yaml"


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")

    def written(name, report):
        path = folder / f"{name}.html"
        path.write_text(made.page(report), encoding="utf-8", newline="")
        return path

    return written


@pytest.fixture(scope="module")
def example(write, pytestconfig):
    return write("example", api.check([str(pytestconfig.rootpath / EXAMPLE)]))


@pytest.fixture(scope="module")
def several(write):
    """More tables than stand open from the start."""
    return write("several", made.many(250))


@pytest.fixture(scope="module")
def thousands(write):
    return write("thousands", made.many(5000))


@pytest.fixture
def page(browser, example):
    with opened(browser, example) as watched:
        yield watched.page
        assert (watched.errors, watched.dialogs, watched.strangers) == ([], [], [])


@pytest.fixture
def folded(browser, several):
    with opened(browser, several) as watched:
        yield watched.page
        assert (watched.errors, watched.dialogs, watched.strangers) == ([], [], [])


def shown_notes(page):
    return page.locator(".note:visible").count()


def focused(page):
    return page.evaluate("document.activeElement.id")


def wait_for_count(page, text):
    page.wait_for_function("text => document.getElementById('filter-count').textContent.includes(text)", arg=text)


def test_the_whole_page_changes_its_language(page):
    assert page.title() == "绩效目标检查报告"
    page.get_by_role("button", name="English").click()
    assert page.title() == "Performance target check"
    assert page.locator("html").get_attribute("lang") == "en"
    for chinese in ("总览", "筛选问题", "扣分明细", "平均分", "下一个问题"):
        assert not page.get_by_text(chinese, exact=False).first.is_visible()
    assert page.locator("#filter-count").inner_text() == "Showing 43 of 43 entries, 3 of 3 tables"
    assert "completeness" in page.locator('[data-chart="items"] svg').text_content()
    page.get_by_role("button", name="中文").click()
    assert page.locator("#filter-count").inner_text() == "显示 43 / 43 条，3 / 3 张表"


def test_charts_are_drawn_beside_their_figures(page):
    assert page.locator(".chart svg path").count() > 20
    assert "模糊表述" in page.locator('[data-chart="families"] svg').text_content()


def test_a_bar_of_a_chart_filters_by_what_it_shows(page):
    page.locator('[data-chart="families"] svg').scroll_into_view_if_needed()
    box = page.locator('[data-chart="families"] .canvas').bounding_box()
    page.mouse.click(box["x"] + 0.3 * box["width"], box["y"] + 46)  # the first bar's first part
    wait_for_count(page, "5 / 43")
    assert page.locator('#filter input[value="vague"]').is_checked()
    assert page.locator('#filter input[value="error"]').is_checked()


def test_filters_by_severity_family_and_text_work_together(page):
    assert shown_notes(page) == 43
    page.get_by_label("错误").check()
    wait_for_count(page, "14 / 43")
    assert shown_notes(page) == 14
    page.get_by_label("计量单位").check()
    wait_for_count(page, "5 / 43")
    page.locator("#filter-text").fill("不是计量单位")
    wait_for_count(page, "2 / 43 条，1 / 3 张表")
    assert page.locator("details.table:visible").count() == 1
    assert page.locator("#table-list tbody tr:visible").count() == 1
    assert page.locator(".form .mark:visible").count() == 2
    page.get_by_role("button", name="清除筛选").click()
    assert shown_notes(page) == 43


def test_text_that_nothing_has_says_so(page):
    page.locator("#filter-text").fill("没有这样的文字")
    wait_for_count(page, "0 / 43")
    assert page.get_by_text("没有符合条件的问题").is_visible()


def test_text_finds_tables_by_name_and_findings_by_indicator(folded):
    folded.locator("#filter-text").fill("第7片区")
    wait_for_count(folded, "1 / ")
    assert folded.locator("details.table:visible").count() == 1
    folded.locator("#filter-text").fill("水质达标")
    folded.wait_for_function("() => document.querySelectorAll('details.table:not([hidden])').length > 1")


def test_from_finding_to_cell_and_back_by_keyboard(page):
    page.locator("#f0-0-2 > a.sev").focus()
    page.keyboard.press("Enter")
    cell = focused(page)
    assert cell.startswith("c0-0-")
    assert page.locator(f"#{cell}").evaluate("one => one.classList.contains('found')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "f0-0-2"
    page.go_back()
    page.wait_for_function("id => document.activeElement.id === id", arg=cell)


def test_next_and_previous_finding_go_through_what_is_shown(page):
    page.get_by_label("必改").check()
    wait_for_count(page, "4 / 43")
    seen = []
    for _ in range(4):
        page.get_by_role("button", name="下一个问题").click()
        seen.append(focused(page))
    assert seen[0] == "f0-0-0"
    assert len(set(seen)) == 4
    assert all(page.locator(f"#{one}").evaluate("one => one.classList.contains('blocker')") for one in seen)
    page.get_by_role("button", name="上一个问题").click()
    assert focused(page) == seen[-2]


def test_a_rule_is_explained_where_it_is_named(page):
    page.locator("#f0-0-0 a.why").click()
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    assert "placeholder/template-goal" in dialog.inner_text()
    assert "绩效目标只有模板文字" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_a_link_opens_a_folded_table_and_an_address_does_too(browser, several, folded):
    assert folded.locator("details.table[open]").count() == 0
    folded.locator("#table-list tbody tr a").nth(5).click()
    assert folded.locator("#t0-5").evaluate("one => one.open")
    assert folded.locator("#t0-5 .form").first.is_visible()
    with opened(browser, several) as watched:
        watched.page.goto(f"{watched.url}#f0-9-3")
        watched.page.wait_for_function("() => document.activeElement.id === 'f0-9-3'")
        assert watched.page.locator("#f0-9-3").is_visible()


def test_tables_sort_by_score_and_by_name(page):
    def first():
        return page.locator("#table-list tbody tr").first.inner_text()

    head = page.locator("#table-list thead th").first
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert "22.8" in first()
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert "65.7" in first()


def test_a_phone_shows_the_page_without_sideways_scrolling(browser, example):
    with opened(browser, example, width=360, height=740) as watched:
        for lang in ("zh", "en"):
            watched.page.locator(f'[data-to="{lang}"]').click()
            assert watched.page.evaluate("document.documentElement.scrollWidth") == 360
        note, row = (watched.page.locator(one).bounding_box() for one in ("#f0-0-2", "#r0-0-0 th"))
        assert note["y"] > row["y"]
        assert note["width"] > 250


def test_prints_on_a4_with_everything_unfolded(browser, several):
    with opened(browser, several) as watched:
        data = watched.page.pdf(prefer_css_page_size=True)
        assert watched.page.locator("details.table[open]").count() == 0
        count = watched.page.evaluate("findings.length")
    document = pypdfium2.PdfDocument(data)
    try:
        sizes = {tuple(round(one) for one in document[at].get_size()) for at in range(len(document))}
        pages = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    finally:
        document.close()
    assert sizes == {(595, 842)}
    assert sum(page.count("绩效目标表\r\n项目编码") for page in pages) <= len(pages)
    assert sum(page.count("扣分明细") for page in pages) == len(made.many(250).documents[0].tables)
    assert sum(page.count("没有写明可查的文件") for page in pages) > count / 5


def test_without_scripts_all_findings_are_still_there(browser, example):
    with opened(browser, example, java_script_enabled=False) as watched:
        assert watched.page.locator(".note:visible").count() == 43
        assert watched.page.locator("noscript > p.hint").inner_text().startswith("浏览器没有运行脚本")
        assert not watched.page.locator("#filter").is_visible()
        assert watched.page.locator('h5 [lang="zh"]:visible').count() >= 3
        assert watched.page.locator('[lang="en"]:visible').count() == 0


def test_hostile_text_runs_nothing_and_is_shown(browser, write):
    with opened(browser, write("hostile", made.hostile())) as watched:
        page = watched.page
        page.get_by_role("button", name="全部展开").click()
        page.get_by_role("button", name="English").click()
        page.locator("#filter-text").fill("alert")
        page.wait_for_timeout(300)
        page.mouse.move(400, 400)
        assert (watched.errors, watched.dialogs, watched.strangers) == ([], [], [])
        assert page.locator("img, iframe, script:not([type])").count() == 2
        text = page.locator("main").inner_text()
        for attack in made.ATTACKS[:7]:
            assert attack in text
        page.locator("#filter-text").fill("")
        assert "U+202E" in page.locator("main").inner_text()


@pytest.mark.parametrize("width", [1280, 360])
def test_no_barrier_that_axe_finds(browser, write, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-playwright-python")
    report = made.excused(
        made.report_of(made.table(made.row("水质达标率", "及时", basis="相关政策"), made.row("管网长度")))
    )
    with opened(browser, write(f"axe{width}", report), width=width) as watched:
        for one in ("summary >> nth=-1", "details.fold >> nth=-1 >> summary"):
            watched.page.locator(one).click()
        found = axe.Axe().run(watched.page).response["violations"]
    assert [(one["id"], one["impact"], [node["html"] for node in one["nodes"]][:2]) for one in found] == []


@pytest.mark.slow
def test_five_thousand_findings_stay_usable(browser, thousands):
    timed = """async (value) => {
        const started = performance.now();
        document.getElementById("filter-text").value = value;
        filter();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
        return performance.now() - started;
    }"""
    with opened(browser, thousands) as watched:
        page = watched.page
        assert page.evaluate("findings.length") >= 5000
        assert page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive") < 10_000
        times = [page.evaluate(timed, word) for word in ("及时", "管网", "", "相关政策", "")]
        assert sorted(times)[2] < 200
        assert page.evaluate("document.querySelectorAll('*').length") < 30_000
        page.get_by_role("button", name="下一个问题").click()
        assert page.locator("#f0-0-0").is_visible()


def test_packed_tables_open_are_found_and_print_as_others_do(browser, write, monkeypatch):
    monkeypatch.setattr(page_module, "insides", partial(packed.insides, most=0))
    path = write("packed", made.many(250))
    with opened(browser, path) as watched:
        page = watched.page
        page.locator("#table-list tbody a").last.click()
        assert page.locator("details.table[open] .note").first.is_visible()
        page.fill("#filter-text", "饮水 不是")
        wanted = page.evaluate("findings.filter((one) => textOf(one).includes('不是')).length")
        wait_for_count(page, f"{wanted:,} / ")
        page.locator("#filter button, [form=filter][type=reset]").first.click()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("li.note").count() == page.evaluate("findings.length")
        assert (watched.errors, watched.dialogs, watched.strangers) == ([], [], [])
    with opened(browser, path, java_script_enabled=False) as watched:
        assert "压缩" in watched.page.locator("noscript > p.hint").inner_text()
