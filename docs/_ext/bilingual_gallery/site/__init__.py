"""What the HTML site adds to pages: languages, side by side, search, policy, cards, glossary.

In: the doctrees and contexts that Sphinx has of each page. Out: the site's pages and files. Knows
nothing of how a tutorial is run, nor of the book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what pages have on the site beside their own text."""
    from docutils import nodes

    from ..hooks import connect
    from . import (
        alternates,
        api_links,
        assets,
        call_uses,
        calls_page,
        cards,
        concordance,
        csp,
        direction,
        equations,
        excerpt,
        foreign,
        gallery_page,
        glossary_page,
        lessons,
        line_breaks,
        llms,
        markdown_pages,
        mathml,
        metadata,
        minutes,
        navigation,
        next_page,
        offline,
        options,
        page_links,
        parallel,
        plain_pages,
        previews,
        progress,
        redirects,
        rules,
        search_index,
        search_languages,
        search_names,
        search_queries,
        search_start,
        search_texts,
        sitemap,
        social_cards,
        stale_pages,
        summary,
        term_cards,
        term_links,
        themes,
        tutorial_figure,
        typefaces,
    )

    app.add_config_value("bilingual_gallery_static_files", "", "html")  # assets.py sets it

    connect(app, "config-inited", alternates.set_base_address)
    connect(app, "config-inited", assets.note_files)
    connect(app, "config-inited", metadata.set_title)
    connect(app, "config-inited", themes.offer)
    connect(app, "builder-inited", themes.darken, priority=400)  # Furo's own is 500
    connect(app, "builder-inited", assets.add)
    connect(app, "builder-inited", typefaces.make)
    connect(app, "builder-inited", direction.offer)
    connect(app, "doctree-read", metadata.add_description)
    connect(app, "doctree-read", next_page.note, priority=600)  # of the description

    previews.set_up(app)
    connect(app, "config-inited", previews.set_defaults, priority=501)  # after set_base_address
    connect(app, "html-page-context", previews.describe, priority=499)  # the extension's own is 500
    connect(app, "html-page-context", previews.take_out_place, priority=501)

    connect(app, "doctree-read", equations.note)
    app.add_html_math_renderer("mathml", (mathml.visit_inline, None), (mathml.visit_block, None))

    app.add_directive("glossary-terms", glossary_page.GlossaryTerms)
    connect(app, "doctree-read", term_links.note)
    connect(app, "env-get-outdated", term_links.outdated)
    connect(app, "doctree-resolved", term_links.add)
    app.add_node(term_links.LinkedText, html=(term_links.visit, None))

    app.add_directive("calls", calls_page.Calls)
    connect(app, "doctree-read", call_uses.note)
    connect(app, "env-updated", calls_page.check)
    connect(app, "doctree-resolved", calls_page.fill)
    connect(app, "doctree-resolved", api_links.add)
    connect(app, "doctree-resolved", lessons.tell)
    connect(app, "doctree-resolved", concordance.tell)
    connect(app, "doctree-resolved", foreign.mark, priority=550)
    connect(app, "doctree-resolved", line_breaks.keep, priority=600)  # after links have their text

    app.add_node(nodes.literal_block, override=True, html=(api_links.visit, api_links.depart))

    app.add_directive("tutorial-summary", summary.TutorialSummary)
    connect(app, "doctree-read", summary.fill)
    connect(app, "env-get-outdated", summary.outdated)

    app.add_directive("tutorial-excerpt", excerpt.TutorialExcerpt)
    app.add_directive("tutorial-figure", tutorial_figure.TutorialFigure)
    app.add_directive("offline-copies", offline.OfflineCopies)
    connect(app, "env-get-outdated", offline.outdated)

    app.add_role("reading-time", minutes.ReadingTime())
    connect(
        app, "doctree-read", gallery_page.arrange, priority=350
    )  # after what is unlisted is gone
    connect(app, "doctree-read", cards.write, priority=400)  # Sphinx's images are 500
    connect(app, "env-get-outdated", cards.outdated)

    app.add_directive("check-rules", rules.CheckRules)
    app.add_directive("gallery-options", options.GalleryOptions)

    search_languages.register(app)
    app.add_env_collector(search_index.Collector)
    connect(app, "builder-inited", search_names.take_place)
    connect(app, "builder-inited", search_queries.add)
    connect(app, "build-finished", search_texts.write_all)
    connect(app, "build-finished", search_start.add)

    connect(app, "html-page-context", alternates.add_alternates)
    connect(app, "html-page-context", parallel.offer)
    connect(app, "html-page-context", parallel.carry)
    connect(app, "html-page-context", page_links.offer)  # not a part of what it is below
    # A page that is written by hand gets its link beside the pieces that are numbered, and is none.
    connect(app, "html-page-context", markdown_pages.offer, priority=502)  # tags are told at 501
    connect(app, "html-page-context", term_cards.offer)
    connect(app, "html-page-context", progress.offer)
    connect(app, "html-page-context", next_page.offer)
    connect(app, "html-page-context", csp.offer)
    connect(app, "html-page-context", typefaces.preload)
    connect(app, "html-page-context", navigation.withhold, priority=499)  # Furo's own is 500
    connect(app, "html-page-context", navigation.add, priority=501)
    connect(app, "html-page-context", themes.dress, priority=900)  # it renders what others tell
    connect(app, "env-updated", stale_pages.outdated, priority=900)
    connect(app, "build-finished", stale_pages.note)
    connect(app, "env-updated", redirects.check)
    connect(app, "build-finished", plain_pages.write_all)
    connect(app, "build-finished", redirects.write_pages)
    connect(app, "build-finished", social_cards.remove_orphans)
    connect(app, "build-finished", sitemap.write_maps)
    connect(app, "build-finished", parallel.remove_orphans)
    connect(app, "build-finished", markdown_pages.remove_orphans)
    connect(app, "build-finished", llms.write_lists)
