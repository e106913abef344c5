"""Whole builds of small galleries with real Sphinx."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

import bilingual_gallery
import pytest
from bilingual_gallery.execution.cache import OutputCache
from helpers import TUTORIAL, Site, make_site
from readers import soup


def state(folder: Path) -> dict[str, tuple[int, str]]:
    """Every page below the folder: when it was written, and a digest of it."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".html", ".md", ".ipynb", ".py", ".png", ".zip")
    }


def test_each_page_has_its_own_language_and_no_other(built: Site) -> None:
    korean, english = built.page("ko").read_text(), built.page("en").read_text()
    assert "첫 문단입니다." in korean
    assert "The first paragraph" not in korean
    assert "The first paragraph" in english
    assert "첫 문단입니다." not in english


def test_code_and_outputs_are_the_same_on_every_page(built: Site) -> None:
    def blocks(language: str, kind: str) -> list[str]:
        return [block.get_text() for block in soup(built.page(language)).select(kind)]

    assert blocks("ko", ".sphx-glr-script-out") == blocks("en", ".sphx-glr-script-out")
    assert "total is 3" in blocks("ko", ".sphx-glr-script-out")[0]
    korean, english = blocks("ko", ".highlight-python"), blocks("en", ".highlight-python")
    assert korean[1:] == english[1:]
    assert "# 값을 더합니다." in korean[0]
    assert korean[0].replace("값을 더합니다.", "Add the values.") == english[0]


def test_section_ids_are_the_same_in_every_language(built: Site) -> None:
    ids = [
        [section["id"] for section in soup(built.page(x)).select("section")] for x in ("ko", "en")
    ]
    assert ids[0] == ids[1] == ["a-small-guide", "second-section"]
    link = soup(built.page("ko")).find("a", string="이 절")
    assert link is not None
    assert link["href"] == "#second-section"


def test_the_introduction_is_the_description(built: Site) -> None:
    meta = soup(built.page("ko")).find("meta", attrs={"name": "description"})
    assert meta is not None
    assert meta["content"] == "첫 문단입니다. print를 씁니다."


def test_the_index_shows_a_card_in_the_language(built: Site) -> None:
    index = built.root / "build/html/ko/tutorials/blitz/index.html"
    card = soup(index).select_one(".sphx-glr-thumbcontainer")
    assert card is not None
    assert not card.has_attr("tooltip")
    # How the introduction begins; this site has no catalog with the rest in Korean.
    assert list(card.stripped_strings)[:2] == ["작은 안내서", "첫 문단입니다. print를 씁니다."]


def test_the_chooser_links_every_language(built: Site) -> None:
    links = soup(built.root / "build/html/index.html").select("a")
    assert [(link["href"], link["lang"]) for link in links] == [
        ("ko/index.html", "ko"),
        ("en/index.html", "en"),
    ]


def test_one_run_serves_every_language(tmp_path: Path) -> None:
    runs = tmp_path / "runs.txt"
    count = f"with open({str(runs)!r}, 'a') as stream:\n    stream.write('ran')\n"
    site = make_site(tmp_path / "site", {"small": TUTORIAL + f"\n# %%\n{count}"})
    site.build_all()
    assert runs.read_text() == "ran"


