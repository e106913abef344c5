"""A tutorial and its outputs become a page in MyST, figures and downloads, in Sphinx-Gallery's walk.

In: tutorials, entries of the cache, the options. Out: generated pages and downloads in a language's
folder. Knows nothing of what the HTML site adds to a page, nor of the book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what makes pages."""
    from ..compat import imgsgnode
    from ..hooks import connect
    from . import (
        ansi,
        borrowed,
        build_lock,
        called,
        captions,
        catalog,
        cell_output,
        figures,
        generate,
        guard,
        media,
        outputs,
        own_media,
        pictures,
        section_ids,
        sections,
        titles,
        untranslated,
        value_quotes,
    )

    app.add_config_value("bilingual_gallery_translations", "", "env")  # catalog.py sets it

    connect(app, "config-inited", catalog.add)
    connect(app, "config-inited", catalog.note)
    connect(app, "config-inited", build_lock.enter)
    connect(app, "builder-inited", generate.make_pages)
    connect(app, "builder-inited", sections.check)
    connect(app, "env-get-outdated", sections.outdated)
    connect(app, "doctree-read", sections.leave_out, priority=300)  # before cards and toctrees
    connect(app, "doctree-read", titles.make_text, priority=400)  # contents are collected at 500
    connect(app, "doctree-read", figures.note)
    connect(app, "doctree-read", captions.join, priority=350)  # before a book has other pictures
    connect(app, "doctree-read", guard.look, priority=900)  # images and downloads are noted at 500
    connect(app, "doctree-read", media.note)
    connect(app, "doctree-read", own_media.lead)
    connect(app, "html-page-context", media.give)
    app.add_node(imgsgnode, override=True, html=(figures.visit, figures.depart))
    for element in (untranslated.Untranslated, untranslated.UntranslatedTitle):
        app.add_node(element, html=(untranslated.visit, untranslated.depart))
    app.add_directive(outputs.DIRECTIVE, cell_output.CellOutput)
    app.add_lexer(ansi.LANGUAGE, ansi.AnsiLexer)
    app.add_transform(section_ids.SectionIds)
    app.add_transform(untranslated.Marked)
    app.add_transform(called.CalledNames)
    app.add_post_transform(borrowed.BorrowedLinks)
    app.add_transform(pictures.BesideScript)
    app.add_transform(value_quotes.Verbatim)
