"""Build every language: what is new runs first, then all languages' pages are made at the same time.

Sphinx and its extensions are imported once, before the languages' builds are forked.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from pkgutil import iter_modules

from sphinx.application import builtin_extensions

from ..check import levels
from ..config import EXTENSIONS, Settings, read_config
from ..errors import fail_with, shown
from ..execution.compare import differing
from ..execution.processes import cores
from ..files import ensure_writable
from ..lang.tags import locale
from ..pages.common import Common, hand_on
from ..pages.generate import without_home
from ..pages.reading_order import course
from ..source.progress import progress
from . import language_builds


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


def build(plan: Plan) -> int:
    """Build every language of the plan; the exit status is 0 if all went well.

    A failure of one language does not stop the others. Raises BuildError with what is wrong before
    any page is made.
    """
    config = read_config(plan.docs, plan.overrides)
    languages = tuple(config.bilingual_gallery_languages)
    conf = config.sphinx_gallery_conf
    settings = Settings.of(config, plan.docs, plan.docs / languages[0])
    homes = [without_home(plan.docs / code, config, settings) for code in languages]
    fail_with([*levels.mistakes(settings), *chain.from_iterable(homes)])
    generated = [plan.docs / code / each.pages for code in languages for each in settings.galleries]
    for folder in (plan.out, plan.doctrees, *generated):
        ensure_writable(folder)
    modules = (*EXTENSIONS, *config.extensions, config.html_theme)
    modules = (*builtin_extensions, *modules, *_own_modules())
    meanwhile = partial(_import, modules)  # while tutorials run is the time for it
    common = Common.of(settings)
    gallery = common.gallery
    for mistake in gallery.unread:
        print(mistake, file=sys.stderr, flush=True)
    detail = (lambda _: None) if "-q" in plan.options else _say
    entries, _ = common.outputs(_say, meanwhile, detail)
    if plan.twice:
        fail_with(differing(gallery.tutorials, entries, settings, _say))
    _import(modules)
    read = (*gallery.tutorials, *gallery.partly)
    common.prepare(course(read, settings, plan.docs / languages[0], conf), plan.doctrees)
    hand_on(common)
    gc.freeze()  # the forks neither look at nor copy what is there
    told = tuple(f"{shown(each.path)}:{each.line}: ERROR: " for each in gallery.unread)
    commands = {language: plan.arguments(language) for language in languages}
    statuses = language_builds.run(commands, cores(), told)
    for language, status in statuses.items():
        print(f"{language}: {'failed' if status else 'done'}", flush=True)
    for each in progress(read, settings.codes):
        if not each.is_whole:
            print(each, flush=True)
    if not any(statuses.values()):
        plan.finish(plan.out, settings)
    # What is not built is told, and no success.
    return max(statuses.values()) or int(bool(gallery.unread))


def _say(text: str) -> None:
    print(text, flush=True)


def _own_modules() -> list[str]:
    """The modules of ours that Sphinx will have, most of them when it asks for the extension."""
    package = Path(__file__).parent.parent
    return [
        f"{package.name}.{wing}.{each.name}"
        for wing in ("pages", "site")
        for each in iter_modules([str(package / wing)])
    ]


def _import(modules: Sequence[str]) -> None:
    """Import what every language's build is going to."""
    for module in modules:
        with contextlib.suppress(ImportError):  # a theme's name may be no module; Sphinx will say
            __import__(module)
