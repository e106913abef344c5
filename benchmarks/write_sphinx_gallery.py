"""Write a workload as a Sphinx-Gallery project: English scripts with reStructuredText comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from alike import GALLERY_OPTIONS, SITE_OPTIONS, write_headers
from description import Code, Prose, Tutorial

LANGUAGE = "en"

CONF = """\
project = "Bench"
language = "en"
extensions = ["sphinx_gallery.gen_gallery"]
sphinx_gallery_conf = {{
    "examples_dirs": "../gallery",
    "filename_pattern": r"\\.py$",
    "parallel": {parallel},
{gallery}}}
{site}"""

UNDERLINES = {1: "=", 2: "-", 3: "~", 4: "^", 5: '"', 6: "'"}


def create(root: Path, tutorials: Sequence[Tutorial], *, parallel: int = 1) -> None:
    """Write the whole project into the folder ``root``, which is new; 1 for ``parallel`` is serial."""
    docs, gallery = root / "docs", root / "gallery"
    docs.mkdir()
    conf = CONF.format(parallel=parallel, gallery=GALLERY_OPTIONS, site=SITE_OPTIONS)
    (docs / "conf.py").write_text(conf, encoding="utf-8")
    write_headers(gallery, sorted({tutorial.section for tutorial in tutorials}))
    (docs / "index.rst").write_text("Bench\n=====\n\n.. toctree::\n\n   tutorials/index\n")
    for tutorial in tutorials:
        write(root, tutorial)


create_parallel = partial(create, parallel=2)


def write(root: Path, tutorial: Tutorial) -> None:
    """Write, or write again, the one script of ``tutorial``."""
    path = root / "gallery" / tutorial.section / f"{tutorial.name}.py"
    cells = []
    for number, part in enumerate(tutorial.parts):
        if isinstance(part, Code):
            # The empty line keeps a comment that begins the code from being taken for prose.
            cells.append(f"# %%\n\n{part.shown(LANGUAGE)}")
        elif number == 0:
            cells.append(f'r"""\n{_restructured(part)}\n"""')
        else:
            lines = _restructured(part).split("\n")
            cells.append("# %%\n" + "\n".join(f"# {line}".rstrip() for line in lines))
    path.write_text("\n\n".join(cells) + "\n", encoding="utf-8")


def _restructured(passage: Prose) -> str:
    """The passage's words and headings as reStructuredText; its markup becomes plain characters."""
    return "\n\n".join(_blocks(passage.text[LANGUAGE]))


def _blocks(markdown: str) -> Iterator[str]:
    fence, kept = "", list[str]()
    for line in markdown.split("\n"):
        opening = re.match(r"\s*(`{3,}|~{3,}|:{3,})", line)
        heading = re.match(r"(#{1,6}) +(.+)", line)
        if fence:
            kept.append(line)
            if line.strip() == fence:
                yield _literal(kept)
                fence, kept = "", []
        elif opening:
            fence, kept = opening[1], [line]
        elif heading:
            title = _escaped(heading[2])
            yield f"{title}\n{UNDERLINES[len(heading[1])] * len(title)}"
        elif line.strip():
            # Each line a paragraph (or an item): so no indentation can be wrong.
            yield _escaped(line.strip())
    if kept:
        yield _literal(kept)


def _literal(lines: Sequence[str]) -> str:
    return "::\n\n" + "\n".join(f"   {line}".rstrip() for line in lines)


def _escaped(line: str) -> str:
    return re.sub(r'([\\*`|_<>\[\]"])', r"\\\1", line).replace("::", r":\:")
