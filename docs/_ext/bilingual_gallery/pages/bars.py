"""The two bars of a tutorial's page: how to run it and take it home, and what to tell its authors.

Above the text one button leads on; the rest is quieter. Below it is the same without that button, and
where the script is in a repository that is known, the way to change it or to tell of a mistake.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import code_of
from ..lang.tags import name_in
from ..source import markdown
from ..source.tutorial import Tutorial
from .kinds import kinds_of
from .repository import Repository, repository_of
from .state import settings_in, state_of
from .surroundings import distributions_of

_ = get_translation("sphinx")

CLASS = "tutorial-downloads"
# Of these, a browser is to save what is there and not to show it.
_SAVED = frozenset(("notebook", "script", "file", "files"))
# So many files each have a link of their own.
_FEW = 4


@dataclass(frozen=True)
class Link:
    """A link: its kind (a CSS class), its address and its text; ``told`` is what scripts ask it for."""

    kind: str
    url: str
    text: str
    told: tuple[tuple[str, str], ...] = ()

    def html(self, *more: str) -> str:
        """The link as HTML, with ``more`` classes."""
        told = "".join(f' data-{name}="{html.escape(value)}"' for name, value in self.told)
        saved = " download" if self.kind in _SAVED else ""
        classes = " ".join((self.kind, *more))
        url, text = html.escape(self.url), html.escape(self.text)
        return f'<a class="{classes}" href="{url}"{told}{saved}>{text}</a>'


def bars(app: Sphinx, tutorial: Tutorial, versions: str) -> tuple[str, str]:
    """The bar above the text and the one below it, as HTML; ``versions`` say what its outputs are from."""
    settings = settings_in(app)
    address = settings.address(tutorial.path)
    up = f"{to_root(app, settings.docname(tutorial.path))}downloads/"
    notebook = Link("notebook", f"{up}{address}.ipynb", _("Download the notebook"))
    colab = list(_colab(app, f"{code_of(app.config)}/downloads/{address}.ipynb"))
    links = [
        notebook,
        Link("script", f"{up}{address}.py", _("Download the script")),
        *_files(app, tutorial, up),
        *_markdown(app, tutorial),
        *_source(app, tutorial),
    ]
    first = colab[0].html("first") if colab else _here(app, tutorial, notebook, up)
    title = html.escape(_("Run and download"))
    rest = "".join(each.html() for each in links[1:])
    rest = f"{notebook.html()}{_of_two(app, tutorial, f'{up}{address}')}{rest}"
    above = f'<nav class="{CLASS}" aria-label="{title}">{first}{rest}</nav>'
    told = "".join(each.html() for each in (*colab, *links, *_authors(app, tutorial, versions)))
    return above, f'<div class="{CLASS}">{told}</div>'  # one landmark of a name is enough


def _of_two(app: Sphinx, tutorial: Tutorial, address: str) -> str:
    """The choice of a notebook with another language beside the page's: folded, or open below it."""
    settings, own = settings_in(app), code_of(app.config)
    said = {
        True: _("{language}, folded under each passage"),
        False: _("{language}, open under each passage"),
    }
    links = [
        Link(
            "notebook",
            f"{address}.{kind.ending}",
            said[kind.folded].format(language=name_in(kind.second, own)),
        )
        for kind in kinds_of(settings, own, tutorial)
        if kind.second
    ]
    if not links:
        return ""
    items = "".join(f"<li>{each.html()}</li>" for each in links)
    title = html.escape(_("In two languages"))
    return f'<details class="of-two"><summary>{title}</summary><ul>{items}</ul></details>'


def to_root(app: Sphinx, docname: str) -> str:
    """From the page, as this builder addresses it, up to the language's folder."""
    address = app.builder.get_target_uri(docname) if app.builder.format == "html" else docname
    return "../" * address.count("/")


def _colab(app: Sphinx, path: str) -> Iterator[Link]:
    if url := settings_in(app).colab_url:
        yield Link("colab", url.format(path=path), _("Open in Colab"))


