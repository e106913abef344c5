"""Write a new site into an empty folder: its configuration, a tutorial, home pages, and what builds it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ...errors import BuildError, shown
from ...lang import language
from ...lang.skeleton import Skeleton
from ...lang.tags import DEFAULT, babel_locale, name_in, tag
from ...lang.width import columns
from ..skeleton import marked, skeleton
from .requirement import Requirement, requirement

_FILES = Path(__file__).with_name("files")
# What is filled in, and where it comes to lie.
_TEMPLATES = {
    "conf.py.txt": "docs/conf.py",
    "conftest.py.txt": "gallery/conftest.py",
    "gitignore.txt": ".gitignore",
    "Makefile.txt": "Makefile",
    "README.md": "README.md",
    "readthedocs.yaml": ".readthedocs.yaml",
    "site.yml": ".github/workflows/site.yml",
}
_SECTION, _TUTORIAL = "basics", "hello"
# What a new repository may have already.
_KEPT = frozenset([".git"])
# The letters that the cards of links can show (site/card_picture.py).
_ON_CARDS = frozenset(["Latn", "Kore", "Hang"])


def main(folder: Path, languages: str) -> int:
    """Begin a site in ``folder``, in languages such as ``ko,en``, and say what is next.

    The folder is empty or not there yet. Raises BuildError with one line, and writes nothing, if it or a
    language cannot be.
    """
    folder = folder.resolve()  # or a folder that the name leads through would be made
    codes = _codes(languages)
    package = requirement()
    files = {name: text.encode() for name, text in _texts(codes, package).items()} | dict(
        package.files
    )
    write(folder, files)
    print(f"{shown(folder)} is a site in {_listed(codes)}. Next:")
    if folder.resolve() != Path.cwd():
        print(f"  cd {shlex.quote(shown(folder))}")
    print("  make html    makes its environment, and builds it: open build/html/index.html")
    print("  make check   tells where the languages differ")
    if package.is_here:
        print(
            f"requirements.txt names {package.line.partition(' @ ')[2]}, which this machine alone has;"
        )
        print("name there where others get the package, before you publish.")
    return 0


def _codes(languages: str) -> tuple[str, ...]:
    codes = tuple(each.strip() for each in languages.split(","))
    for code in codes:
        if not re.fullmatch("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", code) or not babel_locale(code):
            message = f"{code or 'nothing'} is no language; write codes as in ko,en or ja,de,en"
            raise BuildError(message)
    if twice := [code for code in codes if [*map(tag, codes)].count(tag(code)) > 1]:
        raise BuildError(f"{twice[0]} stands there twice; name each language once")
    return codes


def _texts(codes: Sequence[str], package: Requirement) -> dict[str, str]:
    """All that the site consists of, by its place."""
    words = {code: language(code).skeleton or Skeleton() for code in codes}
    ids = DEFAULT if DEFAULT in codes else codes[-1]
    homes = ", ".join(f"`docs/{code}/index.md`" for code in codes)
    filled = {
        "@PROJECT@": words[ids].site,
        "@LANGUAGES@": _table({code: _name(code) for code in codes}),
        "@TITLES@": _table({code: each.site for code, each in words.items()}),
        "@ID@": ids,
        "@NAMES@": _listed(codes),
        "@HOMES@": homes,
        "@PACKAGE@": package.told,
    }
    files = {
        place: _filled((_FILES / name).read_text(encoding="utf-8"), filled)
        for name, place in _TEMPLATES.items()
    }
    if any(not set(language(code).scripts) <= _ON_CARDS for code in codes):
        files["docs/conf.py"] += (
            "\n# The pictures of links have Latin letters and Hangul; pages with others have none.\n"
            'suppress_warnings = ["bilingual_gallery.card"]\n'
        )
    files["requirements.txt"] = f"{package.line}\nfuro>=2025.12\npytest>=9  # for `make test`\n"
    files[f"gallery/{_SECTION}/{_TUTORIAL}.py"] = skeleton(_TUTORIAL, codes, id_language=ids)
    for name, place in (("tutorials", "gallery"), (_SECTION, f"gallery/{_SECTION}")):
        files[f"{place}/GALLERY_HEADER.rst"] = f".. include:: /sections/{name}.inc\n"
    for code, each in words.items():
        home = marked(code, f"# {each.site}\n\n{each.home}", codes)
        contents = "```{toctree}\n:maxdepth: 2\n\ntutorials/index\n```"
        files[f"docs/{code}/index.md"] = f"{home}\n\n{contents}\n"
        for name, title in (("tutorials", each.site), (_SECTION, each.basics)):
            files[f"docs/{code}/sections/{name}.inc"] = f"{title}\n{'=' * columns(title)}\n"
    return files


def _filled(text: str, words: Mapping[str, str]) -> str:
    return re.sub("@[A-Z]+@", lambda found: words.get(found[0], found[0]), text)


def _table(values: Mapping[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _name(code: str) -> str:
    """What a language is called by its own speakers, as a name that stands alone."""
    name = name_in(code, code)
    return name[:1].upper() + name[1:]


def _listed(codes: Sequence[str]) -> str:
    *others, last = [name_in(code) for code in codes]
    return f"{', '.join(others)} and {last}" if others else last


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that is empty or not there yet: all of them, or none.

    Raises BuildError for a folder that cannot take them.
    """
    try:
        if folder.exists() and (there := sorted({each.name for each in folder.iterdir()} - _KEPT)):
            message = f"is not empty, it has {there[0]}; name a folder that is, or a new one"
            raise BuildError(f"{shown(folder)}: {message}")
        folder.parent.mkdir(parents=True, exist_ok=True)
        # In the folder itself where it is there, which may lie on another disk than what it is in.
        beside = folder if folder.exists() else folder.parent
        half = Path(tempfile.mkdtemp(prefix=".start-", dir=beside))
    except (NotADirectoryError, FileExistsError):
        raise BuildError(
            f"{shown(folder)}: is no folder; name an empty one, or a new one"
        ) from None
    except OSError as error:
        raise BuildError(
            f"{shown(folder)}: {error.strerror}; name a folder that you may write"
        ) from None
    moved: list[Path] = []
    made = not folder.exists()
    try:
        for name, content in files.items():
            path = half / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        folder.mkdir(exist_ok=True)
        for each in _entries(half):
            each.rename(folder / each.name)
            moved.append(folder / each.name)
    except BaseException as error:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if made and folder.exists():
            folder.rmdir()
        if isinstance(error, OSError):
            message = f"{error.strerror}; nothing is written"
            raise BuildError(f"{shown(folder)}: {message}") from None
        raise
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _entries(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.iterdir())
