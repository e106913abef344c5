"""The page of the rules: it has every rule of the check, and its examples are true."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bilingual_gallery.check.claims import Claims
from bilingual_gallery.check.excuses import RULES
from bilingual_gallery.check.finding import Text
from bilingual_gallery.check.levels import KNOWN
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.check.rules import FILE, Rule, load
from bilingual_gallery.check.targets import Targets
from bilingual_gallery.config import FREE, Form, settings_of
from bilingual_gallery.config.settings import GalleryPaths
from bilingual_gallery.errors import shown
from bilingual_gallery.glossary.model import load as load_glossary
from bilingual_gallery.site.rules import example
from bilingual_gallery.source.reading import read
from pages import ROOT

GROUPS = load(FILE)
EVERY = [rule for group in GROUPS for rule in group.rule]
WITH_EXAMPLE = [rule for rule in EVERY if rule.wrong]
# They are about whole files and the excuses, so no passage can show them or be excused from them.
WITHOUT = KNOWN - RULES
TITLE = '# %% [markdown] lang="{}"\n"""\n# Title\n\nText.\n"""\n'
PROSE = '\n# %% [markdown] lang="{}"\n{}\n'


def found(folder: Path, parts: dict[str, str], name: str = "") -> list[str]:
    """What the project's own rules find where a small tutorial has an example."""
    settings = settings_of(ROOT / "docs")
    languages = [code for code in settings.languages if code in parts] or list(settings.languages)
    first, *others = languages
    text = TITLE.format(first)
    text += "".join(PROSE.format(code, "# # Title\n#\n# Text.") for code in others)
    if "code" in parts:
        # A cell may come with its marker.
        text += f"{parts['code']}\n" if "# %%" in parts["code"] else f"\n# %%\n{parts['code']}\n"
    else:
        text += "\n# %%\nx = 1\n"
        for code in languages:
            rows = (f"# {row}".rstrip() for row in parts[code].split("\n"))
            text += PROSE.format(code, "\n".join(rows))
    path = folder / "small.py"
    path.write_text(text, encoding="utf-8")
    # Of the form, what the small tutorial of that rule's example may break.
    form = Form(last=settings.form.last[1:2]) if name == "form" else FREE
    glossary = load_glossary(settings.glossary)
    tutorial = read(path, tuple(languages))
    claims = Claims.of([tutorial], {path: ()})
    checker = Linter(tuple(languages), glossary, settings.editions, form, claims=claims)
    if name == "targets":
        own = replace(settings, galleries=(GalleryPaths(folder, "tutorials"),))
        checker = replace(checker, targets=Targets.of(own, [tutorial], []))
    return [str(each) for each in checker.tutorial(tutorial)]


def test_every_rule_is_described_once_and_those_of_passages_have_an_example() -> None:
    assert sorted(rule.name for rule in EVERY) == sorted(KNOWN)
    assert {rule.name for rule in WITH_EXAMPLE} == RULES


@pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=lambda rule: rule.name)
def test_an_example_breaks_its_rule_alone_and_the_mended_one_breaks_none(
    rule: Rule, tmp_path: Path
) -> None:
    told = found(tmp_path, dict(rule.wrong), rule.name)
    assert {re.search(r"\[([\w-]+)\]", each)[1] for each in told} == {rule.name}, told
    assert rule.right.keys() == rule.wrong.keys()
    assert found(tmp_path, dict(rule.right), rule.name) == []


def test_the_words_of_the_page_keep_the_rules_themselves() -> None:
    settings = settings_of(ROOT / "docs")
    checker = Linter.of(settings, load_glossary(settings.glossary))
    for said in [*(group.title for group in GROUPS), *(rule.finds for rule in EVERY)]:
        assert said.keys() == set(settings.languages)
        texts = [Text(FILE, 1, code, said[code]) for code in settings.languages]
        assert list(checker.page(texts)) == []


def test_the_example_is_shown_as_a_change_of_what_has_to_change() -> None:
    rule = Rule("x", "strict", {}, {"ko": "가\n나", "en": "a\nb"}, {"ko": "가\n나", "en": "a\nc"})
    assert example(rule) == "  가\n  나\n\n  a\n- b\n+ c"


def fence(code: str, info: str) -> str:
    """The first fence of the authors' page in a language that begins so."""
    page = (ROOT / "docs" / code / "project" / "authors.md").read_text(encoding="utf-8")
    found, *_ = re.findall(rf"^```{re.escape(info)}\n.*?^```$", page, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.mark.parametrize("code", ["ko", "en"])
def test_the_tutorial_on_the_authors_page_is_right_and_the_finding_is_one_of_it(
    code: str, tmp_path: Path
) -> None:
    settings = settings_of(ROOT / "docs")
    # It is too short to have the form of this course.
    checker = replace(Linter.of(settings, load_glossary(settings.glossary)), form=FREE)
    path = tmp_path / "gallery" / "blitz" / "hello.py"
    path.parent.mkdir(parents=True)
    text = "\n".join(fence(code, "{code-block} python").split("\n")[1:-1]) + "\n"

    def told() -> list[str]:
        return [str(each) for each in checker.tutorial(read(path, settings.languages))]

    path.write_text(text, encoding="utf-8")
    assert told() == []
    path.write_text(text.replace("All 6", "All 5"), encoding="utf-8")
    assert told() == [f"{shown(tmp_path)}/{fence(code, '{code-block} text').splitlines()[1]}"]
    excuse = fence(code, "{code-block} markdown").split("\n")[1]
    line = "# All 5 values add up to 0."
    path.write_text(path.read_text("utf-8").replace(line, f"{line}\n#\n# {excuse}"), "utf-8")
    assert told() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "No such file"),
        ("[[group]", "Expected"),
        ("x = 1", "not as the other rules are"),
        (
            '[[group]]\nid = "a"\n[[group.rule]]\nname = "b"\nfound = "c"\n',
            "not as the other rules",
        ),
    ],
)
def test_a_mistake_in_the_file_is_one_line(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "rules.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(ValueError, match=said) as caught:
        load(path)
    assert str(caught.value).count("\n") == 0
