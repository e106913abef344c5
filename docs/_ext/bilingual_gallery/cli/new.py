"""Write the skeleton of a tutorial, which builds as it is and shows the format by example."""

# ruff: noqa: E501 (a message is one line)

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from sphinx.config import Config

from ..compat import get_subsections
from ..config import FREE, Form, Settings, read_config
from ..config.form import Heading
from ..errors import BuildError, shown
from ..files import write
from ..lang import language
from ..lang.skeleton import Skeleton
from ..source.gallery import scripts_of

# What the skeleton runs with one of these distributions, and with none: what makes the values, and what
# sums them up and finds their mean.
_CODE = {
    "torch": ("import torch", "torch.tensor([1.0, 2.0, 3.0])", "values.sum()", "values.mean()"),
    "numpy": ("import numpy as np", "np.array([1.0, 2.0, 3.0])", "values.sum()", "values.mean()"),
    "": ("", "[1.0, 2.0, 3.0]", "sum(values)", "sum(values) / len(values)"),
}


def main(docs: Path, name: str) -> int:
    """Write the skeleton of the tutorial ``name`` (``hello`` or ``blitz/hello``) and say what is next.

    Without a section it goes into the last one. Ends with one line, and writes nothing, if the name
    or the section cannot be.
    """
    config = read_config(docs, {})
    settings = Settings.of(config, docs, docs / next(iter(config.bilingual_gallery_languages)))
    section, _, stem = name.rpartition("/")
    _check_name(settings, stem)
    path = _section(config, settings, section) / f"{stem}.py"
    text = skeleton(
        stem, settings.codes, settings.distributions, settings.form, settings.heading_language
    )
    write(path, text)
    print(f"{shown(path)} is written and builds as it is. Next:")
    print("\n".join(f"  {line}" for line in _next(stem, docs, config)))
    return 0


def _next(stem: str, docs: Path, config: Config) -> Iterator[str]:
    """What an author does with a new tutorial; the commands are those that there are here."""
    if "tutorials" in config._raw_config:
        conf = shown(docs / "conf.py")
        yield f'add "{stem}.py" to the list `tutorials` in {conf}: the list sets the reading order'
    makefile = Path("Makefile")
    makes = makefile.is_file() and "bilingual_gallery" in makefile.read_text(encoding="utf-8")
    ours = "bilingual-gallery"
    live = "make live" if makes else f"{ours} live {docs} build/html"
    check = "make check" if makes else f"{ours} check {docs}"
    html = "make html" if makes else f"{ours} build {docs} build/html"
    wide = max(len(live), len(check)) + 2
    yield f"{live:{wide}}see the page and the findings of the check anew on each save"
    yield f"{check:{wide}}see where the languages differ"
    yield f"GALLERY_PATTERN={stem} {html}"


def skeleton(
    name: str,
    languages: Sequence[str],
    distributions: Sequence[str] = (),
    form: Form = FREE,
    id_language: str = "",
) -> str:
    """The text of a tutorial in ``languages`` (the first one holds the docstring).

    Its code uses one of the ``distributions`` that the gallery has anyway, and it has the ``form`` that
    conf.py states, which names sections in ``id_language``. A language without texts of its own gets
    the English ones, to be translated.
    """
    known = next((each for each in _CODE if each in distributions), "")
    imports, values, total, mean = _CODE[known]
    words = {
        "{title}": " ".join(filter(None, name.split("_"))).capitalize(),
        "{sum}": total,
    }
    id_language = id_language or languages[-1]
    texts = {code: _texts(code) for code in languages}
    comments = "\n".join(f"# {code}: {texts[code].comment}" for code in languages)
    first, *others = languages

    def section(heading: Heading, code: str) -> str:
        # By itself a tutorial ends with an exercise.
        name = heading.get(id_language) or _texts(id_language).exercises
        title = heading.get(code) or heading.get(id_language) or texts[code].exercises
        least = form.exercises.get(name, (0 if heading else 1, 0))[0]
        return "\n\n".join(
            [f"## {title}", *_body(texts[code], least, mean, form.links.get(name, ""))]
        )

    def opening(code: str) -> str:
        title, *introduction = texts[code].title.split("\n\n")
        sections = (section(heading, code) for heading in form.first)
        return "\n\n".join([title, *introduction[: form.introduction], *sections])

    head = f"{imports}\n\n" if imports else ""
    cells = [
        f'{_marker(first)}\n"""\n{opening(first)}\n"""',
        *(_prose(code, opening(code)) for code in others),
        f"# %%\n{head}{comments}\nvalues = {values}\nvalues",
        *(_prose(code, texts[code].section) for code in languages),
        f"# %%\n{total}",
        *(
            _prose(code, section(heading, code))
            for heading in form.last or [{}]
            for code in languages
        ),
    ]
    text = "\n\n".join(cells) + "\n"
    for word, said in words.items():
        text = text.replace(word, said)
    return text


