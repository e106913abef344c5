"""What prose may not do: read files outside of the project, or lead readers away from the page."""

from __future__ import annotations

from pathlib import Path

import pytest
import warm
from helpers import TUTORIAL, Site, make_site

OUT = "../../../../../secret"  # from the folder of a page
FILES = [
    f"```{{include}} {OUT}.txt\n```",
    "```{include} /etc/passwd\n```",
    f"```{{literalinclude}} {OUT}.txt\n```",
    f"```{{csv-table}} T\n:file: {OUT}.txt\n```",
    f"```{{raw}} html\n:file: {OUT}.txt\n```",
    f"{{download}}`x <{OUT}.txt>`",
    f"![x]({OUT}.png)",
    f"[x]({OUT}.txt)",
    f":::{{figure}} {OUT}.png\nText.\n:::",
    f":::{{note}}\n```{{include}} {OUT}.txt\n```\n:::",
    f"```{{eval-rst}}\n.. include:: {OUT}.txt\n```",
    f"```{{eval-rst}}\n.. csv-table:: T\n   :file: {OUT}.txt\n```",
    f"```{{eval-rst}}\n.. raw:: html\n   :file: {OUT}.txt\n```",
    f"```{{eval-rst}}\n:download:`x <{OUT}.txt>`\n```",
    f"```{{eval-rst}}\n.. |x| image:: {OUT}.png\n\nA |x|.\n```",
    "![x](link.png)",
    "```{include} ../../../../.env\n```",
    "![x](../../../notes.txt)",
]
ELEMENTS = [
    '<meta http-equiv="refresh" content="0; url=https://example.org">',
    '<base href="https://example.org/">',
    "Text <script>alert(1)</script>.",
    '<form action="x"><input></form>',
    '<svg><script href="x"/></svg>',
    '```{raw} html\n\n<iframe src="x"></iframe>\n```',
    '```{eval-rst}\n.. raw:: html\n\n   <object data="x"></object>\n```',
    "```{eval-rst}\n.. meta::\n   :http-equiv=refresh: 0; url=https://example.org\n```",
    "```{eval-rst}\n.. role:: h(raw)\n   :format: html\n\nA :h:`<embed src=x>`.\n```",
    "```{cell-output}\n[]\n```",
    "<div><![x]><script>alert(1)</script></div>",
    "<!--><script>alert(1)</script>-->",
    "<!-- a --!><script>alert(1)</script>-->",
    "Text <!-- a --!><script>alert(1)</script>--> here.",
]


def tutorial(words: str) -> str:
    rows = "\n".join(f"# {row}".rstrip() for row in words.split("\n"))
    return TUTORIAL + "".join(f'\n# %% [markdown] lang="{code}"\n{rows}\n' for code in ("ko", "en"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A project with a tutorial for each of them, and secrets in and around it."""
    top = tmp_path_factory.mktemp("trust")
    scripts = {f"t{n:02}": tutorial(words) for n, words in enumerate([*FILES, *ELEMENTS])}
    made = make_site(top / "project", scripts)
    for name in ("secret.txt", "secret.png", "project/.env"):
        (top / name).write_text("TOPSECRET,1\n")
    (made.root / "docs/notes.txt").write_text("notes")
    made.script("link.png").with_suffix("").symlink_to(top / "secret.png")
    return made


@pytest.fixture(scope="module")
def checked(site: Site) -> list[str]:
    done = warm.run("bilingual_gallery", ["check", "docs"], site.root)
    assert done.returncode == 1, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(("number", "words"), enumerate([*FILES, *ELEMENTS]))
def test_what_prose_may_not_do_is_refused_at_its_line(
    checked: list[str], number: int, words: str
) -> None:
    found = [line for line in checked if line.startswith(f"gallery/blitz/t{number:02}.py:")]
    told = next(line for line in found if "[script]" in line)  # and another of each language
    line = int(told.split(":")[1]) - 1
    text = tutorial(words).split("\n")
    said = "no file of the project" if number < len(FILES) else "in prose"
    if "notes.txt" in words:
        said = "is no picture"
    assert f"[script] {said}" in told or said in told
    assert text.index('# %% [markdown] lang="ko"') < line
    assert text[line].startswith("#")
    assert any(word in text[line] for word in words.split())


def test_what_lies_in_the_project_may_be_read_and_shown(tmp_path: Path) -> None:
    words = "![x](x.png) [x](../../../notes.txt) [y](https://example.org) [z](#second-section)"
    words += "\n\n```{include} ../../../notes.txt\n```\n\n<b>x</b>"
    made = make_site(tmp_path, {"small": tutorial(words)})
    (made.root / "docs/notes.txt").write_text("notes")
    made.script("x").with_suffix(".png").write_bytes(b"")
    done = made.run("check", "docs")
    assert done.stdout == ""


def test_a_page_and_a_meaning_of_a_term_may_not_either(tmp_path: Path) -> None:
    made = make_site(tmp_path / "project")
    (tmp_path / "secret.txt").write_text("TOPSECRET")
    for code in made.languages:
        page = made.root / "docs" / code / "page.md"
        page.write_text("---\norphan: true\n---\n\n# x\n\n```{include} ../../../secret.txt\n```\n")
    (made.root / "docs/glossary.toml").write_text(
        '[[term]]\nid = "loss"\nnames = { ko = "손실", en = "loss" }\n'
        'meaning = { ko = "글입니다.", en = "A <script>x</script>." }\n'
    )
    conf = made.root / "docs/conf.py"
    conf.write_text(conf.read_text() + '\nbilingual_gallery_glossary = "glossary.toml"\n')
    done = made.make()
    assert done.returncode == 1
    told = done.stdout + done.stderr
    for code in made.languages:
        assert f"docs/{code}/page.md:7: ../../../secret.txt is no file of the project" in told
    assert "docs/glossary.toml:1: <script> in prose" in told
    assert "Traceback" not in told
