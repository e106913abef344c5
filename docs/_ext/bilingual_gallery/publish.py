"""Around the weaving: remove what has lost its script, and write a language's downloads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    app: Sphinx,
    exception: Exception | None,
    *,
    gallery: Path,
    tutorials: Sequence[Tutorial],
    rewritten: Collection[str],
) -> None:
    """``build-finished``: write the downloads, and away with what the site no longer has.

    A tutorial whose page is not among those ``rewritten`` has its downloads as they have to be.
    """
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    outdir, language = Path(app.outdir), app.config.language
    downloads = outdir / "downloads"
    makers = {".ipynb": download.notebook, ".py": download.script}
    changed = False
    kept: set[Path] = {downloads / "tutorials.zip"}
    for tutorial in tutorials:
        for suffix, make in makers.items():
            path = downloads / f"{address(gallery, tutorial)}{suffix}"
            kept.add(path)
            if tutorial.name in rewritten or not path.is_file():
                changed |= write(path, make(tutorial, language))
    for path in [path for path in downloads.rglob("*") if path.is_file()]:
        if path not in kept:
            path.unlink()
            changed = True
    bundle = downloads / "tutorials.zip"
    if changed or not bundle.is_file():
        members = {
            path.relative_to(downloads).as_posix(): path.read_text(encoding="utf-8")
            for path in kept - {bundle}
        }
        write(bundle, download.archive(members))
    generated = app.config.sphinx_gallery_conf["gallery_dirs"]
    pages = {Path(app.builder.get_outfilename(name)) for name in app.env.found_docs}
    for page in (outdir / generated).rglob("*.html"):
        if page not in pages:
            page.unlink()
    figures_kept = {image.name for image in Path(app.srcdir, generated).rglob("sphx_glr_*")}
    for image in (outdir / app.builder.imagedir).glob("sphx_glr_*"):
        if image.name not in figures_kept:
            image.unlink()
