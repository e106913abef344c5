"""What an owner of another site may leave out, bring along or get wrong: it builds, or one line says why."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
import second_site
import warm
from readers import soup

PAGE = "tutorials/basics/additions"


def python(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return warm.run(arguments[0], arguments[1:], root)


def build(root: Path) -> None:
    """Build every language, strictly; fail with what is said."""
    done = python(root, "bilingual_gallery", "build", "docs", "out", "-W")
    assert done.returncode == 0, done.stdout + done.stderr


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(dedent(text), encoding="utf-8")


# What an owner brings along.


def test_a_template_of_the_sites_own_stands_for_ours(tmp_path: Path) -> None:
    second_site.write(tmp_path, ("ko", "en"), 'templates_path = ["own"]\n')
    write(
        tmp_path, "docs/own/language-switch.html", "<nav class='mine'>{{ alternates|length }}</nav>"
    )
    build(tmp_path)
    page = soup(tmp_path / f"out/en/{PAGE}.html")
    assert [each.get_text() for each in page.select("nav.mine")] == ["2"]
    assert not page.select(".language-switch")


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_a_page_of_the_sites_own_goes_on_from_ours(tmp_path: Path, theme: str) -> None:
    more = f'html_theme = "{theme}"\ntemplates_path = ["own"]\n'
    second_site.write(tmp_path, ("ko", "en"), more)
    own = '{% extends "!page.html" %}{% block extrahead %}{{ super() }}<meta name="mine">{% endblock %}'
    write(tmp_path, "docs/own/page.html", own)
    build(tmp_path)
    page = soup(tmp_path / f"out/en/{PAGE}.html")
    assert page.select_one("meta[name=mine]")
    assert page.select_one("meta[http-equiv=Content-Security-Policy]")
    assert len(page.select(".language-switch a")) == 2
    assert len(page.select("head link[hreflang]")) == 3


def test_a_static_file_of_the_sites_own_stands_for_ours(tmp_path: Path) -> None:
    second_site.write(tmp_path, ("ko", "en"), 'html_static_path = ["own"]\n')
    write(tmp_path, "docs/own/tutorial.css", "p { color: red; }")
    write(tmp_path, "docs/own/language.js", "window.mine = 1;")
    build(tmp_path)
    static = tmp_path / "out" / "en" / "_static"
    assert "p { color: red; }" in (static / "site.css").read_text(encoding="utf-8")
    assert "article .made-with {" not in (static / "site.css").read_text(encoding="utf-8")
    assert (static / "language.js").read_text(encoding="utf-8") == "window.mine = 1;"
    script = (static / "site.js").read_text(encoding="utf-8")
    assert script.count("window.mine = 1;") == 1
    assert "readingPlace = (" not in script


def test_what_conf_py_sets_counts_for_more_than_our_defaults(tmp_path: Path) -> None:
    more = dedent("""\
        html_copy_source = True
        myst_enable_extensions = ["deflist"]
        sphinx_gallery_conf = {"image_srcset": [], "gallery_dirs": "guides"}
        """)
    second_site.write(tmp_path, ("en",), more)
    text = "# Home\n\n```{toctree}\nguides/basics/index\n```\n\nTerm\n: Meaning\n\n:::{note}\nFenced\n:::\n"
    write(tmp_path, "docs/en/index.md", text)
    build(tmp_path)
    home = soup(tmp_path / "out/en/index.html")
    assert home.select_one("dl dt").get_text(strip=True) == "Term"
    assert "Fenced" in home.select_one(".note").get_text()  # ours is added, not replaced
    assert (tmp_path / "out/en/guides/basics/additions.html").is_file()
    assert (tmp_path / "out/en/_sources/index.md.txt").is_file()


# What an owner leaves out.


def glossary(root: Path) -> None:
    term = """\
        [[term]]
        id = "vector"
        names = { ko = "벡터", en = "vector" }
        meaning.ko = "수를 늘어놓은 것입니다."
        meaning.en = "Numbers in a row."
        """
    write(root, "docs/glossary.toml", term)
    for home in root.glob("docs/*/index.md"):
        home.write_text(home.read_text().replace("index\n```", "index\nglossary\n```"))
        home.with_name("glossary.md").write_text("# Glossary\n\n```{glossary-terms}\n```\n")


def test_a_glossary_may_lack_a_language(tmp_path: Path) -> None:
    more = 'bilingual_gallery_glossary = "glossary.toml"\n'
    second_site.write(tmp_path, ("ko", "en", "ja"), more)
    glossary(tmp_path)
    build(tmp_path)
    terms = {
        code: len(soup(tmp_path / f"out/{code}/glossary.html").select("dt"))
        for code in ("en", "ja")
    }
    assert terms == {"en": 1, "ja": 0}


def test_a_language_may_have_no_file_in_lang(tmp_path: Path) -> None:
    second_site.write(tmp_path, ("en", "sw"))
    build(tmp_path)
    page = soup(tmp_path / f"out/sw/{PAGE}.html")
    assert page.html["lang"] == "sw"
    assert "The total is shown by" in page.get_text()
    assert page.select_one(".tutorial-downloads a").get_text() == "Download the notebook"


def test_one_language_alone_has_no_bar_and_the_chooser_leads_on(tmp_path: Path) -> None:
    second_site.write(tmp_path, ("en",))
    build(tmp_path)
    page = soup(tmp_path / f"out/en/{PAGE}.html")
    assert not page.select(".language-bar, .compare")
    chooser = soup(tmp_path / "out/index.html")
    assert chooser.select_one("meta[http-equiv=refresh]")["content"] == "0; url=en/index.html"


# What an owner gets wrong: the build fails, and one line says what to mend.

WRONG: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "an-unknown-theme": (
        'html_theme = "nosuch"\n',
        lambda root: None,
        r"docs/conf\.py:6: there is no theme 'nosuch'; install it, or choose another",
    ),
    "no-header-of-the-gallery": (
        "",
        lambda root: (root / "gallery/GALLERY_HEADER.rst").unlink(),
        r"gallery/GALLERY_HEADER\.rst:1: is missing; write the gallery's title",
    ),
    "no-header-of-a-section": (
        "",
        lambda root: (root / "gallery/basics/GALLERY_HEADER.rst").unlink(),
        r"gallery/basics/additions\.py:1: its folder has no GALLERY_HEADER\.rst, .* add one",
    ),
    "no-gallery": (
        "",
        lambda root: shutil.rmtree(root / "gallery"),
        r"docs/conf\.py:1: examples_dirs has \.\./\.\./gallery, which is no folder; make it",
    ),
    "no-folder-of-any-language": (
        "",
        lambda root: (shutil.rmtree(root / "docs/ko"), shutil.rmtree(root / "docs/en")),
        r"docs/ko/index\.md:1: is missing; write the home page, with a toctree .*",
    ),
    "no-home-page": (
        "",
        lambda root: (root / "docs/en/index.md").unlink(),
        r"docs/en/index\.md:1: is missing; write the home page, with a toctree .*",
    ),
    "no-file-of-terms": (
        'bilingual_gallery_glossary = "glossary.toml"\n',
        lambda root: None,
        r"docs/glossary\.toml:1: No such file or directory; name the right file .*",
    ),
    "a-template-bridge": (
        'template_bridge = "sphinx.jinja2glue.BuiltinTemplateLoader"\n',
        lambda root: None,
        "WARNING: template_bridge in conf.py keeps out the templates of bilingual_gallery: .*templates.*",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, case: str) -> None:
    more, spoil, expected = WRONG[case]
    second_site.write(tmp_path, ("ko", "en"), more)
    spoil(tmp_path)
    done = python(tmp_path, "bilingual_gallery", "build", "docs", "out", "-W")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Traceback" not in said
    told = [line for line in said.splitlines() if re.fullmatch(rf"(?:\w\w: )?(?:{expected})", line)]
    assert len(told) == 1, said


# Sphinx's own command.


def test_sphinx_builds_the_language_of_the_folder_that_it_is_given(tmp_path: Path) -> None:
    second_site.write(tmp_path, ("ko", "en"), 'language = "ko"\n')
    for code, word in (("ko", "노트북 내려받기"), ("en", "Download the notebook")):
        done = python(tmp_path, "sphinx", "-q", "-W", "-c", "docs", f"docs/{code}", f"out/{code}")
        assert done.returncode == 0, done.stderr
        page = soup(tmp_path / f"out/{code}/{PAGE}.html")
        assert page.html["lang"] == code
        assert page.select_one(".tutorial-downloads a").get_text() == word


@pytest.mark.parametrize(
    ("arguments", "out"), [(["docs", "out"], "out"), (["-M", "html", "docs", "out"], "out/html")]
)
def test_sphinx_on_the_folder_of_conf_py_says_what_to_run(
    tmp_path: Path, arguments: list[str], out: str
) -> None:
    second_site.write(tmp_path, ("ko", "en"))
    done = python(tmp_path, "sphinx", *arguments)
    assert done.returncode != 0
    assert done.stderr.strip() == (
        f"docs has a folder for each language; build all of them with `bilingual-gallery build docs {out}`, "
        f"or one with `sphinx-build -c docs docs/ko {out}`"
    )


def test_every_link_of_dirhtml_leads_to_a_page(tmp_path: Path) -> None:
    second_site.write(tmp_path, ("ko", "en"))
    for code in ("ko", "en"):
        options = ["-q", "-W", "-b", "dirhtml", "-c", "docs"]
        done = python(tmp_path, "sphinx", *options, f"docs/{code}", f"out/{code}")
        assert done.returncode == 0, done.stderr
    pages = [tmp_path / "out" / "ko" / PAGE / "index.html", tmp_path / "out" / "ko" / "index.html"]
    for page in pages:
        links = soup(page).select(".language-switch a, .tutorial-downloads a, link[hreflang=en]")
        assert len(links) >= 3
        for link in links:
            target = (page.parent / link["href"]).resolve()
            assert (target / "index.html" if link["href"].endswith("/") else target).is_file()
    form = soup(tmp_path / "out/ko/search/index.html").select_one(".search-page .search-form")
    assert form.has_attr("data-folders")
