"""Redirects of conf.py that can lead nobody: to a page that there is not, or from one that there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..config import Settings
from ..config.conf_py import key_line
from ..source.gallery import scripts_of
from .finding import Finding

RULE = "redirect"
OPTION = "bilingual_gallery_redirects"
# Sphinx decides by its ending what is a page; a picture of that name is none.
_ENDINGS = (".md", ".rst", ".txt", ".ipynb")


def check(settings: Settings) -> Iterator[Finding]:
    """The findings, each at the line of conf.py that names the old page."""
    made = {settings.docname(path) for path in scripts_of(settings)}
    made |= {f"{name.rpartition('/')[0]}/index" for name in made}
    made |= {f"{each.pages}/index" for each in settings.galleries}

    def exists(name: str) -> bool:
        place = settings.docs / settings.codes[0] / name
        return name in made or any(
            place.with_name(f"{place.name}{ending}").is_file() for ending in _ENDINGS
        )

    conf = settings.docs / "conf.py"
    for old, message in mistakes(settings.redirects, exists):
        yield Finding(conf, key_line(conf, OPTION, old), RULE, message)


def mistakes(
    redirects: Mapping[str, str], exists: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    """What is wrong with redirects: the old name of each, and the message."""
    for old, new in redirects.items():
        page = new.partition("#")[0]
        if old.startswith("/") or ".." in old.split("/"):
            yield old, f"{old} is no name of a page; write it from the folder of a language"
        elif exists(old):
            yield old, f"{old} is a page, so nothing can lead from it; take the redirect out"
        elif page.startswith("/") or ".." in page.split("/") or not page or not exists(page):
            yield old, f"{old} leads to '{page}', and there is no such page; name one that there is"
