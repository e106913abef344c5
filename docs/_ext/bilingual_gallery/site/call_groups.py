"""The headings of the page of calls: modules, classes with many calls, and libraries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..glossary.calls import Call

# How few calls a module may have for a heading of its own, and how few a class.
_MODULE, _CLASS = 3, 8


def grouped(calls: Iterable[Call], libraries: Mapping[str, str]) -> dict[str, list[Call]]:
    """The calls by their headings, each in the order of the file; ``libraries`` has that of each name."""
    listed = list(calls)
    places = {each.name: _place(each.name) for each in listed}
    classes = Counter(owner for _, owner in places.values() if owner)
    heading = {
        name: owner if owner and classes[owner] >= _CLASS else module
        for name, (module, owner) in places.items()
    }
    for depth in range(max((each.count(".") for each in heading.values()), default=0), 0, -1):
        sizes = Counter(heading.values())
        for name, each in heading.items():
            if each.count(".") == depth and sizes[each] < _MODULE:
                heading[name] = each.rpartition(".")[0]
    sizes = Counter(heading.values())
    found: dict[str, list[Call]] = {}
    for call in listed:
        title = heading[call.name]
        library = libraries.get(call.name, title)
        others = {heading[name] for name in places if libraries.get(name) == library} - {title}
        is_alone = "." not in title and sizes[title] < _MODULE and others
        found.setdefault(library if is_alone else title, []).append(call)
    return found


def _place(name: str) -> tuple[str, str]:
    """The module of a call, and its class if it has one, told by how these are written."""
    parts = name.split(".")
    upper = next((at for at, part in enumerate(parts[:-1]) if part[:1].isupper()), None)
    if upper is None:
        return ".".join(parts[:-1]), ""
    return ".".join(parts[:upper]), ".".join(parts[: upper + 1])
