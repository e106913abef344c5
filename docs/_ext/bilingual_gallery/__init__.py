"""Bilingual Sphinx-Gallery: one script, one run, a page and downloads for every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the options and the hooks; Sphinx calls this once for each build."""
    # Here and not above: a process that runs a tutorial needs one module and not all of them.
    from sphinx_gallery.directives import imgsgnode

    from . import (
        book,
        book_pages,
        cards,
        counterparts,
        descriptions,
        engine,
        figures,
        glossary_page,
        interface,
        korean_search,
        languages,
        line_breaks,
        marks,
        mathml,
        navigation,
        policy,
        publish,
        rules_page,
        search_index,
        sections,
        settings,
        sheets,
        sitemap,
        summary,
        term_links,
    )

    app.setup_extension("sphinx_gallery.gen_gallery")

    for option in settings.OPTIONS:
        app.add_config_value(*option)
    app.add_config_value("bilingual_gallery_translations", "", "env")  # interface.py sets it
    app.add_config_value("bilingual_gallery_static_files", "", "html")  # sheets.py sets it

    app.connect("config-inited", engine.hide_matplotlib, priority=9)  # Sphinx-Gallery's own is 10
    app.connect("config-inited", engine.reveal_matplotlib, priority=11)
    app.connect("config-inited", marks.enter)
    app.connect("config-inited", languages.set_base_address)
    app.connect("config-inited", sheets.note_files)
    app.connect("config-inited", interface.set_title)
    app.connect("config-inited", interface.note_translations)
    app.connect("builder-inited", engine.prepare, priority=400)  # Sphinx-Gallery's own is 500
    app.connect("builder-inited", engine.give_back, priority=900)
    app.connect("builder-inited", sheets.join)
    app.connect("doctree-read", figures.note)
    app.connect("doctree-read", descriptions.add)
    app.add_node(imgsgnode, override=True, html=(figures.visit, figures.depart))
    app.add_transform(sections.SectionIds)
    app.add_html_math_renderer("mathml", (mathml.visit_inline, None), (mathml.visit_block, None))

    app.add_directive("glossary-terms", glossary_page.GlossaryTerms)
    app.connect("doctree-read", term_links.note)
    app.connect("env-get-outdated", term_links.outdated)
    app.connect("doctree-resolved", term_links.add)
    app.add_node(term_links.LinkedText, html=(term_links.visit, None))

    app.connect("doctree-resolved", line_breaks.keep, priority=600)  # after links have their text

    app.add_directive("tutorial-summary", summary.TutorialSummary)
    app.connect("doctree-read", summary.fill)
    app.connect("env-get-outdated", summary.outdated)

    app.add_role("reading-time", cards.ReadingTime())
    app.connect("doctree-read", cards.write, priority=400)  # Sphinx's images are 500
    app.connect("env-get-outdated", cards.outdated)

    app.add_directive("check-rules", rules_page.CheckRules)

    app.add_search_language(korean_search.SearchKorean)
    app.add_env_collector(search_index.Collector)
    app.connect("builder-inited", search_index.take_place)

    app.add_builder(book.Book, override=True)
    app.connect("doctree-read", book_pages.adapt, priority=400)  # Sphinx's images are 500

    app.connect("html-page-context", languages.add_alternates)
    app.connect("html-page-context", counterparts.carry)
    app.connect("html-page-context", policy.offer)
    app.connect("html-page-context", navigation.withhold, priority=499)  # Furo's own is 500
    app.connect("html-page-context", navigation.add, priority=501)
    app.connect("build-finished", languages.write_chooser)
    app.connect("build-finished", sitemap.write_maps)
    app.connect("build-finished", counterparts.remove_orphans)
    return {
        "version": __version__,
        "env_version": int(publish.makers()[:8], 16),  # other code of ours makes other pages
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
