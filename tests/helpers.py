"""Small real galleries, built with real Sphinx."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import warm
from pages import ROOT
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

NAMES = {"ko": "한국어", "en": "English"}

CONF = """
project = "Small"
language = "en"
extensions = ["myst_parser", "bilingual_gallery"]
bilingual_gallery_languages = {languages!r}
bilingual_gallery_timeout = {timeout}
bilingual_gallery_memory = {memory}
bilingual_gallery_jobs = {jobs}
myst_enable_extensions = ["colon_fence", "dollarmath"]
exclude_patterns = ["sections"]
templates_path = ["_templates"]
sphinx_gallery_conf = {{
    "examples_dirs": "../../gallery",
    "gallery_dirs": "tutorials",
    "filename_pattern": {pattern!r},
    "within_subsection_order": "sphinx_gallery.sorting.FileNameSortKey",
    "ignore_pattern": "conftest",
    "image_srcset": ["2x"],
    "backreferences_dir": None,
    "download_all_examples": False,
    "show_signature": False,
    "write_computation_times": False,
}}
html_theme = "basic"
html_copy_source = False
"""

LOOKS = """
html_theme = "furo"
html_favicon = "favicon.svg"
"""

TUTORIAL = '''\
# %% [markdown] lang="ko"
"""
# 작은 안내서

첫 문단입니다. `print`를 씁니다.
"""

# %% [markdown] lang="en"
# # A small guide
#
# The first paragraph. It uses `print`.

# %%
# ko: 값을 더합니다.
# en: Add the values.
total = 1 + 2
print("total is", total)

# %% [markdown] lang="ko"
# ## 두 번째 절
#
# [이 절](#second-section)의 수식 $a^2$입니다.

# %% [markdown] lang="en"
# ## Second section
#
# The formula $a^2$ of [this section](#second-section).

# %%
total * 2
'''

FIGURE = """

# %%
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
"""


@dataclass(frozen=True)
class Site:
    """A project in a folder: gallery/blitz/*.py and docs/ with a home page per language."""

    root: Path
    languages: tuple[str, ...]

    def script(self, name: str) -> Path:
        return self.root / "gallery" / "blitz" / f"{name}.py"

    def page(self, language: str, name: str = "small") -> Path:
        return self.root / f"build/html/{language}/tutorials/blitz/{name}.html"

    def source(self, language: str, name: str = "small") -> Path:
        return self.root / f"docs/{language}/tutorials/blitz/{name}.md"

    def download(self, language: str, name: str) -> Path:
        return self.root / f"build/html/{language}/downloads/{name}"

    def configure(
        self, timeout: float = 60, pattern: str = "", memory: int = 0, jobs: int = 0, **names: str
    ) -> None:
        languages = names or {code: NAMES.get(code, code) for code in self.languages}
        conf = CONF.format(
            languages=languages, timeout=timeout, pattern=pattern, memory=memory, jobs=jobs
        )
        (self.root / "docs" / "conf.py").write_text(conf)

    def add_to_conf(self, text: str) -> None:
        conf = self.root / "docs" / "conf.py"
        conf.write_text(f"{conf.read_text()}\n{text}")

    def command(self, *options: str) -> list[str]:
        """What `make html` calls, as a process of its own: every language, strictly."""
        return [sys.executable, "-m", "bilingual_gallery", *self._arguments(*options)]

    def make(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Build every language as `make html` does."""
        return warm.run("bilingual_gallery", self._arguments(*options), self.root)

    def build(self, language: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Build one language with Sphinx's own command, strictly."""
        command = ["-W", "-c", "docs", "-D", f"language={language}"]
        command += ["-d", f"build/doctrees/{language}"]
        command += [*options, f"docs/{language}", f"build/html/{language}"]
        return warm.run("sphinx", command, self.root)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One of our other commands."""
        return warm.run("bilingual_gallery", arguments, self.root)

    @staticmethod
    def _arguments(*options: str) -> list[str]:
        return ["build", "docs", "build/html", "-W", *options]

    def build_all(self, *options: str) -> None:
        """Build every language; fail with Sphinx's own words."""
        for language in self.languages:
            done = self.build(language, *options)
            assert done.returncode == 0, done.stdout + done.stderr


def build_here(site: Site, language: str = "en") -> str:
    """Build a language in this process; returns the warnings. What ends the build is raised."""
    docs, out, warnings = site.root / "docs", site.root / "build", io.StringIO()
    with patch_docutils(docs), docutils_namespace():
        app = Sphinx(
            docs / language,
            docs,
            out / "html" / language,
            out / "doctrees" / language,
            "html",
            {"language": language},
            status=None,
            warning=warnings,
        )
        app.build()
    return warnings.getvalue()


def make_site(
    root: Path, scripts: dict[str, str] | None = None, languages: tuple[str, ...] = ("ko", "en")
) -> Site:
    """A small project below ``root`` with the given scripts (name to text)."""
    site = Site(root, languages)
    (root / "gallery" / "blitz").mkdir(parents=True)
    (root / "gallery" / "GALLERY_HEADER.rst").write_text("Tutorials\n=========\n")
    (root / "gallery" / "blitz" / "GALLERY_HEADER.rst").write_text("Blitz\n=====\n")
    for name, text in (scripts or {"small": TUTORIAL}).items():
        site.script(name).write_text(text, encoding="utf-8")
    (root / "docs" / "_templates").mkdir(parents=True)
    (root / "docs" / "_templates" / "chooser.html").write_text(
        "{% for l in languages %}<a href='{{ l.url }}' lang='{{ l.code }}'>{{ l.name }}</a>{% endfor %}"
    )
    for language in languages:
        home = root / "docs" / language
        home.mkdir()
        (home / "index.md").write_text(
            f"# Home {language}\n\n```{{toctree}}\ntutorials/blitz/index\n```\n"
        )
    site.configure()
    return site


def dressed(root: Path, scripts: dict[str, str]) -> Site:
    """A small project with the theme of this one and its icon."""
    site = make_site(root, scripts)
    (root / "docs" / "_templates" / "chooser.html").unlink()
    shutil.copy(ROOT / "docs" / "favicon.svg", root / "docs")
    conf = root / "docs" / "conf.py"
    conf.write_text(f"{conf.read_text()}\n{LOOKS}")
    return site
