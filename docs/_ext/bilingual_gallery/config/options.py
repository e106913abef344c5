"""The options of conf.py that are ours: each declared here once, and read from here by everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sphinx.config import Config

from .form import Form
from .kinds import (
    ADDRESS,
    AMOUNTS,
    COLOR,
    COUNT,
    EDITIONS,
    FILE,
    FOLDER,
    FORM,
    LANGUAGES,
    MEGABYTES,
    NAMES,
    PAGES,
    PRESET,
    REFERENCES,
    RULES,
    SCOPE,
    SECONDS,
    SWITCH,
    TEXT,
    TEXTS,
    Level,
    Preset,
)
from .option import PREFIX, declared, option
from .references import Reference

# What stands for every language in ``second_languages``.
EVERY = "*"
# For each page that has editions: how their addresses begin, by language.
Editions = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, kw_only=True)
class Options:
    """The value of every option; a field is called as in conf.py, without ``PREFIX``.

    Paths are absolute, lists are tuples.
    """

    languages: Mapping[str, str] = option(
        {"en": "English"},
        LANGUAGES,
        "env",
        "The languages of every tutorial, each with its name, in the order of the prose cells. "
        "The first one's first cell is the docstring of the script. Codes are tags of BCP 47, as "
        "`pt-BR` or `zh-Hans`, or Sphinx's names for the same, as `pt_BR` or `zh_CN`; cells, folders "
        "and addresses have the code as it stands here.",
    )
    partial: tuple[str, ...] = option(
        [],
        TEXTS,
        "env",
        'Languages that are only begun, as `["fr"]`. What is not translated into one of them is told as a '
        "note, under the rule `partial`, and fails nothing; the build says how far each is. A page that "
        "is not translated yet shows the first language that has its text, says so at its top, and leads "
        "search engines to that language's page. Take a language out when all of it is translated.",
    )
    titles: Mapping[str, str] = option(
        {},
        NAMES,
        "",
        "What the site is called in each language; `html_title` where a language has no title here.",
    )
    glossary: Path | None = option(
        "", FILE, "env", "The file of terms, from the folder of conf.py; empty for none."
    )
    first_use: Literal["tutorial", "course"] = option(
        "tutorial",
        SCOPE,
        "",
        "Where a term has its name in another language in brackets, for languages whose prose glosses "
        "its terms: at its first use in each `tutorial`, or once in the whole `course`, at the first use "
        "in reading order. In a course, headings, the first paragraph of an introduction and the "
        "sections that `bilingual_gallery_form` has under `first` have no such brackets.",
    )
    editions: Editions = option(
        [],
        EDITIONS,
        "",
        "How the addresses of pages begin that exist in several languages. To the check they are one "
        "page, so a link may lead to the reader's own. After a `*` at its end an address may go on "
        "differently.",
    )
    form: Form = option(
        {},
        FORM,
        "",
        "The form of every tutorial, which the rule `form` of the check knows: `first` and `last`, the "
        "headings of the first and the last sections, each a table by language; `introduction`, the most "
        "paragraphs before them; `words`, the most before code follows; `lines`, the most of code in one "
        "cell, unless the page folds it. By a heading in the language of the ids: `exercises`, how few "
        "and how many there are, each below a heading of level 3 or in a numbered list, with a folded "
        "solution; `links`, how an address begins that is linked there. What is not stated is free. "
        "`new` writes a tutorial of this form.",
    )
    preset: Preset = option(
        "strict",
        PRESET,
        "",
        "Which rules of the check count, where `bilingual_gallery_rules` says nothing else: with `strict` "
        "every rule, with `parity` those of what differs between the languages and of what no page can "
        "show, nothing of style, and with `off` none but `script` and `glossary`, because no page can be "
        "made where they find something. In the table of the rules `parity` stands beside those that it has.",
    )
    rules: tuple[tuple[str, str, Level], ...] = option(
        {},
        RULES,
        "",
        "How grave what a rule of the check finds is: `error`, `warning`, `note` or `off`. An error fails "
        "the check and every build, a warning the check and a build with `-W`; a note is told and fails "
        "nothing. If nothing else is said, `copies` is a note and each other rule a warning; `script` and "
        "`glossary` are always errors. "
        'A rule has its level on the whole site, as in `{"doubled": "off"}`; a path has a table of its own, '
        'as in `{"gallery/drafts/*": {"*": "note"}}`, which counts more. Paths begin where those in findings '
        "do, in a gallery or in the folder of conf.py, and `*` stands for anything in a path and for every "
        "rule in a table. Of two paths that fit a file the later one counts.",
    )
    mark_behind: bool = option(
        True,
        SWITCH,
        "",
        "Whether a page marks the passages in which its language has not followed a change of another "
        "one, as `drift` finds them: since when, and which words changed.",
    )
    id_language: str = option(
        "",
        TEXT,
        "env",
        "The language whose headings give the sections their ids, in every language; if empty, the last "
        "one that `bilingual_gallery_partial` does not name.",
    )
    second_languages: tuple[str, ...] = option(
        [EVERY],
        TEXTS,
        "env",
        "The languages that a reader can have below another one, in a notebook or a book of two: their "
        'codes, or `"*"` for every one. Each language of the site is offered each of these; `[]` for no '
        "notebook and no book of two languages.",
    )
    translate: tuple[str, ...] = option(
        [],
        TEXTS,
        "",
        "A program and its arguments that `fill` asks for drafts; empty for none. It gets the text of a "
        "passage or of a comment on its standard input and writes the draft to its standard output, both "
        "in UTF-8. `{from}` and `{to}` in its arguments stand for the two languages, and it has them as "
        "`BILINGUAL_GALLERY_FROM` and `BILINGUAL_GALLERY_TO`. It runs in the folder of conf.py; nothing "
        "else sends a text anywhere.",
    )
    references: tuple[Reference, ...] = option(
        {},
        REFERENCES,
        "env",
        "References to which the names in code lead, as `intersphinx_mapping` has them: the address of each, "
        "and an inventory of it here, from the folder of conf.py. No build asks for anything elsewhere; "
        "`python -m bilingual_gallery inventories` gets the inventories.",
    )
    calls: Path | None = option(
        "",
        FILE,
        "env",
        "The file that says in a line what each call does, from the folder of conf.py, for the page of "
        "calls; empty for none.",
    )
    unlisted: tuple[str, ...] = option(
        [],
        TEXTS,
        "env",
        "Tutorials that the page of their section does not list, as `blitz/extra.py`, because a page of "
        "your own has them in a toctree.",
    )
    first_sections: tuple[str, ...] = option(
        [],
        TEXTS,
        "env",
        "The sections of the gallery that teach what the others use, as `blitz`: the search, and the links "
        "to where a term is taught, lead there before they lead to the others. Empty where all are alike.",
    )
    unordered_sections: tuple[str, ...] = option(
        [],
        TEXTS,
        "env",
        "The sections of the gallery whose tutorials may be read in any order, as `beyond`: lists of them "
        "have no numbers.",
    )
    store: Path = option(
        "../build/outputs", FOLDER, "", "Where outputs are kept, from the folder of conf.py."
    )
    distributions: tuple[str, ...] = option(
        [],
        TEXTS,
        "",
        "Installed packages on which outputs depend: with another version of one of them every "
        "tutorial runs again.",
    )
    environment: tuple[str, ...] = option(
        [],
        TEXTS,
        "",
        "Environment variables that tutorials read: with another value, those whose code names the "
        "variable run again.",
    )
    figure_style: Path | None = option(
        "",
        FILE,
        "",
        "A style sheet of Matplotlib for the figures of all tutorials, from the folder of conf.py; empty "
        "for Matplotlib's own style. With another content every tutorial runs again.",
    )
    dark_figures: bool = option(
        True,
        SWITCH,
        "",
        "Whether each figure of Matplotlib is drawn once more for dark pages, with light and dark in each "
        "other's place; pictures and color maps in it keep their colors. With `False`, and for other "
        "figures, dark pages show what light ones do, somewhat darker. With another value every tutorial "
        "runs again.",
    )
    preload: tuple[str, ...] = option(
        [],
        TEXTS,
        "",
        "Modules that are imported once, and not again by every tutorial that imports them.",
    )
    timeout: float = option(
        600,
        SECONDS,
        "",
        "How long one tutorial may run, in seconds. `# timeout = 1200` in a tutorial's code says "
        "otherwise for that one.",
    )
    memory: float = option(
        0,
        MEGABYTES,
        "",
        "How many megabytes of data one tutorial may hold; 0 for as many as there are.",
    )
    output_limit: int = option(
        20_000, COUNT, "", "How many characters of one cell's printed output are kept."
    )
    jobs: int = option(
        0, COUNT, "", "How many tutorials run at the same time; 0 for one on each core."
    )
    resources: Mapping[str, float] = option(
        {},
        AMOUNTS,
        "",
        'What this machine offers to a tutorial that asks with `# resources = {"GPU": 1}`.',
    )
    scheduler: str = option(
        "",
        TEXT,
        "",
        "The address of a Dask scheduler whose workers run the tutorials; empty to run them on this "
        "machine.",
    )
    accent: str = option(
        "",
        COLOR,
        "html",
        "The one color of links, buttons and marks, as `#ee4c2c`; that of the theme if empty. Pages have "
        "a shade of it that can be read on light paper, and one for the dark.",
    )
    thumbnails: bool = option(
        True,
        SWITCH,
        "env",
        "Whether the cards of the tutorials show pictures. With `False` they are the lines of a numbered "
        "path.",
    )
    fonts: bool = option(
        True,
        SWITCH,
        "html",
        "Whether pages bring fonts of their own, Pretendard for text and D2Coding for code, each with "
        "the letters alone that the site uses. With `False`, and in themes other than Furo, pages have "
        "the fonts of the reader's system.",
    )
    site_url: str = option(
        "",
        TEXT,
        "html",
        "The address that the site is published at. The map for search engines, canonical links and the "
        "cards that messengers show of a link need it, and the page `404.html` takes its links from it.",
    )
    markdown: bool = option(
        True,
        SWITCH,
        "env",
        "Whether each page has its Markdown beside it, as `tensors.md` beside `tensors.html`, with a button "
        "that copies it, and the site a list of them for language models, `llms.txt`.",
    )
    redirects: Mapping[str, str] = option(
        {},
        PAGES,
        "html",
        "Pages that have another name now: their old names and the new ones, without endings, from the "
        "folder of a language, as `tutorials/blitz/new`. In each language a page under the old name leads "
        "to the new one. A new name may go on with the id of a section, as `glossary#term-loss`.",
    )
    colab_url: str = option(
        "",
        ADDRESS,
        "env",
        "The address of a notebook in Colab; `{path}` stands for its path in the site.",
    )
    source_url: str = option(
        "",
        ADDRESS,
        "env",
        "The address of a script in the repository; `{path}` stands for its path in the gallery, or "
        "from the folder that holds all galleries where there are several.",
    )
    feedback: bool = option(
        True,
        SWITCH,
        "env",
        "Whether pages lead to the editor of their script and to a new issue that names the page and the "
        "passage. They can where `bilingual_gallery_source_url` is the address of a file at GitHub, "
        "GitLab, or a server that builds its addresses as one of them does.",
    )

    @classmethod
    def values_in(cls, config: Config, confdir: Path) -> dict[str, Any]:
        """The options in ``config`` by the names of the fields; each has to be what its kind accepts."""
        return {
            each.name.removeprefix(PREFIX): each.kind.read(config[each.name], confdir)
            for each in OPTIONS
        }

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages alone, in their order."""
        return tuple(self.languages)

    @property
    def complete(self) -> tuple[str, ...]:
        """The languages in which all is to be written."""
        return tuple(code for code in self.languages if code not in self.partial)

    @property
    def heading_language(self) -> str:
        """The language whose headings give the sections their ids."""
        return self.id_language or self.complete[-1]


OPTIONS = tuple(declared(Options))
