"""One visit to a page in a browser: everything is opened once, and kept is what was seen.

Tests of every page look at the same visit, because to open a page takes longer than to look at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import axe
from readers import until

HANGUL = re.compile("[가-힣]")
WIDTHS = (320, 390, 768, 1440)

# Press every mark, wait for what it shows, and say what that is.
PEEK_ALL = """async () => {
    const marks = [...document.querySelectorAll('.peek')];
    for (const mark of marks) if (mark.getAttribute('aria-expanded') !== 'true') mark.click();
    while (marks.some(mark => mark.getAttribute('aria-expanded') !== 'true'))
        await new Promise(requestAnimationFrame);
    const shown = [...document.querySelectorAll('.counterpart')];
    return shown.map(element => [element.textContent, element.lang]);
}"""
SHOWN = "[...document.querySelectorAll('.counterpart')].map(e => [e.textContent, e.lang])"
LINKS = "[...document.querySelectorAll('.counterpart [href]')].map(e => e.getAttribute('href'))"
# What a counterpart must not bring along: the page has it already.
TWICE = "document.querySelectorAll('.counterpart [id], .counterpart .headerlink').length"

# What is wider than the window, and what is cut off: it holds more than it shows and does not scroll.
TOO_WIDE = """() => {
    const { scrollWidth } = document.documentElement;
    const cut = [...document.querySelectorAll("body *")].filter(element => {
        const { overflowX, textOverflow } = getComputedStyle(element);
        const isHidden = !element.checkVisibility({ visibilityProperty: true }) || element.clientWidth <= 1;
        const { right } = element.getBoundingClientRect();
        const isOut = right > innerWidth + 1 && !element.closest("pre, math, .table-wrapper, .skip-to-content");
        const isCut = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
        // The name of the site may end in dots beside the buttons of a narrow header.
        return !isHidden && (isOut || (isCut && textOverflow !== "ellipsis"));
    });
    return [
        ...(scrollWidth > innerWidth ? [`page ${scrollWidth} px`] : []),
        ...cut.map(element => `${innerWidth}: ${element.outerHTML.slice(0, 100)}`),
    ];
}"""

# What is the same in every language: names, codes of languages, keys.
NAMES = re.compile(
    r"(?<![\w@])(English|Markdown|PyTorch|torch|Sphinx|Furo|@pradyunsg|en|ko|A–Z|Ctrl\+C)(?![A-Za-z])"
)
# Every string with its kind, the language it is marked with, and whether it is a title that the
# author wrote. The author's prose is what has a counterpart; code, cards and the sentences under a
# term, with the titles of their sections, are the author's too.
COLLECT = r"""() => {
  const PROSE = "article :is([data-piece], pre, math, .counterpart, .sphx-glr-thumbnails, .excerpt, .uses li)";
  const TITLES = "head > title, link, .sidebar-tree a, .toc-tree, .related-pages .title, .search-results";
  const LABELS = ["aria-label", "aria-description", "title", "placeholder", "label", "alt"];
  const CODES = ["piece", "script", "content_root", "theme", "code", "language", "of"]; // nobody reads these
  const ADDRESSES = ["code", "page", "pieces", "pages"]; // … nor these in data for scripts; titles are authors'
  const found = [];
  const add = (kind, element, text) => {
    if (!/\p{L}/u.test(text)) return;
    const { lang } = element.closest("[lang]") ?? document.documentElement;
    found.push({ kind, text: text.trim(), lang, title: element.closest(TITLES) !== null });
  };
  const strings = (value) =>
    typeof value === "string"
      ? [value]
      : Object.keys(value).flatMap((key) => (ADDRESSES.includes(key) ? [] : strings(value[key])));
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.matches("script, style")) continue;
      if (element.localName === "template") walk(element.content);
      if (!element.closest(PROSE) || element.closest("button")) {
        for (const node of element.childNodes)
          if (node.nodeType === Node.TEXT_NODE) add("text", element, node.data);
        for (const place of ["::before", "::after", "::marker"])
          for (const text of getComputedStyle(element, place).content.match(/"[^"]+"/g) ?? [])
            add("css", element, text);
      }
      for (const name of LABELS)
        if (element.hasAttribute(name) && !element.matches(".term, img")) // a term's other name, a figure's own
          // A mark says behind a dash how the author's text begins.
          add(name, element, element.getAttribute(name).split(element.matches(".peek") ? " – " : /$^/)[0]);
      for (const [name, value] of Object.entries(element.dataset))
        if (!CODES.includes(name))
          for (const text of strings(value.startsWith('{"') ? JSON.parse(value) : value))
            add("data", element, text);
    }
  };
  walk(document);
  return found;
}"""


@dataclass(frozen=True)
class Said:
    """One string of the interface."""

    kind: str
    text: str
    lang: str
    title: bool

    def is_in(self) -> bool:
        """Is it in the language it is marked with?"""
        rest = NAMES.sub("", self.text)
        if self.lang != "ko":
            return not HANGUL.search(rest)
        if self.title:
            return True  # a page may be called after a function, say
        if re.search("[A-Za-z]{2,} [a-z]{2,}", rest):
            return False  # half translated
        return bool(HANGUL.search(rest)) or not re.search("[A-Za-z]", rest)


@dataclass(frozen=True)
class Visit:
    """What a page in one language has shown, asked for and said."""

    asked: list[str] = field(default_factory=list)  # addresses
    said: list[str] = field(default_factory=list)  # messages of the console, failed requests
    axe: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    peeked: list[tuple[str, str]] = field(default_factory=list)  # texts and their languages
    compared: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # of the counterparts
    twice: list[int] = field(default_factory=list)  # ids that the page had already
    words: set[Said] = field(default_factory=set)


def visit(browser: Any, address: str, other: str) -> Visit:
    """Open a page, use all that it offers, and look at it in every width.

    ``other`` is the language beside it.
    """
    seen = Visit()
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",  # nothing glides while one looks
        locale="fr-FR",  # the chooser leads nowhere by itself
        permissions=["clipboard-read", "clipboard-write"],
    )
    tab = context.new_page()
    tab.on("request", lambda request: seen.asked.append(request.url))
    tab.on("requestfailed", lambda request: seen.said.append(request.url))
    tab.on("console", lambda message: seen.said.append(message.text))
    tab.on("pageerror", lambda error: seen.said.append(str(error)))
    tab.goto(address)
    _collect(tab, seen)
    seen.axe.extend(axe.violations(tab, schemes=["light"]))
    for _ in _use(tab, other):
        _collect(tab, seen)
    _measure(tab, seen)
    if tab.locator(".peek").count():
        seen.peeked.extend(map(tuple, tab.evaluate(PEEK_ALL)))
        seen.links.extend(tab.evaluate(LINKS))
        seen.twice.append(tab.evaluate(TWICE))
        _measure(tab, seen)
    if tab.locator(".compare").count():
        tab.keyboard.press("b")
        tab.wait_for_selector("body.comparing")
        seen.compared.extend(map(tuple, tab.evaluate(SHOWN)))
        _measure(tab, seen)
        tab.keyboard.press("b")
        tab.wait_for_selector("body:not(.comparing)")
    context.close()
    return seen


def _collect(tab: Any, seen: Visit) -> None:
    seen.words.update(Said(**each) for each in tab.evaluate(COLLECT))


def _measure(tab: Any, seen: Visit) -> None:
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        seen.too_wide.extend(tab.evaluate(TOO_WIDE))


def _use(tab: Any, other: str) -> Iterator[None]:
    """Do what makes a page say something, one thing after the other."""
    if tab.locator(".sidebar-search").count() and not tab.locator(".search-page").count():
        tab.keyboard.press("/")
        for query in ("tensor", "qqqq"):
            tab.fill(".search-dialog input", query)
            until(
                tab,
                """empty => { const form = document.querySelector(".search-dialog form");
                    return form.querySelector(".search-count").textContent
                        && empty === !form.querySelector(".search-results li"); }""",
                query == "qqqq",
            )
            yield
        tab.keyboard.press("Escape")
    if tab.locator(".copy").count():
        tab.locator(".copy").first.dispatch_event("click")
        until(tab, "document.querySelector('.copy-status').textContent")
        yield
    if tab.locator(".peek").count():
        tab.locator(".peek").first.dispatch_event("click")
        until(tab, "document.querySelector('.compare-status').textContent")
        shown = "[...document.querySelectorAll('.counterpart:not(.notice)')].map(e => e.lang)"
        assert tab.evaluate(shown) == [other]
        yield
        for state in ("true", "false"):
            said = tab.text_content(".compare-status")
            tab.keyboard.press("b")
            until(
                tab,
                "before => document.querySelector('.compare-status').textContent !== before",
                said,
            )
            assert tab.get_attribute(".compare", "aria-pressed") == state
            assert set(tab.evaluate(shown)) == ({other} if state == "true" else set())
            yield
