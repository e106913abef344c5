"""Pictures of the built site in ``build/screenshots``, for a person to look at.

``make pictures`` takes every page, in each language and view, and the README's picture too; the
tests take the key pages.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import chromium
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build" / "html"
OUT = ROOT / "build" / "screenshots"
LANGUAGES = ("ko", "en")
VIEWS = ((1280, "light"), (390, "light"), (1280, "dark"))
KEY = ("index.html", "tutorials/blitz/tensors.html")

# Figures load when they come near the window; here all do, and tell which file the browser chose.
LOAD = """() => Promise.all([...document.querySelectorAll("article img")].map(async image => {
    image.loading = "eager";
    await image.decode();
    return image.currentSrc;
}))"""


def take(browser: Any, name: str, language: str, width: int, scheme: str) -> Path:
    """A picture of the whole of one page, and where it is."""
    page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=scheme)
    page.goto((SITE / language / name).as_uri())
    page.evaluate(LOAD)
    stem = name.replace("/", "-").removesuffix(".html")
    path = OUT / f"{language}-{width}-{scheme}-{stem}.png"
    page.screenshot(path=path, full_page=True)
    page.close()
    return path


def take_both(browser: Any) -> None:
    """The README's picture: a passage, its code and figure in two languages beside each other."""
    page = browser.new_page(viewport={"width": 1460, "height": 900})
    frames = "".join(
        f'<iframe src="{language}/tutorials/blitz/tensors.html"></iframe>' for language in LANGUAGES
    )
    style = "body{margin:0;display:flex;gap:8px;background:#888}iframe{border:0;width:726px;height:900px}"
    both = SITE / "_both.html"
    both.write_text(f"<style>{style}</style>{frames}")
    page.goto(both.as_uri())
    for frame in page.frames[1:]:
        frame.evaluate(LOAD)
        where = "{block: 'end', behavior: 'instant'}"
        frame.evaluate(f"document.querySelector('article img').scrollIntoView({where})")
        page.wait_for_timeout(200)  # the theme offers the way back to the top
        frame.evaluate("document.documentElement.classList.remove('show-back-to-top')")
        frame.evaluate("document.querySelector('.compare-hint').hidden = true")  # it is seen once
    page.screenshot(path=OUT / "pages.png")
    both.unlink()


def main() -> None:
    names = [
        path.relative_to(SITE / "en").as_posix()
        for pattern in ("index.html", "glossary.html", "tutorials/*/*.html", "project/*.html")
        for path in sorted((SITE / "en").glob(pattern))
    ]
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        program = chromium.path()
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        for name, language, (width, scheme) in product(names, LANGUAGES, VIEWS):
            take(browser, name, language, width, scheme)
        take_both(browser)


if __name__ == "__main__":
    main()
