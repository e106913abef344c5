"""How much a check does: what it asks the parser of Markdown for, it asks once."""

from __future__ import annotations

from collections import Counter

import pytest
from bilingual_gallery.check.run import find
from bilingual_gallery.config import settings_of
from bilingual_gallery.source import markdown
from bilingual_gallery.source.blocks import blocks, sections
from bilingual_gallery.source.gallery import collect
from helpers import Site
from parses import counted
from trilingual import make_trilingual

PAGE = """\
# {0} 1

:::{{note}}
{0} 2
:::

## {0} 3

- {0} 4
- {0} 5

```{{code-block}} python
x = 1
```

## {0} 6

{0} 7
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = make_trilingual(tmp_path_factory.mktemp("parsed"))
    for code, word in (("ko", "값"), ("en", "Value"), ("ja", "値")):
        (made.root / "docs" / code / "long.md").write_text(PAGE.format(word), "utf-8")
    return made


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text is parsed from now on."""
    for each in (markdown._parse, blocks, sections):
        each.cache_clear()
    return counted(monkeypatch)


def test_a_check_parses_each_text_once_and_no_section_of_it_again(
    site: Site, parsed: Counter[str]
) -> None:
    settings = settings_of(site.root / "docs")
    find(settings, collect(settings).tutorials)
    assert {text: many for text, many in parsed.items() if many > 1} == {}
    pages = [text for text in parsed if text.startswith(("# 값 1", "# Value 1", "# 値 1"))]
    assert len(pages) == 3, pages
    for text in parsed.keys() - pages:
        # What stands in a directive is parsed by itself, and a section of a page is not.
        assert not any(text in page and "\n" in text.strip() for page in pages), text


def test_the_blocks_of_a_section_are_those_it_has_alone(site: Site) -> None:
    syntax = settings_of(site.root / "docs").syntax
    cut = sections(PAGE.format("Value"), syntax)
    assert [row for row, _, _ in cut] == [0, 0, 6, 15]
    for _, said, found in cut:
        assert found == blocks(said, syntax)


@pytest.mark.parametrize(
    "page",
    (
        "# One\n\nSee [there].\n\n## Two\n\n[there]: https://docs.example.org\n",
        "# One\n\nA word[^1].\n\n## Two\n\n[^1]: A footnote.\n",
    ),
)
def test_where_a_section_decides_about_another_each_is_read_alone(site: Site, page: str) -> None:
    syntax = settings_of(site.root / "docs").syntax
    assert [found for _, _, found in sections(page, syntax)] == [None, None, None]
