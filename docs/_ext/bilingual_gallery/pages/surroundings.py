"""What a download has above and below the tutorial: what to install, and the way back to the page."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    packages_distributions,
)
from types import MappingProxyType

from sphinx.locale import get_translation

from ..source.tutorial import Tutorial
from .portable.inlines import escaped, linked

_ = get_translation("sphinx")


def above(install: Sequence[str], files: Sequence[str], *, again: bool = False) -> str:
    """The first cell: the distributions to install, and the files to put beside, as links; or nothing.

    Where it is said ``again``, in another language, the command is there already.
    """
    said = []
    if install:
        said.append(_("Before you run this tutorial, install what it imports:"))
        if not again:
            said.append(f"```shell\npip install {' '.join(install)}\n```")
    if files:
        said.append(_("It needs these files beside it: {files}").format(files=", ".join(files)))
    return "\n\n".join(said)


def below(page: str, others: Mapping[str, str] = MappingProxyType({})) -> str:
    """The last cell, which leads to the tutorial's page, and to ``others`` by the names of their languages."""
    words = _("The page of this tutorial, with its outputs")
    links = [linked(words, page), *(linked(escaped(name), others[name]) for name in others)]
    return f"---\n\n{' · '.join(links)}"


def distributions_of(
    tutorial: Tutorial, files: Iterable[str], preferred: Iterable[str] = ()
) -> tuple[str, ...]:
    """What has to be installed to run a tutorial, by the names that pip knows, sorted.

    ``files`` lie beside it, modules among them. Distributions that are ``preferred`` are looked at first.
    """
    own = {name.partition("/")[0].removesuffix(".py") for name in files}
    others = _imported(tuple(cell.source for cell in tutorial.code)) - sys.stdlib_module_names - own
    return tuple(sorted({_distribution(each, tuple(preferred)) for each in others}, key=str.lower))


@cache
def _distribution(module: str, preferred: Sequence[str]) -> str:
    """The distribution that has a module; its own name where none has it here."""
    for name in (*preferred, module):  # to look through all of them takes half a second
        with suppress(PackageNotFoundError):
            found = distribution(name)
            if name == module or module in _modules(found):
                return name
    return min(packages_distributions().get(module, [module]))


def _modules(found: Distribution) -> frozenset[str]:
    """The modules of a distribution, without those in them."""
    told = (found.read_text("top_level.txt") or "").split()  # which many have no more
    return frozenset(told or (each.parts[0] for each in found.files or ()))


@cache  # the page and each download ask
def _imported(cells: tuple[str, ...]) -> frozenset[str]:
    """The modules that the code imports, without the modules in them."""
    names: set[str] = set()
    for cell in cells:
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.Import):
                names.update(each.name for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return frozenset(name.partition(".")[0] for name in names)
