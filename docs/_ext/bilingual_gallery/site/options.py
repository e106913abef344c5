"""The options of conf.py as part of a page: each with its type, its default and what it is for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..config import OPTIONS, code_of
from ..config.option import REBUILDS, Option
from ..errors import SourceError, shown

# What the texts of a language are, by the name of the option or of what a change makes anew.
Texts = Mapping[str, Mapping[str, str]]


def load(path: Path, language: str) -> Texts:
    """The tables ``help`` and ``rebuilds`` of a language in a TOML file; empty where it has none.

    Raises SourceError for what is no such file, and for a name that no option has.
    """
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8")).get(language, {})
        texts: Texts = {
            "help": dict(own.get("help", {})),
            "rebuilds": dict(own.get("rebuilds", {})),
        }
    except OSError as error:
        raise SourceError(
            path, 1, f"{error.strerror}; name the right file in gallery-options"
        ) from None
    except (ValueError, AttributeError, TypeError) as error:  # not UTF-8, not TOML, no tables
        raise SourceError(path, 1, f"{error}; write a table `{language}.help`") from None
    known: Mapping[str, set[str]] = {
        "help": {option.name for option in OPTIONS},
        "rebuilds": {*REBUILDS},
    }
    for table, names in known.items():
        for name in texts[table].keys() - names:
            raise SourceError(
                path, 1, f"{language}.{table} has {name}, which is no option; take it out"
            )
    return texts


class GalleryOptions(SphinxDirective):
    """``{gallery-options} PATH``: every option of conf.py, in the page's language.

    PATH, relative to the page, is a file of texts; what it lacks is in English, as all is without one.
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A list of all options."""
        texts: Texts = {"help": {}, "rebuilds": {}}
        if self.arguments:
            _, name = self.env.relfn2path(self.arguments[0])
            self.env.note_dependency(name)  # the page is read again when the file changes
            try:
                texts = load(Path(name), code_of(self.config))
            except SourceError as error:
                raise self.error(f"{shown(error.path)}: {error.message}") from None
        options = nodes.definition_list("", classes=["gallery-options"])
        options += [self._entry(option, texts) for option in OPTIONS]
        return [options]

    def _entry(self, option: Option, texts: Texts) -> nodes.definition_list_item:
        anchor = f"option-{option.name}"
        # The name is its own permanent link.
        link = nodes.reference("", "", nodes.literal("", option.name), internal=True, refid=anchor)
        term = nodes.term("", "", link, ids=[anchor])
        self.state.document.note_explicit_target(term)
        code = f"{option.name}: {option.kind.annotation} = {option.default!r}"
        told = [texts["help"].get(option.name, option.help)]
        if option.rebuild:
            told.append(texts["rebuilds"].get(option.rebuild, REBUILDS[option.rebuild]))
        definition = nodes.definition("", nodes.literal_block(code, code, language="python"))
        definition += self.parse_text_to_nodes("\n\n".join(told))
        return nodes.definition_list_item("", term, definition)
