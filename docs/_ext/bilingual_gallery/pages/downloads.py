"""The notebook and the script of one language, and all of a language in one file."""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import jupytext
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ..files import package_digest, write
from ..source.code import CodeCell
from ..source.tutorial import Tutorial

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook(tutorial: Tutorial, language: str) -> str:
    """The tutorial as a Jupyter notebook (nbformat 4.5, no outputs), prose verbatim."""
    text: str = nbformat.writes(_notebook(tutorial, language))
    return text + "\n"


def script(tutorial: Tutorial, language: str) -> str:
    """The tutorial as a Python script in the percent format."""
    book = _notebook(tutorial, language)
    # A header would name versions of tools that the reader does not need.
    book.metadata["jupytext"] = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "-all"}
    # Every line here is Python: a last line `ls` is a variable.
    book.metadata["jupytext"]["comment_magics"] = False
    text: str = jupytext.writes(book, fmt="py:percent")
    return text


def archive(files: Mapping[str, str]) -> bytes:
    """A zip of ``files`` (path to text) that is the same bytes in every build."""
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))  # 1980, where zip's time begins
    stamp = max(time.gmtime(epoch)[:6], (1980, 1, 1, 0, 0, 0))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, stamp)
            member.external_attr = 0o644 << 16
            bundle.writestr(member, files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _notebook(tutorial: Tutorial, language: str) -> nbformat.NotebookNode:
    cells = []
    for index, part in enumerate(tutorial.parts):
        identifier = f"cell-{index}"
        if isinstance(part, CodeCell):
            shown = part.shown(language)
            if shown:
                cells.append(new_code_cell(shown, id=identifier))
        else:
            cells.append(new_markdown_cell(part.text(language), id=identifier))
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    book: nbformat.NotebookNode = new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(book)
    return book


def write_downloads(
    folder: Path, memory: Path, language: str, tutorials: Mapping[str, Tutorial]
) -> None:
    """Make the notebook and the script of each tutorial (by address), and the zip of all.

    What was made from what is noted in the folder ``memory``, because to make a notebook only to
    find that it is there already takes longer than all else there is to do.
    """
    note = memory / "downloads.json"
    wanted = {
        name: hashlib.sha256(
            f"{folder} {package_digest()} ".encode() + each.path.read_bytes()
        ).hexdigest()
        for name, each in tutorials.items()
    }
    made = json.loads(note.read_text(encoding="utf-8")) if note.is_file() else {}
    files = {
        folder / f"{name}{suffix}": (name, make)
        for name in tutorials
        for suffix, make in ((".ipynb", notebook), (".py", script))
    }
    bundle = folder / "tutorials.zip"
    changed = not bundle.is_file()
    for path, (name, make) in files.items():
        if made.get(name) != wanted[name] or not path.is_file():
            changed |= write(path, make(tutorials[name], language))
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path not in files and path != bundle:
            path.unlink()
            changed = True
    if changed:
        texts = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files
        }
        write(bundle, archive(texts))
    write(note, json.dumps(wanted))
