"""Before and after the pages are made: remove what belongs to no script any more."""

from __future__ import annotations

from collections.abc import Sequence, Set
from pathlib import Path
from shutil import rmtree

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..source.tutorial import Tutorial
from . import figures
from .downloads import write_downloads
from .state import settings_in, state_of


def remove_orphans(app: Sphinx, tutorials: Sequence[Tutorial]) -> None:
    """Before weaving: remove the generated pages, figures and folders whose script or section is gone."""
    known = [*(each.path for each in tutorials), *state_of(app).unread]
    for gallery in settings_in(app).galleries:
        scripts = [each for each in known if each.is_relative_to(gallery.scripts)]
        _remove_orphans(
            Path(app.srcdir, gallery.pages), {Path(gallery.address(each)) for each in scripts}
        )


def _remove_orphans(generated: Path, known: Set[Path]) -> None:
    """Remove from a folder of generated pages all that belongs to none of the ``known`` addresses."""
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


def finish(app: Sphinx, exception: Exception | None, *, tutorials: Sequence[Tutorial]) -> None:
    """``build-finished``: write the downloads, and remove pages and figures that the site has no more."""
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    if not app.builder.download_support:  # a book has none, and Sphinx leaves out what is not in it
        return
    outdir, settings = Path(app.outdir), settings_in(app)
    (outdir / ".buildinfo.bak").unlink(missing_ok=True)  # Sphinx's; it would be published
    write_downloads(app, tutorials)
    pages = {Path(app.builder.get_outfilename(name)) for name in app.env.found_docs}
    figures_kept = set()
    for gallery in settings.galleries:
        for page in (outdir / gallery.pages).rglob("*.html"):
            if page not in pages:
                page.unlink()
        figures_kept |= {each.name for each in Path(app.srcdir, gallery.pages).rglob("sphx_glr_*")}
    for image in (outdir / app.builder.imagedir).glob("sphx_glr_*"):
        if image.name not in figures_kept:
            image.unlink()
