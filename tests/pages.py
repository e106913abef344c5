"""The addresses of the site's pages, from a language's folder: found where they are written."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
WRITTEN = [
    path.relative_to(ROOT / "docs" / "en").with_suffix(".html").as_posix()
    for path in sorted((ROOT / "docs" / "en").rglob("*.md"))
    if "tutorials" not in path.parts
]
TUTORIALS = [
    f"tutorials/blitz/{path.stem}.html" for path in sorted(ROOT.glob("gallery/blitz/*.py"))
]
INDEXES = ["tutorials/index.html", "tutorials/blitz/index.html"]
PAGES = [*WRITTEN, *TUTORIALS, *INDEXES]
TENSORS = "tutorials/blitz/tensors.html"
