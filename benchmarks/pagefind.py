"""Pagefind over a built site: its index, made with the version below from npm, and what it finds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from serve import served  # noqa: E402

VERSION = "1.6.0"
TOOL = ROOT / "build" / "pagefind"
# What one search may load beside the scripts: the words, and the texts that results are made of.
INDEX, TEXTS = ("*.pf_index", "*.pf_meta"), ("*.pf_fragment",)

_SECTION = re.compile(r'<section id="([^"]+)">\s*<h(\d)')

FIND = """async asked => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const answers = [];
  for (const query of asked) {
    const { results } = await pagefind.search(query);
    const found = [];
    for (const result of results.slice(0, 5)) {
      const { sub_results: parts } = await result.data();
      // The parts of a page that have the words, the one that fits best first.
      const much = ({ weighted_locations: all }) => all.reduce((sum, each) => sum + each.balanced_score, 0);
      const best = parts.toSorted((a, b) => much(b) - much(a))[0];
      const address = new URL(best?.url ?? "/", location.href);
      found.push({
        page: address.pathname.replace(/^\\/|\\.html$/g, ""), id: address.hash.slice(1),
      });
    }
    answers.push(found);
  }
  return answers;
}"""


def install() -> Path:
    """The program, installed where it was not."""
    program = TOOL / "node_modules" / ".bin" / "pagefind"
    if not program.exists():
        TOOL.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-package-lock", "--prefix", str(TOOL)]
        subprocess.run([*command, f"pagefind@{VERSION}"], check=True)
    return program


def indexed(site: Path, language: str) -> Path:
    """A copy of one language's pages with Pagefind's index of them, of what is in the articles alone."""
    copy = TOOL / language
    shutil.rmtree(copy, ignore_errors=True)
    for page in site.rglob("*.html"):
        if page.name not in ("search.html", "genindex.html", "404.html"):
            to = copy / page.relative_to(site)
            to.parent.mkdir(parents=True, exist_ok=True)
            # It knows the sections whose headings have an id.
            text = _SECTION.sub(r'<section><h\2 id="\1"', page.read_text(encoding="utf-8"))
            to.write_text(text, encoding="utf-8")
    command = [str(install()), "--site", str(copy), "--root-selector", "article"]
    command += ["--exclude-selectors", ".headerlink, .peek, .tutorial-downloads"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return copy


def size(copy: Path, patterns: tuple[str, ...]) -> int:
    """The bytes of an index's files, which Pagefind compresses itself."""
    return sum(path.stat().st_size for each in patterns for path in copy.rglob(each))


def results(browser: Any, copy: Path, asked: list[str]) -> list[list[dict[str, str]]]:
    """What Pagefind finds for each query, best first: of each page the section that it is most in."""
    with served(copy, "") as address:
        page = browser.new_page()
        page.goto(f"{address}/index.html")
        found: list[list[dict[str, str]]] = page.evaluate(FIND, asked)
        page.close()
    return found