def _texts(code: str) -> Skeleton:
    return language(code).skeleton or Skeleton()


def _body(texts: Skeleton, exercises: int, answer: str, address: str) -> Iterator[str]:
    """What stands below a heading: exercises with their solutions, or a text; and a link."""
    numbers = range(1, exercises + 1)
    if exercises:
        yield "\n".join(f"{number}. {texts.task}" for number in numbers)
    else:
        yield texts.rest
    for number in numbers:
        title = texts.solution.replace("{number}", str(number))
        yield f":::{{admonition}} {title}\n:collapsible: closed"
        yield f"```python\nassert {answer} == 2\n```"
        yield f"{texts.reason}\n:::"
    if address:
        yield f"- [{texts.more}]({address})"


def _prose(code: str, text: str) -> str:
    return "\n".join([_marker(code), *(f"# {line}".rstrip() for line in text.split("\n"))])


def _marker(language: str) -> str:
    return f'# %% [markdown] lang="{language}"'


def _section(config: Config, settings: Settings, wanted: str) -> Path:
    """The folder of the section that is wanted, or of the last one.

    Where there are several galleries, a section may be told with the name of its gallery's folder.
    """
    source = settings.docs / settings.codes[0]
    folders: list[Path] = []
    for gallery in settings.galleries:
        names = get_subsections(source, gallery.scripts, config.sphinx_gallery_conf)
        folders += [gallery.scripts / name for name in names]
    if not folders:
        raise BuildError(
            f"{shown(settings.root)} has no section; make a folder with GALLERY_HEADER.rst"
        )
    if not wanted:
        return folders[-1]
    found = [each for each in folders if wanted in (each.name, f"{each.parent.name}/{each.name}")]
    if len(found) == 1:
        return found[0]
    several = len(settings.galleries) > 1
    known = [f"{each.parent.name}/{each.name}" if several else each.name for each in folders]
    wrong = "more than one" if found else "no"
    raise BuildError(
        f"{wrong} section {wanted}; choose {', '.join(known)}, or make its folder with GALLERY_HEADER.rst"
    )


def _check_name(settings: Settings, name: str) -> None:
    """Ends with one line if a tutorial cannot have this name."""
    if not re.fullmatch("[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise BuildError(
            f"{name or 'nothing'} is no name for a tutorial; begin with a lower-case letter and go on with those, "
            "digits and underscores, as in saving_models"
        )
    if name == "conftest" or re.search(settings.ignored, f"{name}.py"):
        raise BuildError(f"{name}.py is ignored by the gallery; choose another name")
    for other in scripts_of(settings):
        if other.stem == name:
            raise BuildError(
                f"{shown(other)} has this name, and figures are named after it; choose another name"
            )
    module = find_spec(name)
    if module is not None and module.origin is not None:  # a folder alone is no module
        raise BuildError(
            f"Python has a module {name}, and scripts beside this one could not import it; choose another name"
        )
