"""This repository as its files and conf.py tell of it: languages, tutorials, addresses of pages."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONF = runpy.run_path(str(ROOT / "docs" / "conf.py"))
LANGUAGES = tuple(CONF["bilingual_gallery_languages"])

SCRIPTS = sorted((ROOT / "gallery").glob("*/*.py"))
# Each tutorial as `section/name`, like SCRIPTS and in the order in which they are read.
NAMES = [path.relative_to(ROOT / "gallery").with_suffix("").as_posix() for path in SCRIPTS]
READING = [
    name
    for section in CONF["sections"]
    for file in CONF["tutorials"]
    if (name := f"{section}/{Path(file).stem}") in NAMES
]
# What the first page of the course leads to, what is optional after it, and what is for the week after.
SIXTY_MINUTES, DEEPER = READING[:5], [name for name in READING[5:] if name.startswith("blitz/")]
BEYOND = [name for name in READING if not name.startswith("blitz/")]

# The addresses of pages, from a language's folder.
WRITTEN = [
    path.relative_to(ROOT / "docs" / "en").with_suffix(".html").as_posix()
    for path in sorted((ROOT / "docs" / "en").rglob("*.md"))
    if "tutorials" not in path.parts
]
TUTORIALS = [f"tutorials/{name}.html" for name in NAMES]
INDEXES = [
    "tutorials/index.html",
    *(f"tutorials/{section}/index.html" for section in CONF["sections"]),
]
PAGES = [*WRITTEN, *TUTORIALS, *INDEXES]
TENSORS = "tutorials/blitz/tensors.html"
