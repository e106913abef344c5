"""How grave a finding is: what conf.py says of its rule, for the site, for a folder or for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from ..config import Level, Preset, Settings
from ..config.conf_py import key_line
from ..contents import DISK, Contents
from ..errors import SourceError
from ..hooks import suppressed
from ..source.gallery import scripts_of
from . import copies, redirects, untranslated
from .excuses import RULES
from .finding import Finding
from .rules import of_parity

OPTION = "bilingual_gallery_rules"
ANY = "*"
# No page can be made where these find something, whatever anybody says of it.
_ALWAYS = frozenset(["script", "glossary"])
# Every rule, those too that no passage can be excused from: they are about whole files.
KNOWN = (
    RULES
    | _ALWAYS
    | {"calls", "pages", "excuses", redirects.RULE, copies.RULE, untranslated.PARTIAL}
)
# What is told and is no fault, unless conf.py says that it is one.
_NO_FAULT = frozenset([copies.RULE, untranslated.PARTIAL])


@dataclass(frozen=True)
class Levels:
    """The level of each rule in each place; what is said of places counts more than of the site.

    ``preset`` says which rules count at all, where nothing else is stated.
    ``stated`` has the pattern of a path (empty for the site), a rule and its level; of two that hold,
    the later one counts. A path may begin from each of ``folders``. ``quiet`` is ``suppress_warnings``.
    """

    stated: tuple[tuple[str, str, Level], ...] = ()
    folders: tuple[Path, ...] = ()
    quiet: tuple[str, ...] = ()
    preset: Preset = "strict"

    @classmethod
    def of(cls, settings: Settings) -> Levels:
        """The levels as conf.py states them."""
        folders = (*settings.folders, settings.root)
        return cls(settings.rules, folders, settings.quiet, settings.preset)

    def level(self, finding: Finding) -> Level:
        """How grave a finding is; off where the build would not warn of it."""
        if finding.rule in _ALWAYS:
            return "error"
        if suppressed(finding.rule, self.quiet):
            return "off"
        found = self._preset(finding.rule)
        for place, rule, level in self.stated:
            if rule in (ANY, finding.rule) and self.holds(place, finding.path):
                found = level
        return found

    def _preset(self, rule: str) -> Level:
        if self.preset == "off" or (self.preset == "parity" and rule not in of_parity()):
            return "off"
        return "note" if rule in _NO_FAULT else "warning"

    def told(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that are not off, each once, in the order of their places."""
        return sorted({each for each in findings if self.level(each) != "off"})

    def fails(self, findings: Iterable[Finding]) -> bool:
        """Is there a finding that is more than a note?"""
        return any(self.level(each) in ("error", "warning") for each in findings)

    def holds(self, place: str, path: Path) -> bool:
        """Is what conf.py says of a place said of this file?"""
        if not place:
            return True
        pattern = f"{place}*" if place.endswith("/") else place
        names = [path.relative_to(each) for each in self.folders if path.is_relative_to(each)]
        return any(
            fnmatchcase(each.as_posix(), pattern)
            for name in names
            for each in (name, name.with_suffix(""))
        )


def mistakes(settings: Settings, contents: Contents = DISK) -> Iterator[SourceError]:
    """What is wrong with the levels in conf.py: rules that there are not, places that nothing is at."""
    conf, levels = settings.docs / "conf.py", Levels.of(settings)
    told: set[str] = set()
    for place, rule, level in settings.rules:
        line = key_line(conf, OPTION, place or rule)
        if rule in _ALWAYS and level != "error":
            message = f"{OPTION} has {rule}, which is always an error, as no page can be made"
            yield SourceError(conf, line, f"{message}; take it out")
        elif rule not in KNOWN and rule != ANY:
            near = get_close_matches(rule, sorted(KNOWN), 1)
            mend = f"write {near[0]}" if near else f"the rules are {', '.join(sorted(KNOWN))}"
            yield SourceError(conf, line, f"{OPTION} has {rule}, and there is no such rule; {mend}")
        if place and place not in told and not _is_there(place, levels, settings, contents):
            told.add(place)
            message = f"{OPTION} has {place}, where no tutorial and no page is; mend the path"
            yield SourceError(conf, line, message)


def _is_there(place: str, levels: Levels, settings: Settings, contents: Contents) -> bool:
    """Is there a file that a place names, or the folder in which there may be one some day?"""
    files = [*scripts_of(settings, contents), *contents.below(settings.docs, "**/*.md", "*.toml")]
    if any(levels.holds(place, path) for path in [*files, settings.docs / "conf.py"]):
        return True
    folder = PurePosixPath(f"{place}*" if place.endswith("/") else place)
    return ANY in folder.name and any((each / folder.parent).is_dir() for each in levels.folders)
