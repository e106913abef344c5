"""The HTML of an output as a page may have it: parsed, closed, without scripts and styles of its own.

An output is HTML as browsers read it (tinyhtml5 has their algorithm), and becomes XHTML, so that it
ends where it ends and a book can hold it.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import tinyhtml5

from . import html_rules as rules
from .cascade import Declarations, cascade
from .outputs import HTML

_DATA = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml|avif);base64,[A-Za-z0-9+/=\s]*")
_COLORS = re.compile(r"(^|; )(color|background|background-color|fill|stroke): ")
_TAGS = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_DEPTH = 250
_TOO_DEEP = "more elements inside each other than a page can have"
# What neither HTML nor XML can hold.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class Clean:
    """What is left of an output: well-formed HTML; the style of each class in it; what is not there.

    ``needs`` says what an element that is left out would have loaded or run, ``foreign`` which files
    of other hosts are missing, ``files`` which of the output's own files it shows. ``is_empty`` is set
    where nothing is left to be seen.
    """

    html: str
    styles: Mapping[str, str]
    needs: tuple[str, ...]
    foreign: tuple[str, ...]
    files: tuple[str, ...]
    is_empty: bool


def clean(text: str, folder: str = "") -> Clean:
    """Make HTML that the code of a tutorial wrote fit for a page.

    ``folder`` is what the addresses of its own files begin with.
    """
    if _is_too_deep(text):
        return Clean("", {}, (_TOO_DEEP,), (), (), True)
    return _clean(text, folder)


def _is_too_deep(text: str) -> bool:
    """Does it open so many elements in each other that a browser too would give up?

    To find where an element ends takes time that grows with the square of how deep it lies.
    """
    depth = 0
    for closes, name in _TAGS.findall(text):
        if name.lower() not in rules.END_BY_THEMSELVES:
            depth = max(0, depth - 1) if closes else depth + 1
            if depth > _DEPTH:
                return True
    return False


def _clean(text: str, folder: str) -> Clean:
    root = tinyhtml5.parse(_UNFIT.sub("", text), namespace_html_elements=False)
    sheets = ["".join(each.itertext()) for each in root.iter("style")]
    work = _Cleaning(folder, cascade(root, sheets))
    place = work.copy(root)
    if any(_COLORS.search(style) for style in work.styles.values()):
        place.set("class", f"{place.get('class')} own-colors")
    return Clean(
        _written(place),
        dict(sorted(work.styles.items())),
        tuple(
            dict.fromkeys(rules.NEEDS[each.tag] for each in root.iter() if each.tag in rules.NEEDS)
        ),
        tuple(dict.fromkeys(work.foreign)),
        tuple(dict.fromkeys(work.files)),
        not "".join(place.itertext()).strip()
        and not any(each.tag in rules.SEEN for each in place.iter()),
    )


@dataclass
class _Cleaning:
    folder: str
    styled: Mapping[Element, Declarations]
    styles: dict[str, str] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def copy(self, root: Element) -> Element:
        """What the body of the document ``root`` holds, in one element."""
        place = Element("div", {"class": HTML})
        body = root.find("body")
        if body is not None:
            whole = {**self.styled.get(root, {}), **self.styled.get(body, {})}
            self._dress(place, {name: whole[name] for name in whole if name.startswith("--")})
            self._fill(place, body)
        return place

    def _fill(self, target: Element, source: Element) -> None:
        _append(target, source.text)
        for child in source:
            self._add(target, child)
            _append(target, child.tail)

    def _add(self, target: Element, child: Element) -> None:
        """Put an element and what is in it at the end of ``target``, as far as it may be there."""
        style = self.styled.get(child, {})
        is_hidden = child.get("hidden") is not None and "display" not in style
        if not isinstance(child.tag, str) or style.get("display") == "none" or is_hidden:
            return
        if child.tag.startswith(rules.MATH):
            element = Element(child.tag)  # without its attributes, nothing in a formula can act
        elif child.tag.startswith(rules.SVG):
            if child.tag.removeprefix(rules.SVG) not in rules.KNOWN_IN_SVG:
                return
            element = Element(child.tag, dict(rules.attributes_in_svg(child)))
        elif child.tag in rules.DROPPED:
            return
        elif rules.named(child) not in rules.KNOWN:
            self._fill(target, child)
            return
        else:
            element = Element(rules.named(child), dict(rules.attributes(child)))
            self._set_addresses(element, child)
            if child.tag == "img" and "src" not in element.attrib:
                _append(target, element.get("alt"))
                return
        self._fill(element, child)
        needed = {**rules.look(child), **rules.fit(element, target)}
        self._dress(element, {**needed, **style})
        target.append(element)

    def _dress(self, element: Element, declarations: Declarations) -> None:
        if declarations:
            style = "; ".join(f"{name}: {value}" for name, value in declarations.items())
            name = f"o-{hashlib.sha256(style.encode()).hexdigest()[:10]}"
            self.styles[name] = style
            element.set("class", " ".join([*element.get("class", "").split(), name]))

    def _set_addresses(self, element: Element, source: Element) -> None:
        for name in ("src", "poster"):
            if (value := source.get(name)) and (address := self._address(value.strip())):
                element.set(name, address)
        link = source.get("href", "")
        if element.tag == "a" and re.match(r"(https?:|mailto:)", link.strip(), re.IGNORECASE):
            element.set("href", link.strip())

    def _address(self, value: str) -> str | None:
        """Where a picture, a film or a sound is: in the address itself or a file of the output's own."""
        if value.startswith("data:"):
            return value if _DATA.fullmatch(value) else None
        try:
            url = urlsplit(value)
        except ValueError:
            return None
        if url.scheme or url.netloc:
            self.foreign.append(value)
            return None
        self.files.append(url.path)
        return f"{self.folder}{url.path}"


def _append(target: Element, text: str | None) -> None:
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def _written(element: Element, above: str = "") -> str:
    """The element as HTML that is XML too; ``above`` is the namespace of what it stands in."""
    namespace, _, name = element.tag.rpartition("}")
    attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in element.items())
    if namespace != above and namespace:
        attributes += f' xmlns="{namespace[1:]}"'
    if name in rules.EMPTY:
        return f"<{name}{attributes}/>"
    inner = "".join(
        _written(child, namespace) + html.escape(child.tail or "", quote=False) for child in element
    )
    return f"<{name}{attributes}>{html.escape(element.text or '', quote=False)}{inner}</{name}>"
