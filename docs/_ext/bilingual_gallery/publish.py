"""Around the weaving: remove what has lost its script, and write a language's downloads."""

from __future__ import annotations

from collections.abc import Sequence
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
    outdir, language = Path(app.outdir), app.config.language
    files: dict[str, str] = {}
    for tutorial in tutorials:
        name = address(gallery, tutorial)
        files[f"{name}.ipynb"] = download.notebook(tutorial, language)
        files[f"{name}.py"] = download.script(tutorial, language)
    downloads = outdir / "downloads"
    for name, text in files.items():
        write(downloads / name, text)
    write(downloads / "tutorials.zip", download.archive(files))
    for path in [path for path in downloads.rglob("*") if path.is_file()]:
        if path.relative_to(downloads).as_posix() not in {*files, "tutorials.zip"}:
            path.unlink()
    generated = app.config.sphinx_gallery_conf["gallery_dirs"]
    pages = {Path(app.builder.get_outfilename(name)) for name in app.env.found_docs}
    for page in (outdir / generated).rglob("*.html"):
        if page not in pages:
            page.unlink()
    kept = {image.name for image in Path(app.srcdir, generated).rglob("sphx_glr_*")}
    for image in (outdir / app.builder.imagedir).glob("sphx_glr_*"):
        if image.name not in kept:
            image.unlink()
