"""Bilingual Sphinx-Gallery: one script, one run, a page and downloads for every language."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from . import engine, figures, languages, mathml, sections

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the options and the hooks; Sphinx calls this once for each build."""
    app.setup_extension("sphinx_gallery.gen_gallery")

    # code -> name, in the order of the prose cells; the first language holds the docstring
    app.add_config_value("bilingual_gallery_languages", {"en": "English"}, "env", types=[dict])
    # whose headings give every language's section ids; the last language if not set
    app.add_config_value("bilingual_gallery_id_language", "", "env", types=[str])
    # where outputs are kept, from the folder of conf.py
    app.add_config_value("bilingual_gallery_store", "../build/outputs", "", types=[str])
    # the distributions whose version is part of an output's key
    app.add_config_value("bilingual_gallery_distributions", [], "", types=[list, tuple])
    # how long one tutorial may run, in seconds
    app.add_config_value("bilingual_gallery_timeout", 600.0, "", types=[float, int])
    # addresses of the published site, of a notebook in Colab and of a script in the repository;
    # the last two with {path} in them
    app.add_config_value("bilingual_gallery_site_url", "", "html", types=[str])
    app.add_config_value("bilingual_gallery_colab_url", "", "env", types=[str])
    app.add_config_value("bilingual_gallery_source_url", "", "env", types=[str])

    app.connect("config-inited", languages.set_base_address)
    app.connect("builder-inited", engine.prepare, priority=400)  # Sphinx-Gallery's own is 500
    app.connect("builder-inited", engine.give_back, priority=900)
    app.connect("doctree-read", figures.note)
    app.add_transform(sections.SectionIds)
    app.add_html_math_renderer("mathml", (mathml.visit_inline, None), (mathml.visit_block, None))
    app.connect("html-page-context", languages.add_alternates)
    app.connect("build-finished", languages.write_chooser)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
