"""A build after an edit gives the bytes that a clean build gives, whatever was edited."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import TUTORIAL, Site, dressed
from readers import digests, written

# Edits in a row. Two rows hold every kind of edit once; all four, twice.
EDITS = 10
SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))]

WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()


def tutorial(title: str) -> str:
    return TUTORIAL.replace("작은 안내서", f"{title} 안내서").replace(
        "A small guide", f"The guide {title}"
    )


def scripts(site: Site) -> list[Path]:
    return sorted((site.root / "gallery/blitz").glob("*.py"))


def others(site: Site) -> list[Path]:
    """The scripts that no page refers to by name."""
    return [path for path in scripts(site) if path.stem != "one"]


def change(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, new, text, count=1), encoding="utf-8")


def set_option(site: Site, name: str, value: str) -> None:
    """Set an option of conf.py, once."""
    conf = site.root / "docs/conf.py"
    kept = [line for line in conf.read_text().splitlines() if not line.startswith(f"{name} =")]
    conf.write_text("\n".join([*kept, f"{name} = {value}"]) + "\n")


# The kinds of edits: each changes the site's sources by a word that it is given.
Edit = Callable[[Site, random.Random, str], None]


def a_title(site: Site, chance: random.Random, word: str) -> None:
    change(chance.choice(scripts(site)), r"# # The guide \w+", f"# # The guide {word}")


def a_heading(site: Site, chance: random.Random, word: str) -> None:
    path = chance.choice(scripts(site))
    change(path, r"# ## Second section.*", f"# ## Second section {word}")
    for _ in site.languages:
        change(path, r"\(#second-section[\w-]*\)(?!X)", f"(#second-section-{word})X")
    path.write_text(path.read_text(encoding="utf-8").replace(")X", ")"), encoding="utf-8")


def prose(site: Site, chance: random.Random, word: str) -> None:
    change(chance.choice(scripts(site)), r"첫 문단입니다\.( \w+\.)?", f"첫 문단입니다. {word}.")


def code(site: Site, chance: random.Random, word: str) -> None:
    change(chance.choice(scripts(site)), r'print\("total is( \w+)?"', f'print("total is {word}"')


def a_comment(site: Site, chance: random.Random, word: str) -> None:
    change(chance.choice(scripts(site)), r"# en: Add.*", f"# en: Add the {word}.")


def a_new_script(site: Site, chance: random.Random, word: str) -> None:
    site.script(f"t_{word}").write_text(tutorial(word), encoding="utf-8")


def a_name(site: Site, chance: random.Random, word: str) -> None:
    chance.choice(others(site)).rename(site.script(f"r_{word}"))


def one_less(site: Site, chance: random.Random, word: str) -> None:
    if len(others(site)) > 1:
        chance.choice(others(site)).unlink()


def the_order(site: Site, chance: random.Random, word: str) -> None:
    keys = ["FileNameSortKey", "FileSizeSortKey", "ExampleTitleSortKey", "NumberOfCodeLinesSortKey"]
    change(site.root / "docs/conf.py", r"sorting\.\w+", f"sorting.{chance.choice(keys)}")


def a_sections_header(site: Site, chance: random.Random, word: str) -> None:
    header = site.root / "gallery/blitz/GALLERY_HEADER.rst"
    header.write_text(f"Blitz {word}\n{'=' * 20}\n\nAll {word}.\n")


def the_sites_name(site: Site, chance: random.Random, word: str) -> None:
    set_option(site, "bilingual_gallery_titles", repr({"en": f"Site {word}"}))


def the_address(site: Site, chance: random.Random, word: str) -> None:
    set_option(site, "bilingual_gallery_site_url", repr(f"https://example.org/{word}/"))


def the_copyright(site: Site, chance: random.Random, word: str) -> None:
    set_option(site, "copyright", repr(word))


def a_sheet(site: Site, chance: random.Random, word: str) -> None:
    folder = site.root / "docs/_static"
    folder.mkdir(exist_ok=True)
    (folder / "own.css").write_text(f".{word} {{ color: red; }}\n")
    set_option(site, "html_static_path", "['_static']")
    set_option(site, "html_css_files", "['own.css']")


def the_icon(site: Site, chance: random.Random, word: str) -> None:
    icon = site.root / "docs/favicon.svg"
    icon.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><title>{word}</title></svg>')


def a_template(site: Site, chance: random.Random, word: str) -> None:
    template = site.root / "docs/_templates/page.html"
    footer = "{% extends '!page.html' %}{% block footer %}{{ super() }}<p>WORD</p>{% endblock %}"
    template.write_text(footer.replace("WORD", word))


def the_glossary(site: Site, chance: random.Random, word: str) -> None:
    names = f'id = "{word}"\nnames = {{ ko = "문단", en = "paragraph" }}\n'
    (site.root / "docs/glossary.toml").write_text(f"[[term]]\n{names}")


def a_written_page(site: Site, chance: random.Random, word: str) -> None:
    """In one language; the other's page of that name, if there is one, leads there from now on."""
    language = chance.choice(site.languages)
    page = site.root / f"docs/{language}/pages/{chance.choice(('first', 'second'))}.md"
    if page.exists() and chance.random() < 0.4:
        page.unlink()
    else:
        page.write_text(f"# Page {word}\n\n## Part {word}\n\nText.\n")


