"""Small projects in git repositories, whose languages are in step or not."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from helpers import Site, make_site

FIRST = ("첫 번째 문단입니다.", "The first paragraph.")
SECOND = ("두 번째 문단은 더 깁니다.", "The second paragraph is longer.")
CODE = "# %%\n# ko: 더합니다.\n# en: Add.\n1 + 1\n"


def script(*cells: tuple[str, ...] | str, languages: tuple[str, ...] = ("ko", "en")) -> str:
    """A tutorial with a title; a cell is a passage in all languages, or code."""
    text = f'# %% [markdown] lang="{languages[0]}"\n"""\n# Title {languages[0]}\n\nBegin.\n"""\n'
    text += "".join(_cell(code, f"# Title {code}\n\nBegin.") for code in languages[1:])
    for cell in cells:
        if isinstance(cell, str):
            text += f"\n{cell}"
        else:
            text += "".join(_cell(*each) for each in zip(languages, cell, strict=True))
    return text


def _cell(language: str, text: str) -> str:
    rows = "\n".join(f"# {row}".rstrip() for row in text.split("\n"))
    return f'\n# %% [markdown] lang="{language}"\n{rows}\n'


@dataclass(frozen=True)
class Repository:
    """A small project in a git repository, or in a folder of one."""

    site: Site

    @property
    def root(self) -> Path:
        return self.site.root

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        when = f"{day}T12:00:00+0900"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
        }
        author = ("-c", "user.name=An Author", "-c", "user.email=author@example.org")
        command = ["git", "-C", str(self.root), *author, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, *cells: tuple[str, ...] | str, name: str = "small") -> None:
        text = script(*cells, languages=self.site.languages)
        self.site.script(name).write_text(text, encoding="utf-8")

    def commit(self, day: str, message: str = "A change") -> str:
        """Commit all there is; returns the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, day=day)
        return self.git("rev-parse", "HEAD")

    def edit(
        self,
        day: str,
        *cells: tuple[str, ...] | str,
        message: str = "A change",
        name: str = "small",
    ) -> str:
        """Write a script and commit it; returns the commit's id."""
        self.write(*cells, name=name)
        return self.commit(day, message)

    def line_of(self, text: str, name: str = "small") -> int:
        rows = self.site.script(name).read_text(encoding="utf-8").split("\n")
        return rows.index(text) + 1


def make_repository(root: Path, *cells: tuple[str, ...] | str, **options: object) -> Repository:
    """A project whose script ``small`` was committed on the first day of 2026."""
    languages = options.get("languages", ("ko", "en"))
    assert isinstance(languages, tuple)
    text = script(*cells, languages=languages)
    repository = Repository(make_site(root, {"small": text}, languages))
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.commit("2026-01-01", "Begin")
    return repository
