"""The Markdown beside each page, the lists of it for programs, and the button that copies it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.execution.output import Film, Output, Printed, Value, to_json
from bilingual_gallery.pages import output_markdown
from bilingual_gallery.source import markdown
from helpers import Site
from readers import soup
from trilingual import LANGUAGES, MORE, make_trilingual

CONF = """
html_theme = "furo"
bilingual_gallery_glossary = "glossary.toml"
bilingual_gallery_rules = {"language": "off"}
bilingual_gallery_titles = {"en": "Small things", "ko": "작은 것", "ja": "小さなこと"}
"""
GLOSSARY = """
[[term]]
id = "gradient"
names = { ko = "변화도", en = "gradient", ja = "勾配" }
meaning = { ko = "`x`의 기울기입니다.", en = "A slope in `x`.", ja = "`x` の傾きです。" }
"""
WRITTEN = """\
# {title}

:::{{only}} epub
In a book.
:::

:::{{only}} not epub
On the site: {{reading-time}}`blitz/small`.
:::

{{abbr}}`AD (automatic differentiation)` {words}[](tutorials/blitz/small.md#second-part)

```{{glossary-terms}}
```

```{{gallery-options}}
```

```{{tutorial-summary}}
```
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = make_trilingual(tmp_path_factory.mktemp("markdown"), CONF)
    docs = site.root / "docs"
    (docs / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    for language in LANGUAGES:
        text = WRITTEN.format(title=MORE[language], words="")
        (docs / language / "more.md").write_text(text, encoding="utf-8")
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def text_of(site: Site, language: str, name: str = "tutorials/blitz/small") -> str:
    path = site.root / "build/html" / language / f"{name}.md"
    return path.read_text(encoding="utf-8")


def test_a_tutorial_is_told_in_plain_markdown(site: Site) -> None:
    assert text_of(site, "en") == """\
# Sums & products

[This page on the site](small.html) · [한국어](../../../ko/tutorials/blitz/small.md) · \
[日本語](../../../ja/tutorials/blitz/small.md)

About 5 minutes of reading

The first paragraph leads to [the second part](small.html#second-part).

```python
# Add.
total = 1 + 2
print("total is", total)
```

```text
total is 3
```

## Second part

> **Note**
>
> The formula is $a^2$; [the other one](other.md) and [More to see](../../more.md) have more.

- One
- Two

![A dot](../../_images/dot.png)

<details>
<summary>Solution</summary>

```python
# The solution.
answer = total * 2
print(answer)
```

```text
6
```

</details>

<details>
<summary>Check your answer</summary>

```python
assert answer == 6
```

</details>

```python
total * 2
```

<details>
<summary>Show the output</summary>

```text
6
```

</details>

""" + text_of(site, "en").rpartition("\n\n")[2]  # fmt: skip
    assert text_of(site, "en").rpartition("\n\n")[2].startswith("Outputs made with Python")


def test_each_language_has_its_own(site: Site) -> None:
    assert text_of(site, "ja").startswith(
        "# 和と積\n\n[このページをサイトで読む](small.html) · [한국어]"
    )
    assert "> **참고**" in text_of(site, "ko")


def test_figures_and_links_of_the_markdown_lead_to_what_there_is(site: Site) -> None:
    assert "![Up](../../_images/sphx_glr_other_001.png)" in text_of(
        site, "ko", "tutorials/blitz/other"
    )
    build = site.root / "build/html"
    for path in build.rglob("*.md"):
        tokens = markdown.parse(path.read_text(encoding="utf-8"), SYNTAX)
        inlines = [each for token in tokens for each in token.children or ()]
        links = [str(each.attrs.get("href") or each.attrs.get("src") or "") for each in inlines]
        for link in filter(None, links):
            if not link.startswith("http"):
                assert (path.parent / link.partition("#")[0]).is_file(), (path, link)


def test_what_only_the_site_knows_is_told_too(site: Site) -> None:
    text = text_of(site, "en", "more")
    assert "On the site: 5 minutes." in text and "In a book" not in text
    assert "(tutorials/blitz/small.html#second-part)" in text
    assert "- **gradient** (변화도) (勾配)\n\n  A slope in `x`." in text
    assert (
        "- `bilingual_gallery_markdown`\n\n  ```python\n  bilingual_gallery_markdown: bool = True"
        in text
    )
    assert "| Sums & products | " in text
    assert "```{" not in text and ":::" not in text


def test_a_page_leads_to_its_markdown_and_its_script_carries_the_same_text(site: Site) -> None:
    build = site.root / "build/html/ko"
    for name, link in (
        ("tutorials/blitz/small", ".tutorial-downloads a.markdown"),
        ("more", ".page-copies a.markdown"),
        ("index", ""),
    ):
        page = soup(build / f"{name}.html")
        alternate = page.select_one('head link[type="text/markdown"]')
        assert alternate is not None
        assert ((build / name).parent / str(alternate["href"])).resolve() == build / f"{name}.md"
        script = (build / "_markdown" / f"{name}.js").read_text(encoding="utf-8")
        begin = "document.currentScript.markdown = "
        assert json.loads(script.removeprefix(begin).rstrip(";\n")) == text_of(site, "ko", name)
        assert {str(each["href"]) for each in page.select("article a.markdown")} == (
            {str(alternate["href"])} if link else set()
        )
        assert not link or page.select(link)


def test_programs_find_lists_of_one_language_and_of_all(site: Site) -> None:
    build = site.root / "build/html"
    assert (
        (build / "ko/llms.txt").read_text(encoding="utf-8")
        == """\
# 작은 것

> What ko readers find.

## 튜토리얼

- [다른 글](tutorials/blitz/other.md): 짧습니다.
- [합 & 곱](tutorials/blitz/small.md): 첫 문단의 둘째 절입니다.

## 페이지

- [Home ko](index.md): What ko readers find.
- [더 볼 것](more.md): AD
"""
    )
    whole = (build / "llms.txt").read_text(encoding="utf-8")
    assert whole.startswith(
        "# Small\n\n> 작은 것 · Small things · 小さなこと\n\n## 한국어\n\n- [작은 것](ko/llms.txt)\n"
    )
    links = [
        line.partition("](")[2].partition(")")[0] for line in whole.split("\n") if "](" in line
    ]
    assert len(links) == 9
    assert all((build / link).is_file() for link in links)


def test_the_markdown_of_a_page_that_is_gone_goes_too_and_authors_can_do_without(
    site: Site,
) -> None:
    conf = site.root / "docs" / "conf.py"
    before, build = conf.read_text(encoding="utf-8"), site.root / "build/html"
    made = {
        path: path.read_bytes()
        for path in build.rglob("*")
        if path.suffix in (".md", ".txt", ".js")
    }
    try:
        site.add_to_conf("bilingual_gallery_markdown = False\n")
        assert site.make().returncode == 0
        assert not [
            *build.rglob("*.md"),
            *build.glob("*/llms.txt"),
            *build.rglob("_markdown/**/*.js"),
        ]
        assert not (build / "llms.txt").exists()
        page = soup(site.page("en"))
        assert not page.select("a.markdown, #copy-page, link[type='text/markdown']")
    finally:
        conf.write_text(before, encoding="utf-8")
    assert site.make().returncode == 0
    assert {path: path.read_bytes() for path in made} == made


def test_outputs_are_told_as_a_reader_of_text_sees_them() -> None:
    def shown(*outputs: Output) -> str:
        return output_markdown.of(json.dumps(to_json(outputs)), lambda file: f"images/{file}")

    def value(**forms: str) -> Value:
        return Value({name.replace("_", "/"): text for name, text in forms.items()})

    table = "<table><td>1 &lt; 2</td></table>"
    assert shown(Printed("\x1b[31mred\x1b[0m\n")) == "```text\nred\n```"
    assert shown(Printed("```\n")) == "````text\n```\n````"
    assert shown(value(text_plain="<x>", text_html=table)) == "```text\n<x>\n```"
    assert shown(value(text_html=f"<style>p {{}}</style>{table}")) == "```text\n1 < 2\n```"
    assert shown(value(text_latex="$$x$$", text_plain="x")) == "$$x$$"
    cut = "The output was longer; 2,000 more characters are left out here."
    assert shown(Printed("a\n", 2000)) == f"```text\na\n```\n\n{cut}"
    film = Film("a.mp4", "a b.png", "A *wave*")
    assert shown(film) == r"![A \*wave\*](<images/a b.png>)"


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()


def told_by(tab: Any) -> str:
    status = tab.locator("#copy-page + .copy-status:not(:empty)")
    status.wait_for()
    return str(status.inner_text())


@pytest.mark.browser
@pytest.mark.parametrize("name", ["tutorials/blitz/small", "more"])
def test_a_button_copies_the_page_from_a_disk_by_keyboard(site: Site, tab: Any, name: str) -> None:
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    tab.goto((site.root / f"build/html/ko/{name}.html").as_uri())
    button = tab.locator(".copy-page")
    assert button.inner_text() == "페이지 복사"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert button.bounding_box()["height"] >= 24
    button.press("Enter")
    assert told_by(tab) == "페이지를 마크다운으로 복사했습니다"
    assert tab.evaluate("navigator.clipboard.readText()") == text_of(site, "ko", name)
    assert told == []


@pytest.mark.browser
def test_a_reader_is_told_where_the_page_cannot_be_copied(site: Site, tab: Any) -> None:
    tab.add_init_script("delete Navigator.prototype.clipboard")
    tab.goto((site.root / "build/html/ko/more.html").as_uri())
    tab.locator(".copy-page").click()
    assert told_by(tab) == "복사하지 못했습니다. Markdown 링크를 열어 복사하세요."
