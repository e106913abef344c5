"""What makes the tutorials good to read: lines, reading times, cards, figures, paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from helpers import make_site

# Text that begins a line though no space is before it: what stands there, and what before it.
PARTED = """() => {
  const parted = [], range = document.createRange();
  const blockOf = node => {
    let block = node.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    return block;
  };
  document.querySelectorAll("details").forEach(each => each.open = true);
  const walker = document.createTreeWalker(document.querySelector("article"), 5, node => {
    if (node.nodeType === 3) return NodeFilter.FILTER_ACCEPT;
    if (node.localName === "math") return NodeFilter.FILTER_ACCEPT;
    return node.matches("pre, math *, .headerlink, .peek, .language-bar")
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  let before = null;
  const see = (block, box, text) => {
    if (before?.block === block && box.left < before.right - 3 && box.top > before.middle)
      parted.push([before.text, text]);
    before = { block, text, right: box.right, middle: (box.top + box.bottom) / 2 };
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 1) {
      if (node.getAttribute("display") !== "block") see(blockOf(node), node.getBoundingClientRect(), "$");
    } else if (!node.parentElement.closest("math")) {
      const block = blockOf(node);
      for (let at = 0; at < node.data.length; at++) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = [...range.getClientRects()].pop();
        if (!node.data[at].trim()) before = null;
        else if (box) see(block, box, node.data[at]);
      }
    }
  }
  return parted;
}"""


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="session")
def korean(project: Path) -> list[Path]:
    return sorted(
        path
        for path in (project / "ko").rglob("*.html")
        if path.name not in ("search.html", "genindex.html")
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_no_korean_line_begins_with_a_particle_or_a_sign_that_belongs_to_the_line_above(
    korean: list[Path], browser: Any, width: int
) -> None:
    assert len(korean) > 10
    tab = browser.new_page(viewport={"width": width, "height": 900})
    parted = []
    for page in korean:
        tab.goto(page.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, page
        parted += [
            (page.stem, before, letter)
            for before, letter in tab.evaluate(PARTED)
            if re.match(r"[가-힣)\\]}>%.,:;!?’”]", letter)
        ]
    tab.close()
    assert parted == []


LINES = """\
# %% [markdown] lang="ko"
\"\"\"
# 제목

텐서(tensor)는 [링크(link)](https://example.org)를 따라 `f()`로 $x$의 값을 냅니다. (가)와 “나”라는
`torch.nn.functional.binary_cross_entropy(a, b)`도 `x`도 100%입니다.
\"\"\"

# %% [markdown] lang="en"
# # A title
#
# A tensor (tensor) of a [link](https://example.org), `f()`, $x$.
# `torch.nn.functional.binary_cross_entropy(a, b)`, `x`, 100%.

# %%
x = 1
"""


def test_what_a_line_must_not_part_is_kept_together_and_the_text_stays_as_it_was(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path, {"small": LINES})
    site.build_all()
    paragraph = soup(site.page("ko")).select_one("section > p")
    assert paragraph is not None
    kept = [re.sub(r"\s+", "", each.get_text()) for each in paragraph.select(".kept")]
    assert kept == [
        *(")는", "링크(link)를", "f()로", "x의", ")와", "”라는"),
        *("torch.nn.functional.binary_cross_entropy(a,b)도", "%입니다"),
    ]
    # Long code may still wrap, between its words alone.
    long = paragraph.select("code")[1]
    assert str(long).count("<wbr/>") == 7
    for formula in paragraph.select("math"):
        formula.string = "x"
    assert paragraph.get_text() == (
        "텐서(tensor)는 링크(link)를 따라 f()로 x의 값을 냅니다. (가)와 “나”라는\n"
        "torch.nn.functional.binary_cross_entropy(a, b)도 x도 100%입니다."
    )
    assert not soup(site.page("en")).select(".kept")
