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
    from . import (
        alternates,
        assets,
        cards,
        catalog,
        csp,
        direction,
        glossary_page,
        line_breaks,
        mathml,
        metadata,
        navigation,
        parallel,
        previews,
        rules,
        search_index,
        search_languages,
        sitemap,
        summary,
        templates,
        term_links,
    )

    app.add_config_value("bilingual_gallery_translations", "", "env")  # catalog.py sets it
    app.add_config_value("bilingual_gallery_static_files", "", "html")  # assets.py sets it

    app.connect("config-inited", alternates.set_base_address)
    app.connect("config-inited", assets.note_files)
    app.connect("config-inited", metadata.set_title)
    app.connect("config-inited", catalog.add)
    app.connect("config-inited", catalog.note)
    app.connect("builder-inited", assets.join)
    app.connect("builder-inited", assets.offer)
    app.connect("builder-inited", templates.offer)
    app.connect("builder-inited", direction.offer)
    app.connect("doctree-read", metadata.add_description)

    previews.set_up(app)
    app.connect("config-inited", previews.set_defaults, priority=501)  # after set_base_address
    app.connect("html-page-context", previews.describe, priority=499)  # the extension's own is 500
    app.connect("html-page-context", previews.take_out_place, priority=501)

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

    app.add_directive("check-rules", rules.CheckRules)

    search_languages.register(app)
    app.add_env_collector(search_index.Collector)
    app.connect("builder-inited", search_index.take_place)

    app.connect("html-page-context", alternates.add_alternates)
    app.connect("html-page-context", parallel.offer)
    app.connect("html-page-context", parallel.carry)
    app.connect("html-page-context", csp.offer)
    app.connect("html-page-context", navigation.withhold, priority=499)  # Furo's own is 500
    app.connect("html-page-context", navigation.add, priority=501)
    app.connect("build-finished", alternates.write_chooser)
    app.connect("build-finished", sitemap.write_maps)
    app.connect("build-finished", parallel.remove_orphans)
