"""When two addresses lead to the same page: editions of it in several languages, and other spellings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..config import Editions

_INDEX = re.compile(r"/(?:index\.html?)?(?=$|[?#])")
_PAGE = re.compile(r"(?:\.(?:html?|md|rst|ipynb|py))?(?:[?#].*)?$")


@lru_cache(maxsize=4096)
def page(address: str, editions: Editions) -> str:
    """What all addresses of a page have in common; of two hosts that have the same edition either will do."""
    best, found, plain = -1, "", _plain(address)
    for number, edition in zip(_groups(editions), editions, strict=True):
        for _, written in edition:
            beginning = _plain(written.removesuffix("*"))
            rest = plain[len(beginning) :]
            whole = not rest or rest[0] in "/?#" or not written.removesuffix("*").endswith("/")
            if plain.startswith(beginning) and whole and len(beginning) > best:
                best = len(beginning)
                found = f"{number} {'' if written.endswith('*') else rest.lstrip('/')}"
    return found or plain


def is_open(page: str) -> bool:
    """Is this what the pages of a whole edition have in common, whichever of them it is?"""
    return page.endswith(" ")


def same_page(address: str, reference: str) -> bool:
    """Does a reference, as {doc} has it, name the page to which an address leads?

    Nobody knows on which host that page is, so they name the same if their last parts do.
    """
    if address.startswith("#"):
        return address[1:] == reference
    one, two = _parts(address), _parts(reference)
    many = min(len(one), len(two), 2)
    return many > 0 and one[-many:] == two[-many:]


def _parts(address: str) -> Sequence[str]:
    rest = re.sub(r"^[a-z]+://[^/]+", "", address)
    return [part for part in _PAGE.sub("", rest).split("/") if part not in ("", ".", "..")]


def _plain(address: str) -> str:
    """The address without what may be written in another way: http or https, a slash at its end."""
    scheme, mark, rest = address.partition("://")
    if mark and scheme.lower() in ("http", "https"):
        host, slash, path = rest.partition("/")
        return f"https://{host.lower()}{_INDEX.sub('', slash + path)}"
    return address


@lru_cache(maxsize=8)
def _groups(editions: Editions) -> tuple[int, ...]:
    """A number for each edition, the same for those that have an address in common."""
    numbers = list(range(len(editions)))
    for index, edition in enumerate(editions):
        for before, other in enumerate(editions[:index]):
            if set(edition) & set(other):
                old, new = numbers[index], numbers[before]
                numbers = [new if each == old else each for each in numbers]
    return tuple(numbers)
