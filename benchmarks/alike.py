"""What the galleries of both tools have alike, so that neither makes what the other does not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

# Lines of sphinx_gallery_conf: the same figures, no zip of all examples, no computation times, no page
# of its own for each module. A tutorial on processes writes worker.py, which Sphinx-Gallery finds beside it in
# the next build.
GALLERY_OPTIONS = """\
    "gallery_dirs": "tutorials",
    "ignore_pattern": r"(__init__|conftest|worker)\\.py$",
    "image_srcset": ["2x"],
    "thumbnail_size": (640, 320),
    "backreferences_dir": None,
    "download_all_examples": False,
    "show_signature": False,
    "write_computation_times": False,
"""
# Lines of conf.py below it.
SITE_OPTIONS = """\
html_theme = "furo"
html_copy_source = False
html_use_index = False
"""


def write_headers(gallery: Path, sections: Iterable[str]) -> None:
    """Make the folder ``gallery``, which is new, and in it one for each section, with their titles."""
    gallery.mkdir()
    (gallery / "GALLERY_HEADER.rst").write_text("Tutorials\n=========\n")
    for section in sections:
        (gallery / section).mkdir()
        (gallery / section / "GALLERY_HEADER.rst").write_text(f"{section}\n{'=' * len(section)}\n")
