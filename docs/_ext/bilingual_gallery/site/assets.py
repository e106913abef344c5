"""One style sheet made of several: each is about one thing, and a page asks for a single file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import get_translation

from ..config.mistakes import ConfPy
from ..files import write

_ = get_translation("sphinx")

FOLDER = Path(__file__).parent.parent / "static"
NAME = "site.css"


def note_files(app: Sphinx, config: Config) -> None:
    """``config-inited``: pages name each sheet and script with its digest, so a change makes them anew.

    Otherwise a browser goes on with the file that it has kept.
    """
    digest = hashlib.sha256()
    for folder in (FOLDER, *(Path(app.confdir, each) for each in config.html_static_path)):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".css", ".js"):
                digest.update(path.read_bytes())
    config.bilingual_gallery_static_files = digest.hexdigest()


def join(app: Sphinx) -> None:
    """``builder-inited``: write ``_static/site.css``, and let every page have it.

    A sheet of the site's own, in ``html_static_path``, stands for the package's of that name. Raises
    SourceError if a sheet that conf.py lists is in neither.
    """
    names: list[str] = app.config.bilingual_gallery_sheets
    if not names or app.builder.name != "html":  # a book has a sheet of its own
        return
    own = [Path(app.confdir, folder) for folder in app.config.html_static_path]
    sheets = []
    for name in names:
        found = next(
            (folder / name for folder in (*own, FOLDER) if (folder / name).is_file()), None
        )
        if found is None:
            conf = ConfPy(app.config, app.confdir)
            message = (
                f"bilingual_gallery_sheets has {name}, which is in no folder of html_static_path; "
                "put it there, or take it out"
            )
            raise conf.mistake(conf.line("bilingual_gallery_sheets"), message)
        sheets.append(found.read_text(encoding="utf-8"))
    write(Path(app.outdir, "_static", NAME), "\n".join([*sheets, _words()]))
    app.add_css_file(NAME)


def _words() -> str:
    """The words that sheets write themselves, in the build's language."""
    return f":root {{ --word-output: {json.dumps(_('Output'), ensure_ascii=False)}; }}\n"


def offer(app: Sphinx) -> None:
    """``builder-inited``, after ``join``: copy the package's files too, and the site's own over them.

    Not at ``config-inited``: where the package is installed would make pages outdated.
    """
    if app.builder.format == "html":
        app.config.html_static_path = [str(FOLDER), *app.config.html_static_path]
