"""The package's style sheets, joined to one, its scripts, joined to one, and whatever else they load."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import get_translation

from ..files import write
from ..lang import language
from ..pages.state import settings_in
from . import accent, typefaces
from .themes import TEMPLATES, THEMES, folder_of, makes_site, static_folders

_ = get_translation("sphinx")

SHEET, SCRIPT = "site.css", "site.js"
# In their order: of rules that weigh the same, those of the later sheet count.
SHEETS = (
    "tutorial bars figures code api ansi outputs folds fonts formulas cards excerpt terms language parallel "
    "behind search copy share report progress access print furo identity typefaces bar beside other"
).split()
# In their order too: the others ask bilingual.js, and parallel.js asks language.js where the reader is.
_SCRIPTS = (
    "bilingual language behind counterparts report share peek pointing parallel term-card search copy "
    "copy-page progress drawers header contents scheme scrollers zoom stops"
).split()
# Font Awesome, which some themes have, looks for this on any script; other.css has its style.
_NO_STYLE = {"data-auto-add-css": "false"}


# What only those who write a file need: comments, and in scripts how far lines stand in.
_NOTES = {
    ".css": re.compile(r"/\*.*?\*/\s*", re.DOTALL),
    ".js": re.compile(r"^[ \t]*(?://.*\n)?", re.MULTILINE),
}


def note_files(app: Sphinx, config: Config) -> None:
    """``config-inited``: a change of a sheet, a script or a template makes all pages anew.

    They name sheets and scripts with their digests: otherwise a browser goes on with what it has kept.
    Of templates Sphinx asks for the time, which another version of the package need not change.
    """
    digest = hashlib.sha256()
    own = [Path(app.confdir, each) for each in config.html_static_path]
    for folder in (THEMES.parent / "static", TEMPLATES, THEMES, *own):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".css", ".js", ".html"):
                digest.update(path.read_bytes())
    config.bilingual_gallery_static_files = digest.hexdigest()


def add(app: Sphinx) -> None:
    """``builder-inited``: write ``_static/site.css`` and ``site.js``, and let every page have them.

    A file of the site's own, in ``html_static_path``, stands for the package's of that name.
    """
    if not makes_site(app.builder):  # a book has a sheet of its own
        return
    ours = static_folders(app)
    own = [Path(app.confdir, each) for each in app.config.html_static_path]
    # Not at `config-inited`: where the package is installed would make pages outdated. Of files of
    # one name, Sphinx keeps the last.
    app.config.html_static_path = [*map(str, ours), *app.config.html_static_path]

    def found(name: str) -> Path | None:
        # As Sphinx copies them: of one name, the last.
        return next(
            (each / name for each in (*reversed(own), *ours) if (each / name).is_file()), None
        )

    def texts(names: Iterable[str], suffix: str) -> list[str]:
        paths = filter(None, (found(f"{name}{suffix}") for name in names))
        return [_sent(path, is_ours=path.parent in ours) for path in paths]

    unwanted = set() if typefaces.are_wanted(app) else {typefaces.SHEET}
    sheets = texts([name for name in SHEETS if name not in unwanted], ".css")
    # What the text of each language wants, and what the sheets say in that of these pages.
    own_rules = (language(code).sheet for code in settings_in(app).languages)
    sheets += filter(None, dict.fromkeys(own_rules))
    sheets.append(f":root {{ --word-output: {json.dumps(_('Output'), ensure_ascii=False)}; }}\n")
    title = json.dumps(app.config.html_title or app.config.project, ensure_ascii=False)
    is_furo = folder_of(app.builder.theme).name == "furo"  # type: ignore[attr-defined]
    if own_color := accent.rules(settings_in(app).accent, theme_is_furo=is_furo):
        sheets.append(own_color)
    sheets.append(f"@page {{ @top-left {{ content: {title}; }} }}\n")
    write(Path(app.outdir, "_static", SHEET), "\n".join(sheets))
    app.add_css_file(SHEET)
    write(Path(app.outdir, "_static", SCRIPT), "\n".join(texts(_SCRIPTS, ".js")))
    attributes = _NO_STYLE if found("other.css") else {}
    app.add_js_file(SCRIPT, priority=800, defer="defer", **attributes)


def _sent(path: Path, *, is_ours: bool) -> str:
    """What readers get of a file: of the package's, a third of it is for who writes it alone."""
    text = path.read_text(encoding="utf-8")
    return _NOTES[path.suffix].sub("", text) if is_ours else text
