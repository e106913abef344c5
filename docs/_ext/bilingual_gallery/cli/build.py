"""Build every language: nothing where nothing has changed, else as ``cli/whole_build.py`` does."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..config import Settings, read_config
from ..lang.tags import locale
from .unchanged import Places, Start

_SITE = "html"


@dataclass(frozen=True)
class Plan:
    """What to build and where to: ``out/<language>`` from ``docs/<language>`` and ``docs/conf.py``.

    ``doctrees`` is where Sphinx keeps what it has read; ``overrides`` are options of conf.py;
    ``options`` are Sphinx's own. With ``twice`` each tutorial runs once more, and the build ends
    where its outputs are not the same. ``finish`` is given the folder and the settings of a build that
    went well: what it makes is of all languages.
    """

    docs: Path
    out: Path
    doctrees: Path
    overrides: Mapping[str, str]
    options: Sequence[str] = ()
    twice: bool = False
    finish: Callable[[Path, Settings], None] = lambda _out, _settings: None

    def arguments(self, language: str) -> list[str]:
        """What Sphinx's command line would be for one language."""
        values = {**self.overrides, "language": locale(language)}
        defines = [word for name in values for word in ("-D", f"{name}={values[name]}")]
        folders = [str(self.docs / language), str(self.out / language)]
        doctrees = ["-d", str(self.doctrees / language)]
        return [*self.options, *doctrees, "-c", str(self.docs), *defines, *folders]

    def commands(self, languages: Iterable[str]) -> dict[str, list[str]]:
        """The arguments of each language's build."""
        return {language: self.arguments(language) for language in languages}


def doctrees_of(out: Path, options: Sequence[str]) -> Path:
    """Where Sphinx keeps what it has read, if nobody says where.

    What it has read for a site makes no book, so each builder but that of the site has a folder of its own.
    """
    builder, folder = builder_of(options), out.parent / "doctrees"
    return folder if builder == _SITE else folder / builder


def builder_of(options: Sequence[str]) -> str:
    """The builder that Sphinx's options name."""
    known = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    known.add_argument("-b", "--builder", default=_SITE)
    builder: str = known.parse_known_args(list(options))[0].builder
    return builder


def build(plan: Plan) -> int:
    """Build every language of the plan; the exit status is 0 if all went well.

    A failure of one language does not stop the others. Raises BuildError with what is wrong before
    any page is made.
    """
    config = read_config(plan.docs, plan.overrides)
    languages = tuple(config.bilingual_gallery_languages)
    settings = Settings.of(config, plan.docs, plan.docs / languages[0])
    places = Places.of(settings, plan.out, plan.doctrees)
    commands = plan.commands(languages)
    start = Start.of(commands, plan.options, config, settings, places) if not plan.twice else None
    said = start.done() if start else None
    if said is not None:
        print(*said, sep="\n", flush=True)
        return 0
    # Here and not above: to import what reads tutorials and makes pages takes longer than all the rest.
    from .. import memo
    from . import whole_build

    with memo.opened(plan.docs):
        return whole_build.build(plan, config, settings, start)
