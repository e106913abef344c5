"""Around the weaving: remove what has lost its script, and write a language's downloads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from . import download, figures
from .files import write
from .script import Tutorial


def address(gallery: Path, tutorial: Tutorial) -> str:
    """Where a tutorial is, from the gallery's root and without an ending: ``blitz/tensors``."""
    return tutorial.path.relative_to(gallery).with_suffix("").as_posix()


def remove_orphans(app: Sphinx, gallery: Path, tutorials: Sequence[Tutorial]) -> None:
    """Before weaving: remove the generated pages, figures and folders whose script or section is gone."""
    generated = Path(app.srcdir, app.config.sphinx_gallery_conf["gallery_dirs"])
    known = {Path(address(gallery, tutorial)) for tutorial in tutorials}
    for page in generated.rglob("*.md"):
        relative = page.relative_to(generated).with_suffix("")
        if relative not in known:
            page.unlink()
            for image in figures.of(page.stem, page.parent / "images"):
                image.unlink()
    sections = {path.parent for path in known} | {Path("images"), Path()}
    for folder in [path for path in generated.glob("*") if path.is_dir()]:
        if folder.relative_to(generated) not in sections:
            rmtree(folder)


def finish(
    app: Sphinx, exception: Exception | None, *, gallery: Path, tutorials: Sequence[Tutorial]
) -> None:
    """``build-finished``: write the downloads, and away with what the site no longer has."""
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    if not app.builder.download_support:  # a book has none, and Sphinx leaves out what is not in it
        return
    outdir = Path(app.outdir)
    _write_downloads(
        outdir / "downloads",
        Path(app.doctreedir),
        app.config.language,
        {address(gallery, tutorial): tutorial for tutorial in tutorials},
    )
    generated = app.config.sphinx_gallery_conf["gallery_dirs"]
    pages = {Path(app.builder.get_outfilename(name)) for name in app.env.found_docs}
    for page in (outdir / generated).rglob("*.html"):
        if page not in pages:
            page.unlink()
    figures_kept = {image.name for image in Path(app.srcdir, generated).rglob("sphx_glr_*")}
    for image in (outdir / app.builder.imagedir).glob("sphx_glr_*"):
        if image.name not in figures_kept:
            image.unlink()


@cache
def makers() -> str:
    """A digest of the code that makes pages and downloads: a change of it makes them all anew."""
    ours = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(ours + version("jupytext").encode()).hexdigest()


def _write_downloads(
    folder: Path, memory: Path, language: str, tutorials: Mapping[str, Tutorial]
) -> None:
    """Make the notebook and the script of each tutorial (by address), and the zip of all.

    What was made from what is noted in the folder ``memory``, because to make a notebook only to
    find that it is there already takes longer than all else there is to do.
    """
    note = memory / "downloads.json"
    wanted = {
        name: hashlib.sha256(f"{folder} {makers()} ".encode() + each.path.read_bytes()).hexdigest()
        for name, each in tutorials.items()
    }
    made = json.loads(note.read_text(encoding="utf-8")) if note.is_file() else {}
    files = {
        folder / f"{name}{suffix}": (name, make)
        for name in tutorials
        for suffix, make in ((".ipynb", download.notebook), (".py", download.script))
    }
    bundle = folder / "tutorials.zip"
    changed = not bundle.is_file()
    for path, (name, make) in files.items():
        if made.get(name) != wanted[name] or not path.is_file():
            changed |= write(path, make(tutorials[name], language))
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path not in files and path != bundle:
            path.unlink()
            changed = True
    if changed:
        texts = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files
        }
        write(bundle, download.archive(texts))
    write(note, json.dumps(wanted))