def _here(app: Sphinx, tutorial: Tutorial, notebook: Link, downloads: str) -> str:
    """How to run the notebook where the reader is: what to save, and what to write there."""
    settings, files = settings_in(app), state_of(app).companions[tutorial.path]
    install = distributions_of(tutorial, files, settings.distributions)
    name = f"{tutorial.name}.ipynb"
    saved, lines = [notebook, *_files(app, tutorial, downloads)], []
    if len(files) > _FEW or any("/" in each for each in files):  # they have to lie as they lie here
        saved = [_all(downloads)]
        lines = ["python -m zipfile -e tutorials.zip ."]
        name = f"{settings.address(tutorial.path)}.ipynb"
    lines += [f"pip install {' '.join(dict.fromkeys(('jupyterlab', *install)))}"]
    lines += [f"jupyter lab {name}"]
    links = ", ".join(each.html() for each in saved)
    code = html.escape("\n".join(lines), quote=False).replace("\n", "&#10;")
    button = html.escape(_("Run it yourself"))
    then = html.escape(_("In the folder where you saved it, run:"))
    return (
        f'<details class="run-here"><summary class="first">{button}</summary><ol><li>{links}</li>'
        f'<li>{then}<div class="highlight"><pre>{code}&#10;</pre></div></li></ol></details>'
    )


def _all(downloads: str) -> Link:
    return Link("files", f"{downloads}tutorials.zip", _("Download all tutorials and files"))


def _files(app: Sphinx, tutorial: Tutorial, downloads: str) -> list[Link]:
    """Links to the files that the tutorial needs beside it; where they are many, to the zip of all."""
    gallery = settings_in(app).gallery_of(tutorial.path).scripts
    files = state_of(app).companions[tutorial.path]
    if len(files) > _FEW:
        return [_all(downloads)]
    places = {name: path.relative_to(gallery).as_posix() for name, path in files.items()}
    return [Link("file", f"{downloads}{quote(place)}", name) for name, place in places.items()]


def _markdown(app: Sphinx, tutorial: Tutorial) -> Iterator[Link]:
    """The page's Markdown, which ``site/markdown_pages.py`` makes; a script puts a button beside the link."""
    settings = settings_in(app)
    if settings.markdown:
        docname = settings.docname(tutorial.path)
        yield Link("markdown", f"{to_root(app, docname)}{docname}.md", "Markdown")


def _source_url(app: Sphinx, tutorial: Tutorial) -> str:
    settings = settings_in(app)
    path = tutorial.path.relative_to(settings.root).as_posix()
    return settings.source_url and settings.source_url.format(path=path)


def _source(app: Sphinx, tutorial: Tutorial) -> Iterator[Link]:
    if url := _source_url(app, tutorial):
        yield Link("source", url, _("View the source"))


def _authors(app: Sphinx, tutorial: Tutorial, versions: str) -> Iterator[Link]:
    """The links to the script's editor and to a new issue about it, where its host is known."""
    settings, source = settings_in(app), _source_url(app, tutorial)
    repository = repository_of(source) if settings.feedback else None
    if repository is not None:
        yield Link("edit", repository.edit, _("Edit this page"))
        yield _report(app, tutorial, repository, source, versions)


def _report(
    app: Sphinx, tutorial: Tutorial, repository: Repository, source: str, versions: str
) -> Link:
    settings, code = settings_in(app), code_of(app.config)
    docname, title = settings.docname(tutorial.path), tutorial.title(code)
    lines = _lines(tutorial, code, settings.heading_language)
    return report(app, docname, title, source, repository, versions, lines)


def report(
    app: Sphinx,
    docname: str,
    title: str,
    source: str,
    repository: Repository,
    versions: str = "",
    lines: str = "",
) -> Link:
    """A new issue that says which page of which site it is about; ``source`` is the file of the page.

    ``report.js`` adds the passage, to the page's address and at the line of its section in the script, where
    it is told these ``lines``.
    """
    settings, code = settings_in(app), code_of(app.config)
    place = app.builder.get_target_uri(docname)
    page = "/".join(filter(None, (settings.site_url.rstrip("/"), code, place)))
    said = [
        _("What is wrong here, and how should it be?"),
        "\n\n---",
        _("Page: {page}").format(page=page),
        _("Language: {language}").format(language=f"{settings.languages[code]} ({code})"),
        _("Script: {script}").format(script=source) if lines else source,
        versions,
    ]
    told = (("page", page), ("script", source), ("lines", lines)) if lines else ()
    url = repository.issue(f"{title} ({code})", "\n".join(filter(None, said)))
    return Link("report", url, _("Something wrong here?"), told)


def _lines(tutorial: Tutorial, language: str, id_language: str) -> str:
    """At which line of the script the sections of a language begin: ``steps 12 next-steps 40``."""
    lines: Sequence[int] = [
        prose.line + heading.line
        for prose in (passage.prose_in(language) for passage in tutorial.passages)
        for heading in markdown.headings(prose.text, tutorial.syntax)
    ]
    ids = tutorial.section_ids(id_language, language)
    return " ".join(f"{each} {line}" for each, line in zip(ids, lines, strict=True))
