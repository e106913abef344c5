"""Write the skeleton of a tutorial, which builds as it is and shows the format by example."""

# ruff: noqa: E501 (a paragraph of a tutorial is one line)

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from sphinx.config import Config

from ..compat import ConfigError, get_subsections
from ..config import Settings, read_config
from ..errors import shown
from ..files import write

# A language that has no text here gets the English one, to be translated.
_TITLE = {
    "ko": """\
# {title}

독자가 무엇을 할 수 있게 되는지 한 문장으로 씁니다. 이 문장은 튜토리얼 목록의 카드에도 나옵니다.

이어서 왜 필요한지 설명합니다. 제목은 한국어로 바꾸고, 처음 나오는 용어는 **텐서**(tensor)처럼 굵게 쓴 다음 괄호 안에 영어를 적습니다.""",
    "en": """\
# {title}

Say in one sentence what the reader will be able to do. The tutorial's card in the list shows this sentence too.

Then say why that is worth doing. Make the title short, and set a term in bold where it first appears, as in **tensor**.""",
}

_COMMENT = {
    "ko": "코드만 보아서는 알 수 없는 이유를 적습니다.",
    "en": "Say why, where the code alone does not tell.",
}

_SECTION = {
    "ko": """\
## 절마다 한 가지 이야기

아래 코드가 무엇을 보여 주는지 먼저 씁니다. 코드에 나오는 이름은 `values.sum()`처럼 백틱으로 감싸고, 조사는 띄우지 않고 붙입니다.""",
    "en": """\
## One idea in each section

Say first what the code below shows. Put names from the code between backticks, as in `values.sum()`.""",
}

_EXERCISE = {
    "ko": """\
## 연습 문제

1. 앞에서 본 코드로 풀 수 있는 문제를 냅니다. 예를 들면 `values`의 평균을 구하는 문제입니다.

:::{admonition} 1번 풀이
:collapsible: closed

```python
assert values.mean() == 2
```

왜 이 답이 나오는지 설명합니다.
:::""",
    "en": """\
## Exercises

1. Set a task that the code above has prepared. An example is to find the mean of `values`.

:::{admonition} Solution to 1
:collapsible: closed

```python
assert values.mean() == 2
```

Say why this is the answer.
:::""",
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
    path = settings.gallery / _section(config, settings, section) / f"{stem}.py"
    write(path, skeleton(stem, settings.codes))
    conf = shown(settings.docs / "conf.py")
    print(f"{shown(path)} is written and builds as it is. Next:")
    print(f'  add "{stem}.py" to the list `tutorials` in {conf}: the list sets the reading order')
    print("  make live       see the page and the findings of the check anew on each save")
    print("  make check      see where the languages differ")
    print(f"  GALLERY_PATTERN={stem} make html")
    return 0


def skeleton(name: str, languages: Sequence[str]) -> str:
    """The text of a tutorial in ``languages`` (the first one holds the docstring)."""
    title = " ".join(filter(None, name.split("_"))).capitalize()
    comments = "\n".join(f"# {code}: {_text(_COMMENT, code)}" for code in languages)
    first, *others = languages
    cells = [
        f'{_marker(first)}\n"""\n{_text(_TITLE, first)}\n"""',
        *_prose(_TITLE, others),
        f"# %%\nimport torch\n\n{comments}\nvalues = torch.tensor([1.0, 2.0, 3.0])\nvalues",
        *_prose(_SECTION, languages),
        "# %%\nvalues.sum()",
        *_prose(_EXERCISE, languages),
    ]
    return "\n\n".join(cells).replace("{title}", title) + "\n"


def _prose(texts: Mapping[str, str], languages: Sequence[str]) -> Iterator[str]:
    for code in languages:
        lines = _text(texts, code).split("\n")
        yield "\n".join([_marker(code), *(f"# {line}".rstrip() for line in lines)])


def _marker(language: str) -> str:
    return f'# %% [markdown] lang="{language}"'


def _text(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language, texts["en"])


def _section(config: Config, settings: Settings, wanted: str) -> str:
    """The folder of the section that is wanted, or of the last one."""
    source = settings.docs / settings.codes[0]
    try:
        sections = get_subsections(source, settings.gallery, config.sphinx_gallery_conf)
    except ConfigError as error:  # a section that conf.py does not list
        raise SystemExit(f"{shown(settings.docs / 'conf.py')}:1: {error}") from None
    if not sections:
        raise SystemExit(
            f"{shown(settings.gallery)} has no section; make a folder with GALLERY_HEADER.rst"
        )
    if wanted and wanted not in sections:
        raise SystemExit(
            f"no section {wanted}; choose {', '.join(sections)}, or make its folder with GALLERY_HEADER.rst"
        )
    return wanted or sections[-1]


def _check_name(settings: Settings, name: str) -> None:
    """Ends with one line if a tutorial cannot have this name."""
    if not re.fullmatch("[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise SystemExit(
            f"{name or 'nothing'} is no name for a tutorial; begin with a lower-case letter and go on with those, "
            "digits and underscores, as in saving_models"
        )
    if name == "conftest" or re.search(settings.ignored, f"/{name}.py"):
        raise SystemExit(f"{name}.py is ignored by the gallery; choose another name")
    for other in sorted([*settings.gallery.glob("*.py"), *settings.gallery.glob("*/*.py")]):
        if other.stem == name:
            raise SystemExit(
                f"{shown(other)} has this name, and figures are named after it; choose another name"
            )
    module = find_spec(name)
    if module is not None and module.origin is not None:  # a folder alone is no module
        raise SystemExit(
            f"Python has a module {name}, and scripts beside this one could not import it; choose another name"
        )
