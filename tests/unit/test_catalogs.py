"""The words of the interface: the template has all of them, and each language says all of it."""

from __future__ import annotations

import re
from pathlib import Path

import catalogs
import pytest
from bilingual_gallery.lang import languages
from bilingual_gallery.lang.tags import DEFAULT, locale
from bilingual_gallery.pages.catalog import LOCALE, path_of

FILES = sorted(LOCALE.rglob("*.po"))


def test_the_template_has_every_message_and_no_other() -> None:
    assert catalogs.TEMPLATE.read_text(encoding="utf-8") == catalogs.template(), (
        "run `python tests/catalogs.py`, then translate what is new"
    )
    assert len(catalogs.extracted()) > 40


def test_what_is_said_in_others_names_is_said_by_them() -> None:
    sources = [
        path.read_text(encoding="utf-8")
        for folder in (*catalogs.OTHERS, catalogs.PACKAGE)
        for pattern in ("*.html", "*.py")
        for path in folder.rglob(pattern)
    ]
    for message in (*catalogs.LABELS, *catalogs.WORDS):
        if "Furo</a>" not in message:  # it is between `trans` and `endtrans`, on lines of its own
            text = message.replace("%(copyright)s", "{{ copyright }}").replace("{title}", "")
            quoted = text.replace("{{ copyright }}", "")
            assert any(quoted.strip() in source for source in sources), message


def test_every_language_that_has_a_file_has_a_catalog() -> None:
    with_catalog = {path.parent.parent.name for path in FILES}
    spoken = {locale(each.code) for each in languages() if each.code != DEFAULT}
    assert with_catalog == spoken - {"zh", "zh_TW"} | {"zh_CN"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_a_language_says_all_of_it(path: Path) -> None:
    catalog = catalogs.read(path)
    said = {message.id: message.string for message in catalog if message.id}
    assert sorted(said) == catalogs.messages()
    for message, text in said.items():
        assert text and not catalog[message].fuzzy, message
        places = re.compile(r"\{\w*\}|%\(\w+\)s|</?a\b[^>]*>")
        assert sorted(places.findall(text)) == sorted(places.findall(message)), message
    assert catalog.locale_identifier == path.parent.parent.name


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("ja", "ja"),
        ("zh_CN", "zh_CN"),
        ("de_AT", "de"),
        ("zh_TW", None),  # those who read it would not want the other script
        ("fr", None),
    ],
)
def test_a_language_has_its_own_catalog_that_of_a_wider_one_or_none(
    language: str, found: str | None
) -> None:
    path = path_of(language)
    assert (path.parent.parent.name if path.is_file() else None) == found
