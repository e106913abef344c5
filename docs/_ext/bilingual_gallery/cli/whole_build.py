"""Build every language: what is new runs first, then all languages' pages are made at the same time.

Sphinx and its extensions are imported once, before the languages' builds are forked.
"""

from __future__ import annotations

import contextlib
import gc
import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from pkgutil import iter_modules

from sphinx.application import ENV_PICKLE_FILENAME, builtin_extensions
from sphinx.config import Config

from ..check import levels
from ..config import EXTENSIONS, Settings
from ..errors import fail_with, shown
from ..execution.compare import differing
from ..execution.dependencies import file_of
from ..execution.entry import Entry
from ..execution.processes import cores
from ..files import ensure_writable
from ..pages.common import Common, hand_on
from ..pages.generate import without_home
from ..pages.reading_order import course
from ..source.progress import progress
from . import language_builds
from .build import Plan
from .shared_fonts import made_meanwhile
from .unchanged import Start


def build(plan: Plan, config: Config, settings: Settings, start: Start | None) -> int:
    """Build every language, and keep that it is done where the ``start`` of it is known.

    The exit status is 0 if all went well. Raises BuildError with what is wrong before any page is made.
    """
    languages = settings.codes
    conf = config.sphinx_gallery_conf
    homes = [without_home(plan.docs / code, config, settings) for code in languages]
    fail_with([*levels.mistakes(settings), *chain.from_iterable(homes)])
    generated = [plan.docs / code / each.pages for code in languages for each in settings.galleries]
    for folder in (plan.out, plan.doctrees, *generated):
        ensure_writable(folder)
    modules = (*EXTENSIONS, *config.extensions, config.html_theme)
    modules = (*builtin_extensions, *modules, *_own_modules())
    meanwhile = partial(_import, modules)  # while tutorials run is the time for it
    common = Common.of(settings)
    detail = (lambda _: None) if "-q" in plan.options else _say
    with made_meanwhile(plan, config, settings):
        gallery = common.gallery
        for mistake in gallery.unread:
            print(mistake, file=sys.stderr, flush=True)
        entries, _ = common.outputs(_say, meanwhile, detail)
    if plan.twice:
        fail_with(differing(gallery.tutorials, entries, settings, _say))
    _import(modules)
    read = (*gallery.tutorials, *gallery.partly)
    common.prepare(course(read, settings, plan.docs / languages[0], conf), plan.doctrees)
    hand_on(common)
    gc.freeze()  # the forks neither look at nor copy what is there
    told = tuple(f"{shown(each.path)}:{each.line}: ERROR: " for each in gallery.unread)
    statuses, has_told = language_builds.run(plan.commands(languages), cores(), told)
    ends = [f"{code}: {'failed' if status else 'done'}" for code, status in statuses.items()]
    ends += [str(each) for each in progress(read, languages) if not each.is_whole]
    print(*ends, sep="\n", flush=True)
    if not any(statuses.values()):
        plan.finish(plan.out, settings)
    # What is not built is told, and no success.
    status = max(statuses.values()) or int(bool(gallery.unread))
    if start is not None and not status and not has_told:
        start.keep(settings.root, _read_elsewhere(plan, languages, entries), ends)
    return status


def _read_elsewhere(
    plan: Plan, languages: Iterable[str], entries: Mapping[Path, Entry | None]
) -> Iterator[Path]:
    """The files that pages include, and that tutorials imported, wherever they lie."""
    for code in languages:
        environment = pickle.loads((plan.doctrees / code / ENV_PICKLE_FILENAME).read_bytes())
        for names in environment.dependencies.values():
            yield from (Path(plan.docs, code, name) for name in names)
    for name in {name for each in entries.values() if each for name in each.modules}:
        if path := file_of(name):
            yield path


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
