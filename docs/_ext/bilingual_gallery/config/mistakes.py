"""What is wrong in conf.py: every mistake at once, each at the line where its option is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path, PurePath
from typing import Any

from sphinx.config import Config

from ..compat import DEFAULT_GALLERY_CONF, filled, get_subsections, script_order
from ..errors import SourceError
from . import references, switches
from .conf_py import ConfPy
from .option import PREFIX
from .options import EVERY, OPTIONS
from .syntax import refusal

_GALLERY = "sphinx_gallery_conf"


def mistakes_in(config: Config, confdir: Path, srcdir: Path | None = None) -> list[SourceError]:
    """Everything that is wrong in conf.py, in the order of its lines; ``srcdir`` is a language's folder."""
    conf = ConfPy(config, confdir)
    found = [*_options(config, conf), *_unknown(config, conf)]
    if (refused := refusal(config)) is not None:
        option, message = refused
        found.append(conf.mistake(conf.line(option), message))
    found += _renderer(config, conf)
    # The folders of galleries are told from that of a language, of any.
    found += _gallery(config[_GALLERY], conf, srcdir or Path(confdir, "language"))
    return sorted(found, key=lambda mistake: (mistake.line, mistake.message))


def _options(config: Config, conf: ConfPy) -> Iterator[SourceError]:
    for option in OPTIONS:
        value = config[option.name]
        if not option.kind.accepts(value):
            message = f"{option.name} is {_short(value)}; {option.kind.mend}"
            yield conf.mistake(conf.line(option.name), message)
    name = f"{PREFIX}references"
    given = config[name]
    for each in references.read(given, conf.path.parent) if references.is_references(given) else ():
        if (damage := references.damage(each)) is not None:
            yield conf.mistake(conf.key_line(name, each.name), damage)
    languages, chosen = config.bilingual_gallery_languages, config.bilingual_gallery_id_language
    if (
        isinstance(chosen, str)
        and chosen
        and isinstance(languages, dict)
        and chosen not in languages
    ):
        known = ", ".join(map(str, languages))
        message = f"{PREFIX}id_language is {_short(chosen)}; write one of {known}"
        yield conf.mistake(conf.line(f"{PREFIX}id_language"), message)
    yield from _partial(config, conf)
    name = f"{PREFIX}second_languages"
    if isinstance(languages, dict) and isinstance(config[name], list | tuple):
        for code in config[name]:
            if isinstance(code, str) and code not in (EVERY, *languages):
                known = ", ".join(map(_short, languages))
                message = f'{name} has {_short(code)}; write some of {known}, or "{EVERY}"'
                yield conf.mistake(conf.line(name), message)


def _partial(config: Config, conf: ConfPy) -> Iterator[SourceError]:
    """What is wrong with the languages that are only begun."""
    name = f"{PREFIX}partial"
    languages, begun = config.bilingual_gallery_languages, config[name]
    if not (isinstance(languages, dict) and isinstance(begun, list | tuple)):
        return
    line, known = conf.line(name), ", ".join(map(_short, languages))
    for code in begun:
        if isinstance(code, str) and code not in languages:
            yield conf.mistake(line, f"{name} has {_short(code)}; write some of {known}")
    if languages and set(languages) <= {each for each in begun if isinstance(each, str)}:
        message = f"{name} has every language, so nothing could stand for what is not translated"
        yield conf.mistake(line, f"{message}; take one out")
    if (chosen := config.bilingual_gallery_id_language) and chosen in begun:
        message = f"{name} has {_short(chosen)}, whose headings make the addresses of sections"
        mend = f"choose another {PREFIX}id_language"
        yield conf.mistake(line, f"{message}, so these would change with each translation; {mend}")


def _unknown(config: Config, conf: ConfPy) -> Iterator[SourceError]:
    known = [option.name.removeprefix(PREFIX) for option in OPTIONS]
    for name in {**config._raw_config, **config.overrides}:
        own = name.partition(".")[0].removeprefix(PREFIX)  # -D sets a key of a table with a dot
        if name.startswith(PREFIX) and own not in known:
            message = f"there is no option {name}; {_near(own, known, PREFIX)}"
            yield conf.mistake(conf.line(name), message)


def _renderer(config: Config, conf: ConfPy) -> Iterator[SourceError]:
    name = "html_math_renderer"
    if getattr(config, name, None) == "mathjax":
        message = f"{name} is 'mathjax', a script of another site, which the pages' policy blocks"
        yield conf.mistake(conf.line(name), f"{message}; take it out, formulas become MathML")


