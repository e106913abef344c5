"""The page of the rules, as a site has it."""

from __future__ import annotations

import re
from pathlib import Path

from bilingual_gallery.check.rules import FILE, load
from bilingual_gallery.site.rules import example
from helpers import make_site
from readers import soup

GROUPS = load(FILE)


def test_the_page_of_each_language_shows_every_rule_and_follows_the_file(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    copy = tmp_path / "docs" / "rules.toml"
    copy.write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    for code in site.languages:
        page = tmp_path / "docs" / code / "project" / "authors.md"
        page.parent.mkdir()
        directive = "```{check-rules} ../../rules.toml\n```"
        page.write_text(f"---\norphan: true\n---\n# {code}\n\n{directive}\n")
        own = page.with_name("own.md")  # the rules of the package itself, which lies elsewhere
        own.write_text(f"---\norphan: true\n---\n# {code}\n\n```{{check-rules}}\n```\n")
    # Sphinx's own commands: what a page is read again for is known to them alone.
    site.build_all()
    for code in site.languages:
        parts = soup(tmp_path / f"build/html/{code}/project/authors.html")
        for group in GROUPS:
            section = parts.find(id=f"rules-{group.id}")
            assert section is not None
            assert group.title[code] in section.find("h2").get_text()
            for rule in group.rule:
                entry = section.find(id=f"rule-{rule.name}")
                assert entry is not None
                assert entry.get_text().removesuffix(" parity") == rule.name
                assert entry.get_text().endswith(" parity") == (rule.preset == "parity")
                said = entry.find_next_sibling("dd").get_text()
                assert plain(rule.finds[code]) in said
                assert not rule.wrong or example(rule) in said
    shown = soup(tmp_path / "build/html/en/project/own.html")
    assert all(shown.find(id=f"rule-{rule.name}") for group in GROUPS for rule in group.rule)
    copy.write_text(copy.read_text(encoding="utf-8").replace("The HTML", "All HTML"), "utf-8")
    site.build_all()
    assert "All HTML" in (tmp_path / "build/html/en/project/authors.html").read_text()


def plain(markdown: str) -> str:
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", markdown).replace("`", "")
