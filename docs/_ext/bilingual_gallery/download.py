"""The notebook and the script of one language, and all of a language in one file."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Mapping

import jupytext
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from .code import CodeCell
from .script import Tutorial

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
