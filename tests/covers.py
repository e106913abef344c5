"""Draw the cover of each language's book, ``docs/<language>/cover.png``: ``python tests/covers.py``.

The title is that of the home page; draw the covers again when it changes.
"""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import Path

import chromium
from PIL import Image
from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent.parent / "docs"
SIZE = (1200, 1600)
# A matrix whose values grow to the right and downward.
CELLS = "".join(
    f'<rect x="{column * 180}" y="{row * 180}" width="164" height="164" rx="14" '
    f'fill="rgb(238 76 44 / {15 + 85 * (row * 6 + column) // 23}%)"/>'
    for row in range(4)
    for column in range(6)
)
PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><style>
body {{ margin: 0; width: 1200px; height: 1600px; padding: 110px 68px; box-sizing: border-box;
  background: #fff; color: #222; word-break: keep-all; text-wrap: balance;
  font: 700 128px/1.25 "Noto Sans CJK KR", sans-serif; }}
h1 {{ margin: 0 0 120px; font-size: inherit; height: 480px; }}
</style><h1>{title}</h1><svg width="1064" height="704">{cells}</svg></html>"""


def main() -> None:
    with sync_playwright() as playwright:
        program = chromium.path()
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        for home in sorted(DOCS.glob("*/index.md")):
            title = re.search(r"^# (.+)$", home.read_text(encoding="utf-8"), re.MULTILINE)
            assert title is not None, home
            page.set_content(
                PAGE.format(language=home.parent.name, title=escape(title[1]), cells=CELLS)
            )
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(64)
            picture.save(home.with_name("cover.png"), optimize=True)


if __name__ == "__main__":
    main()
