"""How often a text is parsed."""

from __future__ import annotations

from collections import Counter

import pytest
from bilingual_gallery.source import markdown
from markdown_it import MarkdownIt


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text is parsed from now on."""
    parse, found = MarkdownIt.parse, Counter[str]()

    def noting(self: MarkdownIt, src: str, *others: object) -> object:
        found[src.removesuffix(markdown._AFTER)] += 1
        return parse(self, src, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(MarkdownIt, "parse", noting)
    return found