def test_a_build_with_nothing_changed_runs_nothing_and_rewrites_no_page(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    site.build_all()
    before = state(site.root)
    for language in site.languages:
        done = site.build(language)
        assert "running" not in done.stdout
        assert "0 added, 0 changed, 0 removed" in done.stdout
    after = state(site.root)
    pages = {name for name in before if not name.endswith(("genindex.html", "search.html"))}
    assert {name: before[name] for name in pages} == {name: after[name] for name in pages}


def test_prose_and_language_comments_are_edited_without_a_run(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    site.build_all()
    edited = TUTORIAL.replace("첫 문단입니다", "새 문단입니다").replace("Add the", "Sum the")
    site.script("small").write_text(edited)
    korean, english = site.build("ko"), site.build("en")
    assert "running" not in korean.stdout + english.stdout
    assert "새 문단입니다" in site.page("ko").read_text()
    assert "Sum the" in soup(site.page("en")).get_text()


def test_an_edit_of_the_code_runs_that_tutorial_alone(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL, "other": TUTORIAL.replace("1 + 2", "2 + 2")})
    site.build_all()
    site.script("small").write_text(TUTORIAL.replace("1 + 2", "1 + 9"))
    done = site.build("ko")
    assert "running gallery/blitz/small.py" in done.stdout
    assert "running gallery/blitz/other.py" not in done.stdout
    assert "total is 10" in site.page("ko").read_text()


def test_three_languages_build_from_one_script(tmp_path: Path) -> None:
    text = TUTORIAL.replace("\n\n# %%\n", '\n\n# %% [markdown] lang="fr"\n# FR\n\n# %%\n')
    text = text.replace("# FR", "# # Un guide\n#\n# Premier paragraphe. Il se sert de `print`.", 1)
    text = text.replace("# FR", "# ## Deuxième partie\n#\n# $a^2$ [ici](#second-section)", 1)
    text = text.replace("Add the values.", "Add the values.\n# fr: Une somme.")
    site = make_site(tmp_path, {"small": text}, ("ko", "en", "fr"))
    conf = site.root / "docs" / "conf.py"
    conf.write_text(conf.read_text() + "bilingual_gallery_id_language = 'en'\n")
    site.build_all()
    page = soup(site.page("fr"))
    assert "Premier paragraphe." in page.get_text()
    assert "# Une somme." in page.get_text()
    assert "Add the values" not in page.get_text()
    assert [section["id"] for section in page.select("section")] == [
        "a-small-guide",
        "second-section",
    ]
    assert len(OutputCache(site.root / "build" / "outputs").all_keys()) == 1


def test_a_script_that_is_gone_takes_its_pages_along(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL, "leaving": TUTORIAL.replace("1 + 2", "2 + 2")})
    site.build_all()
    assert site.page("ko", "leaving").is_file()
    site.script("leaving").unlink()
    site.build_all()
    left = [path for path in site.root.rglob("*leaving*") if "outputs" not in path.parts]
    assert [path for path in left if "doctrees" not in path.parts and path.suffix != ".pyc"] == []
    with zipfile.ZipFile(site.download("ko", "tutorials.zip")) as bundle:
        names = bundle.namelist()
    assert {name.partition(".")[0] for name in names} == {"blitz/small"}
    assert {"blitz/small.ipynb", "blitz/small.py"} <= set(names)


def test_two_builds_in_different_folders_give_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for name in ("first", "second"):
        site = make_site(tmp_path / name)
        site.build_all()
        html = site.root / "build" / "html"
        files = [path for path in sorted(html.rglob("*")) if path.is_file()]
        digests.append({str(path.relative_to(html)): path.read_bytes() for path in files})
        assert not [path for path in files if str(tmp_path).encode() in path.read_bytes()]
    assert digests[0].keys() == digests[1].keys()
    assert [path for path in digests[0] if digests[0][path] != digests[1][path]] == []


def test_noplot_runs_nothing_and_says_so_on_the_page(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    done = site.build("en", "-D", "plot_gallery=0")
    assert done.returncode == 0, done.stderr
    assert "was not run in this build" in site.page("en").read_text()
    assert not (site.root / "build" / "outputs").exists()
    assert site.build("en").returncode == 0
    assert "total is 3" in site.page("en").read_text()
    assert site.build("en", "-D", "plot_gallery=0").returncode == 0
    assert "total is 3" in site.page("en").read_text()


def test_the_pattern_selects_what_runs_and_the_others_keep_what_they_had(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL, "other": TUTORIAL.replace("1 + 2", "2 + 2")})
    site.build_all()
    for name in ("small", "other"):
        site.script(name).write_text(site.script(name).read_text().replace("+ 2", "+ 7"))
    site.configure(pattern="small")
    done = site.build("ko")
    assert done.returncode == 0, done.stderr
    assert "total is 8" in site.page("ko").read_text()
    assert "total is 4" in site.page("ko", "other").read_text()


