"""Screenshots of the built site into build/screenshots, for a person to look at.

``python tests/shots.py``; also makes the README's picture.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build" / "html"
PAGES = [
    path.relative_to(SITE / "en").as_posix()
    for pattern in ("index.html", "glossary.html", "tutorials/*/*.html", "project/*.html")
    for path in sorted((SITE / "en").glob(pattern))
]

# Figures load when they come near the window; a picture of the whole page needs them all.
LOAD = """() => Promise.all([...document.querySelectorAll("article img")].map(image => {
    image.loading = "eager";
    return image.decode();
}))"""


def main() -> None:
    out = ROOT / "build" / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for language in ("ko", "en"):
            for width, scheme in ((1280, "light"), (390, "light"), (1280, "dark")):
                page = browser.new_page(
                    viewport={"width": width, "height": 1000}, color_scheme=scheme
                )
                for name in PAGES:
                    page.goto((SITE / language / name).as_uri())
                    page.evaluate(LOAD)
                    stem = name.replace("/", "-").removesuffix(".html")
                    page.screenshot(
                        path=out / f"{language}-{width}-{scheme}-{stem}.png", full_page=True
                    )
        page = browser.new_page(viewport={"width": 1460, "height": 900})
        frames = "".join(
            f'<iframe src="{language}/tutorials/blitz/tensors.html"></iframe>'
            for language in ("ko", "en")
        )
        style = "body{margin:0;display:flex;gap:8px;background:#888}iframe{border:0;width:726px;height:900px}"
        both = SITE / "_both.html"
        both.write_text(f"<style>{style}</style>{frames}")
        page.goto(both.as_uri())
        for frame in page.frames[1:]:  # the passage, the code and its figure
            frame.evaluate(LOAD)
            frame.evaluate("document.querySelector('article img').scrollIntoView({block: 'end'})")
        page.screenshot(path=out / "pages.png")
        both.unlink()


if __name__ == "__main__":
    main()
