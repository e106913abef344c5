"""Options of ``sphinx_gallery_conf``: those that mean nothing here are told, and those of a run prepared.

What a run needs of conf.py goes to another process, perhaps on another machine: values as they are,
functions by their names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..compat import DEFAULT_GALLERY_CONF, argv_of
from ..errors import SourceError

# Options without effect, and what there is instead.
_SCRIPTS = "tutorials are scripts of Python"
_NAMES = "names in code are not linked"
_COLAB = "bilingual_gallery_colab_url opens notebooks"
_INEFFECTIVE = {
    "example_extensions": _SCRIPTS,
    "filetype_parsers": _SCRIPTS,
    "notebook_extensions": "every tutorial has a notebook",
    "backreferences_dir": _NAMES,
    "doc_module": _NAMES,
    "show_api_usage": _NAMES,
    "reference_url": _NAMES,
    "download_all_examples": "downloads/tutorials.zip has them, in the language of its reader",
    "only_warn_on_example_error": "a tutorial that fails fails the build, and the others run",
    "recommender": "pages recommend nothing",
    "binder": _COLAB,
    "jupyterlite": _COLAB,
    "notebook_images": "notebooks have the pictures of their prose in them",
    "pypandoc": "the prose is Markdown already",
    "junit": "`pytest gallery/ --junit-xml` writes such a file",
    "nested_sections": "each folder of tutorials has a page",
    "copyfile_regex": "what a tutorial needs beside it is found by its code",
}
# Those by which neither a page nor a build loses anything: how much is told, in how many processes, when.
_NEEDLESS = frozenset(
    "abort_on_example_error api_usage_ignore exclude_implicit_doc inspect_global_variables log_level"
    " minigallery_sort_order parallel prefer_full_module run_stale_examples show_memory".split()
)
_ITS_OWN = ("failing_examples", "passing_examples", "stale_examples")
# Those that Sphinx-Gallery lets be switched on and that are always so here.
_ALWAYS = {"notebook_images": (True,), "promote_jupyter_magic": (True,)}
# Options that are functions, which a run calls.
_FUNCTIONS = ("image_scrapers", "reset_modules")


def ineffective(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The options of ``given`` that are set to what has no effect here, and what to say of each."""
    for name, instead in _INEFFECTIVE.items():
        if name in given and not _is_default(name, given[name]):
            yield name, f"{name} has no effect here: {instead}; take it out"


def without_ineffective(given: dict[str, Any]) -> None:
    """Take the options out of ``given`` that have no effect here; Sphinx-Gallery would go by them."""
    for name in {*_INEFFECTIVE, *_NEEDLESS} & given.keys():
        if not _is_default(name, given[name]):
            del given[name]


def refused(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The options of ``given`` that no build can go on with, and what to say of each."""
    for name in _ITS_OWN:
        if name in given and not _is_default(name, given[name]):
            yield name, f"Sphinx-Gallery keeps {name} for itself; take it out"
    for name in _FUNCTIONS:
        for function in _listed(given.get(name, ())):
            if not isinstance(function, str) and _name_of(function) is None:
                yield (
                    name,
                    f"{name} has a function that a run cannot import; put it into a module, and "
                    'name it here as in "module.function"',
                )


def missing(given: Mapping[str, Any], roots: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Which of ``expected_failing_examples`` are no scripts below one of ``roots``."""
    name = "expected_failing_examples"
    for each in given.get(name, ()):
        if not any((root / each).resolve().is_file() for root in roots):
            yield name, f"{name} has {each}, which is no file; name a script from conf.py"


def resolve(conf: dict[str, Any], roots: Sequence[Path]) -> None:
    """Make ``expected_failing_examples`` whole paths, each from that of ``roots`` where it is."""
    conf["expected_failing_examples"] = {
        str(next((path for path in paths if path.is_file()), paths[0]))
        for paths in (
            [(root / each).resolve() for root in roots]
            for each in conf["expected_failing_examples"]
        )
    }


def for_run(conf: Mapping[str, Any], script: Path) -> dict[str, object]:
    """What the run of a script needs to know beside how to capture; JSON, and empty by default.

    Raises SourceError where the function ``reset_argv`` fails.
    """
    told: dict[str, object] = {}
    for name in (*_FUNCTIONS, "reset_modules_order"):
        if not _is_default(name, conf[name]):
            value = conf[name]
            told[name] = (
                value if name == "reset_modules_order" else list(map(_named, _listed(value)))
            )
    if conf["compress_images"]:
        told["compress_images"] = list(conf["compress_images"])
        told["compress_images_args"] = list(conf["compress_images_args"])
    named = [name for key in _FUNCTIONS if key in told for name in map(_named, _listed(conf[key]))]
    if code := sorted({_code_of(name) for name in named if name and "." in name}):
        told["code"] = code
    try:
        arguments = argv_of(conf, script)
    except Exception as error:  # whatever the author's function raises
        message = f"reset_argv of conf.py fails: {type(error).__name__}: {error}"
        raise SourceError(script, 1, message) from None
    if arguments:
        told["reset_argv"] = [str(each) for each in arguments]
    if is_to_fail(conf, script):
        told["expected_failing_examples"] = True
    return told


def is_to_fail(conf: Mapping[str, Any], script: Path) -> bool:
    """Is the script one of ``expected_failing_examples``?"""
    named = conf["expected_failing_examples"]
    return bool(named) and str(script.resolve()) in named


def _named(function: object) -> str | None:
    return function if isinstance(function, str) else _name_of(function)


def _code_of(name: str) -> str:
    """A digest of the module that a function comes from: other code gives other outputs."""
    try:
        found = find_spec(name.rpartition(".")[0])
    except (ImportError, ValueError):
        found = None
    path = Path(found.origin) if found and found.origin else None
    return hashlib.sha256(path.read_bytes()).hexdigest() if path and path.is_file() else ""


def _is_default(name: str, value: object) -> bool:
    default = DEFAULT_GALLERY_CONF[name]
    if value in _ALWAYS.get(name, ()):
        return True
    plain = {"True": True, "False": False}
    one, other = (plain.get(str(each), each) for each in (value, default))
    if name in ("backreferences_dir", "download_all_examples"):
        return not one  # our own default
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return list(one) == list(other)
    return bool(one == other)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, tuple | list) else [value]


def _name_of(function: object) -> str | None:
    """The name by which another process can import a function; None where there is none."""
    module = getattr(function, "__module__", "")
    name = getattr(function, "__qualname__", "")
    if not module or module in ("builtins", "__main__") or "<" in name or "." in name or not name:
        return None
    return f"{module}.{name}"