def the_home_page(site: Site, chance: random.Random, word: str) -> None:
    """It names another page and a section by their titles, and lists what is in all of them."""
    links = "[](/tutorials/blitz/one.md) {doc}`tutorials/blitz/one` {ref}`search`"
    contents = ":maxdepth: 3\n:glob:\n\ntutorials/blitz/index\npages/*\nglossary"
    for language in site.languages:
        (site.root / f"docs/{language}/index.md").write_text(
            f"# Home {word}\n\n{links}\n\n```{{toctree}}\n{contents}\n```\n"
        )


def a_file_beside(site: Site, chance: random.Random, word: str) -> None:
    (site.root / "gallery/blitz/data.txt").write_text(word)


KINDS: tuple[Edit, ...] = (
    *(a_title, a_heading, prose, code, a_comment, a_new_script, a_name, one_less, the_order),
    *(a_sections_header, the_sites_name, the_address, the_copyright, a_sheet, the_icon, a_template),
    *(the_glossary, a_written_page, the_home_page, a_file_beside),
)


CONF = """
bilingual_gallery_glossary = "glossary.toml"
suppress_warnings = ["bilingual_gallery"]  # of pages in one language
"""


def build(site: Site) -> None:
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr


def clean(site: Site, root: Path) -> Site:
    """The same sources in another folder, with nothing built; what was run is kept."""
    shutil.copytree(site.root / "gallery", root / "gallery")
    generated = [f"docs/{language}/tutorials" for language in site.languages]
    shutil.copytree(
        site.root / "docs",
        root / "docs",
        ignore=lambda folder, names: {
            name for name in names if str(Path(folder, name).relative_to(site.root)) in generated
        },
    )
    shutil.copytree(site.root / "build/outputs", root / "build/outputs")
    return Site(root, site.languages)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_build_after_an_edit_gives_the_bytes_of_a_clean_one(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    site = dressed(tmp_path / "site", {name: tutorial(name) for name in ("one", "two", "three")})
    site.add_to_conf(CONF)
    for language in site.languages:
        page = "# Glossary\n\n```{glossary-terms}\n```\n"
        (site.root / f"docs/{language}/glossary.md").write_text(page)
        (site.root / f"docs/{language}/pages").mkdir()
        (site.root / f"docs/{language}/pages/last.md").write_text("# The last page\n")
    for begin in (the_glossary, the_home_page, a_written_page):
        begin(site, chance, "begin")
    build(site)
    kinds = [KINDS[(seed * EDITS + at) % len(KINDS)] for at in range(EDITS)]
    chance.shuffle(kinds)
    for at, edit in enumerate(kinds):
        edit(site, chance, f"{chance.choice(WORDS)}{at}")
        build(site)
        whole = clean(site, tmp_path / f"clean{at}")
        build(whole)
        ours, theirs = digests(site.root / "build/html"), digests(whole.root / "build/html")
        differ = [name for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)]
        assert differ == [], f"after edit {at}, {edit.__name__}"
        shutil.rmtree(whole.root)


def test_a_page_leads_to_the_language_that_has_it_from_then_on(tmp_path: Path) -> None:
    site = dressed(tmp_path / "site", {"one": tutorial("one")})
    site.add_to_conf('suppress_warnings = ["bilingual_gallery"]\n')
    (site.root / "docs/en/alone.md").write_text("---\norphan: true\n---\n# Alone\n")
    build(site)
    page = site.root / "build/html/en/alone.html"
    assert "../ko/alone.html" not in page.read_text(encoding="utf-8")
    (site.root / "docs/ko/alone.md").write_text("---\norphan: true\n---\n# 둘이서\n")
    build(site)
    assert "../ko/alone.html" in page.read_text(encoding="utf-8")


def test_how_a_page_begins_writes_it_and_what_shows_its_beginning(tmp_path: Path) -> None:
    site = dressed(tmp_path / "site", {name: tutorial(name) for name in ("a", "b", "c", "d")})
    build(site)
    pages = site.root / "build/html/ko/tutorials/blitz"
    before = written(pages)
    change(site.script("c"), "첫 문단입니다.", "첫 문단이었습니다.")
    build(site)
    after = written(pages)
    again = {name for name in after if name.endswith(".html") and after[name] != before[name]}
    assert again == {"c.html", "b.html", "index.html"}
    assert "첫 문단이었습니다." in (pages / "b.html").read_text(encoding="utf-8")
