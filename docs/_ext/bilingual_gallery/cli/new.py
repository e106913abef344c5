"""Write the skeleton of a tutorial into its section."""

# ruff: noqa: E501 (a message is one line)

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from sphinx.config import Config

from ..compat import get_subsections
from ..config import Settings, read_config
from ..errors import BuildError, shown
from ..files import write
from ..source.gallery import scripts_of
from . import reading_list
from .reading_list import Listing
from .skeleton import skeleton


def main(docs: Path, name: str) -> int:
    """Write the skeleton of a tutorial, put it into the reading order, and say what is next.

    ``name`` is ``hello``, ``blitz/hello`` or the path of its script. Without a section it goes into the
    last one. Ends with one line, and writes nothing, if the name or the section cannot be.
    """
    config = read_config(docs, {})
    settings = Settings.of(config, docs, docs / next(iter(config.bilingual_gallery_languages)))
    section, _, stem = name.replace(os.sep, "/").removesuffix(".py").rpartition("/")
    _check_name(settings, stem)
    path = _section(config, settings, section) / f"{stem}.py"
    text = skeleton(
        stem, settings.complete, settings.distributions, settings.form, settings.heading_language
    )
    write(path, text)
    print(f"{shown(path)} is written and builds as it is.")
    listing = reading_list.add(docs / "conf.py", config, path.name)
    if listing and listing.is_in:
        print(
            f"It is the last one in {_list_in(docs, listing)}; move it to where it is to be read."
        )
    print("Next:")
    print("\n".join(f"  {line}" for line in _next(stem, docs, listing)))
    return 0


def _list_in(docs: Path, listing: Listing) -> str:
    name = f"`{listing.name}`" if listing.name else "of `ReadingOrder`"
    return f"the list {name} in {shown(docs / 'conf.py')}"


def _next(stem: str, docs: Path, listing: Listing | None) -> Iterator[str]:
    """What an author does with a new tutorial; the commands are those that there are here."""
    if listing and not listing.is_in:
        yield f'add "{stem}.py" to {_list_in(docs, listing)}: it sets the reading order'
    makefile = Path("Makefile")
    makes = makefile.is_file() and "bilingual_gallery" in makefile.read_text(encoding="utf-8")
    ours = "bilingual-gallery"
    live = "make live" if makes else f"{ours} live {docs} build/html"
    check = "make check" if makes else f"{ours} check {docs}"
    html = "make html" if makes else f"{ours} build {docs} build/html"
    wide = max(len(live), len(check)) + 2
    yield f"{live:{wide}}see the page and the findings of the check anew on each save"
    yield f"{check:{wide}}see where the languages differ"
    yield f"GALLERY_PATTERN={stem} {html}"


def _section(config: Config, settings: Settings, wanted: str) -> Path:
    """The folder of the section that is wanted, or of the last one.

    It is told by its name, by that and the name of its gallery's folder, or by its path.
    """
    source = settings.docs / settings.codes[0]
    folders: list[Path] = []
    for gallery in settings.galleries:
        names = get_subsections(source, gallery.scripts, config.sphinx_gallery_conf)
        folders += [gallery.scripts / name for name in names]
    if not folders:
        raise BuildError(
            f"{shown(settings.root)} has no section; make a folder with GALLERY_HEADER.rst"
        )
    if not wanted:
        return folders[-1]
    named = [each for each in folders if wanted in (each.name, f"{each.parent.name}/{each.name}")]
    found = [each for each in folders if each == Path(wanted).resolve()] or named
    if len(found) == 1:
        return found[0]
    several = len(settings.galleries) > 1
    known = [f"{each.parent.name}/{each.name}" if several else each.name for each in folders]
    wrong = "more than one" if found else "no"
    raise BuildError(
        f"{wrong} section {wanted}; choose {', '.join(known)}, or make its folder with GALLERY_HEADER.rst"
    )


def _check_name(settings: Settings, name: str) -> None:
    """Ends with one line if a tutorial cannot have this name."""
    if not re.fullmatch("[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise BuildError(
            f"{name or 'nothing'} is no name for a tutorial; begin with a lower-case letter and go on with those, "
            "digits and underscores, as in saving_models"
        )
    if name == "conftest" or re.search(settings.ignored, f"{name}.py"):
        raise BuildError(f"{name}.py is ignored by the gallery; choose another name")
    for other in scripts_of(settings):
        if other.stem == name:
            raise BuildError(
                f"{shown(other)} has this name, and figures are named after it; choose another name"
            )
    module = find_spec(name)
    if module is not None and module.origin is not None:  # a folder alone is no module
        raise BuildError(
            f"Python has a module {name}, and scripts beside this one could not import it; choose another name"
        )
