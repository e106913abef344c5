"""Codes of languages: the tags of BCP 47, and what Sphinx and its catalogs call the same language.

conf.py and pages have tags (`pt-BR`, `zh-Hans`), Sphinx has the names of locales (`pt_BR`, `zh_CN`).
Either is understood in conf.py.
"""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

DEFAULT = "en"  # what is written in no other language is written in this one, messages too

# Where the name of a locale says less or more than the tag: Sphinx has no script in its names.
_LOCALES = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "sr-Latn": "sr@latin", "sr-Cyrl": "sr"}
_TAGS = {locale.lower(): tag for tag, locale in _LOCALES.items() if locale != "sr"}


def tag(code: str) -> str:
    """The tag of a language in BCP 47, for ``lang`` and ``hreflang``: `zh-Hans` for `zh_CN`."""
    if (known := _TAGS.get(code.replace("-", "_").lower())) is not None:
        return known
    first, *rest = code.replace("_", "-").split("-")
    # By convention a script begins with a capital and a region is in capitals (RFC 5646, 2.1.1).
    shaped = [
        part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower()
        for part in rest
    ]
    return "-".join([first.lower(), *shaped])


def locale(code: str) -> str:
    """What Sphinx, its catalogs and ours call the language: `zh_CN` for `zh-Hans`, `pt_BR` for `pt-BR`."""
    known = tag(code)
    return _LOCALES.get(known) or known.replace("-", "_")


def wider(code: str) -> list[str]:
    """The tag, and those of the same language that say less of it: `pt-BR`, `pt`."""
    parts = tag(code).split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def direction(code: str) -> str:
    """``rtl`` for a language that is written from right to left, as Arabic is; else ``ltr``."""
    found = babel_locale(code)
    return "rtl" if found is not None and found.character_order == "right-to-left" else "ltr"


def name_in(code: str, reader: str = DEFAULT) -> str:
    """What speakers of ``reader`` call a language; the code where that is not known."""
    found, own = babel_locale(code), babel_locale(reader)
    return (found and found.get_display_name(own)) or code


def babel_locale(code: str) -> Locale | None:
    """What CLDR knows of the language, or of a wider one; None where it knows neither."""
    for each in wider(code):
        try:
            return Locale.parse(each, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