BAD = {
    "raises": ("total * 2", "\n1 / 0", 31, "ZeroDivisionError"),
    "calls input": ("total * 2", "input()", 30, "input()"),
    "calls exit": ("total * 2", "raise SystemExit(0)", 30, "exit"),
    "never ends": ("total * 2", "while True: pass", 30, "time limit of 4 s"),
    "syntax error": ("total * 2", "total *", 30, "SyntaxError"),
    "no docstring": ('# %% [markdown] lang="ko"\n"""', '"""', 1, "no docstring"),
    "lacks a title": ("# # A small guide", "# A small guide", 9, "no title"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_script_fails_the_build_and_leaves_the_last_good_pages(
    built: Site, tmp_path: Path, name: str
) -> None:
    old, new, line, said = BAD[name]
    shutil.copytree(built.root, tmp_path / "site")
    site = Site(tmp_path / "site", built.languages)
    site.configure(timeout=4)
    assert old in TUTORIAL
    site.script("small").write_text(TUTORIAL.replace(old, new))
    before = state(site.root / "build"), state(site.root / "docs")
    page = site.page("ko").read_bytes()
    done = site.build("ko")
    output = done.stdout + done.stderr
    assert done.returncode != 0
    assert f"gallery/blitz/small.py:{line}: " in output, output
    assert said in output
    assert "Traceback" not in output
    assert site.page("ko").read_bytes() == page
    if said not in (
        "SyntaxError",
        "no docstring",
        "no title",
    ):  # what cannot be read does not stop the others
        assert (state(site.root / "build"), state(site.root / "docs")) == before


def test_every_bad_script_is_told_of_in_one_build(tmp_path: Path) -> None:
    bad = TUTORIAL.replace("total * 2", "1 / 0")
    site = make_site(tmp_path, {"small": bad, "other": "", "good": TUTORIAL})
    output = site.build("en").stderr
    assert "gallery/blitz/other.py:1: ERROR: the file is empty" in output
    assert "gallery/blitz/small.py:30: ZeroDivisionError" in output


def test_a_language_that_conf_does_not_list_is_refused(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    (site.root / "docs" / "fr").mkdir()
    done = site.build("fr")
    assert done.returncode != 0
    assert "'fr' is not in bilingual_gallery_languages" in done.stderr


def test_a_warning_about_the_prose_is_told_at_the_scripts_line(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    text = TUTORIAL.replace("The formula", "[Gone](#gone), the formula")
    site.script("small").write_text(text.replace("의 수식", "과 [없는 절](#gone)의 수식"))
    done = site.build("en")
    assert done.returncode != 0
    line = TUTORIAL.split("\n").index("# The formula $a^2$ of [this section](#second-section).") + 1
    told = [row for row in done.stderr.splitlines() if "there is no #gone on this page" in row]
    assert any(row.startswith(f"gallery/blitz/small.py:{line}: WARNING: ") for row in told)
    assert "'myst' cross-reference" not in done.stderr  # once is enough
    assert "small.md" not in done.stderr


FIGURES = """

# %%
# sphinx_gallery_thumbnail_number = -1
import matplotlib.pyplot as plt

for height in (1, 2):
    plt.figure(figsize=(1, height))
    plt.show()
"""


def test_a_figure_that_is_no_longer_drawn_leaves_the_site(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL + FIGURES, "small_more": TUTORIAL + FIGURES})
    site.build_all()
    images = site.root / "build/html/ko/_images"
    more = sorted(path.name for path in images.glob("sphx_glr_small_more_*"))
    assert len(more) == 9  # two figures, finer ones, both for dark pages too, and the card's
    site.script("small").write_text(TUTORIAL + FIGURES.replace("(1, 2)", "(1,)"))
    site.build_all()
    assert sorted(path.name for path in images.glob("sphx_glr_small_0*")) == [
        "sphx_glr_small_001.png",
        "sphx_glr_small_001_2_00x.png",
        "sphx_glr_small_001_2_00x_dark.png",
        "sphx_glr_small_001_dark.png",
    ]
    site.script("small").write_text(TUTORIAL)
    site.build_all()
    none = hashlib.sha256((images / "sphx_glr_small_thumb.png").read_bytes()).digest()
    assert none != hashlib.sha256((images / "sphx_glr_small_more_thumb.png").read_bytes()).digest()
    assert list(images.glob("sphx_glr_small_0*")) == []
    site.script("small").unlink()
    site.build_all()
    assert sorted(path.name for path in images.glob("sphx_glr_small_*")) == more


def test_a_thumbnail_can_be_counted_from_the_last_figure(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL + FIGURES})
    assert site.build("ko").returncode == 0
    thumbs = site.source("ko").parent / "images" / "thumb"
    first = (thumbs / "sphx_glr_small_thumb.png").read_bytes()
    site.script("small").write_text(TUTORIAL + FIGURES.replace("= -1", "= 2"))
    assert site.build("ko").returncode == 0
    assert (thumbs / "sphx_glr_small_thumb.png").read_bytes() == first
    site.script("small").write_text(TUTORIAL + FIGURES.replace("= -1", "= 1"))
    assert site.build("ko").returncode == 0
    assert (thumbs / "sphx_glr_small_thumb.png").read_bytes() != first


def test_two_scripts_of_one_name_are_refused(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    other = site.root / "gallery" / "beyond"
    other.mkdir()
    (other / "GALLERY_HEADER.rst").write_text("Beyond\n======\n")
    (other / "small.py").write_text(TUTORIAL)
    output = site.build("ko").stderr
    assert "gallery/blitz/small.py:1: gallery/beyond/small.py has this name too" in output


def test_a_figure_that_changes_under_the_same_page_changes_in_the_site(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL + FIGURES})
    assert site.build("ko").returncode == 0
    figure = site.root / "build/html/ko/_images/sphx_glr_small_001.png"
    before = figure.read_bytes()
    store = OutputCache(site.root / "build" / "outputs")
    (key,) = store.all_keys()
    kept = store.root / key
    files = {
        path.relative_to(kept).as_posix(): path.read_bytes()
        for path in kept.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    files["images/sphx_glr_small_001.png"] = files["images/sphx_glr_small_002.png"]
    store.remove(key)
    store.put(key, files)
    assert site.build("ko").returncode == 0
    assert figure.read_bytes() != before


def test_titles_of_code_and_figures_are_text_on_the_page(tmp_path: Path) -> None:
    drawn = FIGURES.replace("    plt.show()", """    plt.title('"<i>" & co')\n    plt.show()""")
    named = TUTORIAL.replace("# A small", "# `<mask>` of a").replace("# 작은", "# `<mask>`")
    site = make_site(tmp_path, {"small": named + drawn})
    site.build_all()
    card = soup(site.root / "build/html/en/tutorials/blitz/index.html")
    title = card.select_one(".sphx-glr-thumbcontainer a")
    assert title is not None
    assert title.get_text() == "<mask> of a guide"
    image = soup(site.page("en")).select_one("img.sphx-glr-multi-img")
    assert image is not None
    assert '"<i>" & co' in image["alt"]


def test_a_script_in_a_folder_without_a_page_is_told(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    (site.root / "gallery" / "drafts").mkdir()
    (site.root / "gallery" / "drafts" / "draft.py").write_text(TUTORIAL)
    output = site.build("ko").stderr
    assert "gallery/drafts/draft.py:1: ERROR: its folder has no GALLERY_HEADER.rst" in output


def test_the_pattern_sees_the_gallery_and_not_where_it_lies(tmp_path: Path) -> None:
    site = make_site(tmp_path / "other")
    site.configure(pattern="other")
    assert "running" not in site.build("ko").stdout
    site.configure(pattern="*")
    done = site.build("ko")
    assert done.returncode != 0
    assert done.stderr.startswith("docs/conf.py:")
    assert ": filename_pattern (GALLERY_PATTERN) is no pattern" in done.stderr


def test_a_builder_of_folders_keeps_its_pages(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    done = site.build("ko", "-b", "dirhtml")
    assert done.returncode == 0, done.stderr
    pages = site.root / "build/html/ko"
    assert (pages / "tutorials/blitz/small/index.html").is_file()
    # The Markdown of a page leads to the page, which has a folder of its own, the home page none.
    assert "](small/)" in (pages / "tutorials/blitz/small.md").read_text()
    assert "](./)" in (pages / "index.md").read_text()


def test_a_script_that_is_a_link_is_built(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    site.script("small").rename(tmp_path / "elsewhere.py")
    site.script("small").symlink_to(tmp_path / "elsewhere.py")
    done = site.build("ko")
    assert done.returncode == 0, done.stderr
    assert "total is 3" in site.page("ko").read_text()


@pytest.mark.parametrize("formula", [r"\frac", r"\nosuch x"])
def test_a_formula_that_cannot_be_shown_is_told_at_its_line(tmp_path: Path, formula: str) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL.replace("$a^2$", f"${formula}$")})
    done = site.make()
    assert done.returncode != 0
    told = done.stdout + done.stderr
    for line in (22, 27):  # in Korean and in English
        assert f"small.py:{line}: WARNING: [tex] the formula {formula} cannot be shown" in told
    assert "NoneType" not in told
    assert "Traceback" not in told


def test_other_code_of_the_extension_makes_every_page_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path)
    extension = tmp_path / "extension" / "bilingual_gallery"
    shutil.copytree(Path(bilingual_gallery.__file__).parent, extension)
    monkeypatch.setenv("PYTHONPATH", str(extension.parent))

    def build() -> None:  # in a process that imports the copy
        subprocess.run(site.command(), cwd=site.root, check=True)

    build()
    home = tmp_path / "build/html/ko/index.html"
    page = home.read_bytes()
    home.write_text("kept")
    build()
    assert home.read_text() == "kept"
    with (extension / "order.py").open("a") as module:
        module.write("# Another line.\n")
    build()
    assert home.read_bytes() == page


def test_a_tutorial_without_an_introduction_is_described_by_its_first_paragraph(
    tmp_path: Path,
) -> None:
    script = TUTORIAL.replace("\n\n첫 문단입니다. `print`를 씁니다.", "")
    script = script.replace("\n#\n# The first paragraph. It uses `print`.", "")
    site = make_site(tmp_path, {"small": script})
    site.build_all()
    meta = soup(site.page("en")).find("meta", attrs={"name": "description"})
    assert meta is not None
    assert "of this section" in meta["content"]
