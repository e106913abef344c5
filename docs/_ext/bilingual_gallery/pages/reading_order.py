"""The tutorials in the order they are read."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx.application import Sphinx

from ..compat import get_subsections, script_order
from ..config import Settings
from ..source.gallery import collect
from ..source.tutorial import Tutorial


def tutorials_of(app: Sphinx) -> tuple[Settings, Sequence[Tutorial]]:
    """The settings, and the tutorials in the order they are read."""
    settings = Settings.of(app.config, app.confdir, app.srcdir)
    conf = app.config.sphinx_gallery_conf
    sections = get_subsections(app.srcdir, settings.gallery, conf)
    tutorials = collect(settings).tutorials
    ordered: list[Tutorial] = []
    for folder in [settings.gallery, *(settings.gallery / name for name in sections)]:
        key = script_order(conf, folder)
        scripts = {each.path.name: each for each in tutorials if each.path.parent == folder}
        ordered += [scripts[name] for name in sorted(scripts, key=key)]
    return settings, ordered
