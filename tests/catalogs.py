"""The template of the interface's messages, made from the code and from what it says in others' names.

python tests/catalogs.py    writes locale/sphinx.pot anew; then translate what is new in each sphinx.po
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import furo
import sphinx
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from bilingual_gallery.pages.catalog import LOCALE

TEMPLATE = LOCALE / "sphinx.pot"
PACKAGE = LOCALE.parent
# Whose words are translated here too, because their own catalogs lack them or they have none.
SPHINX = Path(sphinx.__file__).parent
OTHERS = (
    Path(str(furo.__file__)).parent,
    *(SPHINX / name for name in ("themes", "writers", "builders")),
)
# What is translated by its value and not where it is written: labels that Furo has in English alone …
LABELS = (
    "Toggle Light / Dark / Auto color theme", "Toggle navigation of {title}", "Menu", "Expand",
    "Light mode", "Dark mode", "Auto light/dark, in light mode", "Auto light/dark, in dark mode",
)  # fmt: skip
# … what its templates and Sphinx say, of which most of Sphinx's catalogs have nothing …
WORDS = (
    "Contents", "Next", "Previous", "Home", "Index", "Back to top", "Skip to content", "View this page",
    "Copyright &#169; %(copyright)s", "Made with ",
    '<a href="https://www.sphinx-doc.org/">Sphinx</a> and ',
    '\n            <a href="https://github.com/pradyunsg/furo">Furo</a>\n            ',
    "Link to this heading", "Link to this code", "Link to this image", "Link to this table",
    "Link to this term",
)  # fmt: skip
# … and a name that stands for nobody's.
AUTHOR = "the authors"

HEAD = """\
# What the interface says: each language has it in LANGUAGE/LC_MESSAGES/sphinx.po.
# Made by tests/catalogs.py; a test keeps it current.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extracted() -> set[str]:
    """The messages that the package's Python and its templates mark with ``_`` or ``trans``."""
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    found = extract_from_dir(
        str(PACKAGE), method_map=methods, keywords={"_": None, "gettext": None}
    )
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def messages() -> list[str]:
    """Everything that a language has to say, in order."""
    return sorted(extracted().union(LABELS, WORDS, [AUTHOR]))


def template() -> str:
    """The text of the template."""
    catalog = Catalog(charset="utf-8")
    for message in messages():
        catalog.add(message)
    written = BytesIO()
    write_po(written, catalog, omit_header=True, width=0)
    return HEAD + written.getvalue().decode()


def read(path: Path) -> Catalog:
    """A catalog, or the template."""
    with path.open("rb") as stream:
        return read_po(stream)


if __name__ == "__main__":
    TEMPLATE.write_text(template(), encoding="utf-8")
