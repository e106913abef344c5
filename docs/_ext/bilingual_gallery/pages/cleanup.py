"""Around the weaving: remove what has lost its script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..source.gallery import address
from ..source.tutorial import Tutorial
from . import figures
from .downloads import write_downloads


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
    write_downloads(
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