def _gallery(given: object, conf: ConfPy, srcdir: Path) -> Iterator[SourceError]:
    if not isinstance(given, dict):
        message = f'{_GALLERY} is {_short(given)}; write a table, as in {{"image_srcset": ["2x"]}}'
        yield conf.mistake(conf.line(_GALLERY), message)
        return
    known = sorted(DEFAULT_GALLERY_CONF)
    left = {key: value for key, value in given.items() if key in known}
    for key in given.keys() - left.keys():
        message = f"Sphinx-Gallery has no option {key}; {_near(str(key), known)}"
        yield conf.mistake(conf.key_line(_GALLERY, str(key)), message)
    switches.without_ineffective(left)  # whatever is wrong with them
    found = [*_refused_folders(left, srcdir), *_refused_patterns(left), *switches.refused(left)]
    for key, message in [*found, *switches.missing(left, [conf.path.parent, srcdir])]:
        left.pop(key, None)
        yield conf.mistake(conf.key_line(_GALLERY, key), message)
    # Sphinx-Gallery tells of one mistake at a time: without the option that it names, of the next.
    while True:
        try:
            done = filled(left)
            _order(done, srcdir)
            return
        except Exception as error:  # whatever others' code raises
            message = " ".join(str(error).split())
            named = [key for key in left if re.search(rf"\b{re.escape(key)}\b", message)]
            key = max(named, key=len, default="")
            line = conf.key_line(_GALLERY, key)
            yield conf.mistake(line, f"Sphinx-Gallery refuses {key or _GALLERY}: {message}")
            if not key:
                return
            del left[key]


def _refused_folders(given: Mapping[str, Any], srcdir: Path) -> Iterator[tuple[str, str]]:
    """What is wrong with the folders of the galleries: the option, and the message."""
    told: dict[str, list[PurePath]] = {}
    for key, example in (("examples_dirs", "../../gallery"), ("gallery_dirs", "tutorials")):
        value = given.get(key, DEFAULT_GALLERY_CONF[key])
        folders = value if isinstance(value, list) else [value]
        if not folders or not all(isinstance(each, str | Path) and str(each) for each in folders):
            yield (
                key,
                f'{key} is {_short(value)}; write a folder, as in "{example}", or a list of them',
            )
            return
        told[key] = [PurePath(each) for each in folders]
    scripts = [Path(srcdir, each).resolve() for each in told["examples_dirs"]]
    pages = told["gallery_dirs"]
    if len(scripts) != len(pages):
        numbers = f"{len(pages)} and examples_dirs {len(scripts)}"
        yield "gallery_dirs", f"gallery_dirs has {numbers}; give each gallery its folder of pages"
    for folder, name in zip(scripts, told["examples_dirs"], strict=True):
        if not folder.is_dir():
            yield "examples_dirs", f"examples_dirs has {name}, which is no folder; make it"
    for page in pages:
        if page.is_absolute() or not page.parts or ".." in page.parts:
            message = f"gallery_dirs has {page}; name a folder below that of each language"
            yield "gallery_dirs", message
    for key, folders in (("examples_dirs", scripts), ("gallery_dirs", pages)):
        named = list(zip(told[key], folders, strict=True))
        for (name, one), (other_name, other) in combinations(named, 2):
            if one.is_relative_to(other) or other.is_relative_to(one):
                names = f"{name} and {other_name}"
                message = f"{key} has {names}, where addresses would collide; keep them apart"
                yield key, message


def _refused_patterns(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, called in (
        ("ignore_pattern", "ignore_pattern"),
        ("filename_pattern", "filename_pattern (GALLERY_PATTERN)"),
    ):
        value = given.get(key, "")
        try:
            re.compile(value)
        except (re.error, TypeError) as error:
            yield key, f"{called} is no pattern: {error}; write a regular expression"


def _order(conf: dict[str, Any], srcdir: Path) -> None:
    """Sort the sections and scripts once, to hear now what Sphinx-Gallery would raise when it sorts them."""
    value = conf["examples_dirs"]
    for examples in value if isinstance(value, list) else [value]:
        gallery = Path(srcdir, examples).resolve()
        if gallery.is_dir():
            for folder in (
                gallery,
                *(gallery / each for each in get_subsections(srcdir, gallery, conf)),
            ):
                key = script_order(conf, folder)
                names = (path.name for path in folder.glob("*.py"))
                sorted(
                    (name for name in names if not re.search(conf["ignore_pattern"], name)), key=key
                )


def _near(name: str, known: list[str], prefix: str = "") -> str:
    near = get_close_matches(name, known, 1)
    return f"write {prefix}{near[0]}" if near else "take it out"


def _short(value: object) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else f"{text[:60]}…"
