"""The outputs of each cell, in the order in which a reader of the notebook sees them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from weakref import WeakSet

from ..compat import DEFAULT_GALLERY_CONF, extract_file_config
from ..compat.capture import LAST, Cell, Result
from .dark import drawn_too
from .drawings import alone, animations_in, film_of, is_animation, is_figure, open_figures
from .entry import Remark
from .evaluate import Evaluator
from .failure import as_told
from .forms import Forms, bundle, form_of, forms_of, is_silent, shows_itself
from .interpreter import be_main, wait_for_late_ones
from .media import Files, picture_of, with_files
from .names import Known, watch
from .output import Figures, Markup, Output, Picture, Printed, Value
from .scraped import figures_in
from .shown import Shown
from .warned import heard
from .worded import Tables, Worded, drawn_in

# Lets a cell leave its figures to the next one.
_PUT_OFF = re.compile(r"^[ \t]*#\s*sphinx_gallery_defer_figures\b", re.MULTILINE)
# How long, in seconds, threads and processes are waited for that go on after the last cell.
_LATE = 2.0
_HTML = "text/html"
# Whoever has not chosen the methods of values gets all that a notebook asks for.
_USUAL = DEFAULT_GALLERY_CONF["capture_repr"]


class Collector:
    """Takes what a cell gives while it runs; one for a run.

    ``printed`` returns what was printed since it was asked last. ``films`` says whether an animation
    becomes a film that no code asks to show, ``dark`` whether figures are drawn for dark pages too, and
    ``words`` with which other words, as ``Job`` has them; ``evaluator`` is asked for the values of the
    prose between two cells.
    ``beside`` is what was printed while no cell ran and what is not for readers, by the cell that had
    run before, ``remarks`` what the author should know of how the outputs are shown, ``names`` what the
    names in each cell were.
    """

    def __init__(
        self,
        script: Path,
        printed: Callable[[], list[Printed]],
        files: Files,
        *,
        films: bool,
        dark: bool,
        evaluator: Evaluator,
        words: Mapping[str, Tables] = MappingProxyType({}),
    ) -> None:
        self._script = script
        self._printed = printed
        self._files = files
        self._title = script.stem.replace("-", " ").replace("_", " ")
        self._films = films
        self._dark = dark
        self._evaluator = evaluator
        self._begun = 0  # so many cells
        self._words = words
        self._dark_files: dict[str, str] = {}  # by those of the figures
        self._worded = Worded()
        self._cell: Cell | None = None
        self._runs = False
        # The figures of this cell that have been shown. A cell may draw thousands, and hold none.
        self._shown: WeakSet[Any] = WeakSet()
        self._given = Shown()
        self._aside = ""
        self.beside: list[str] = []
        self.remarks: list[Remark] = []
        self.names: list[dict[str, Known]] = []
        self._look: Callable[[], dict[str, Known]] = dict

    def begin(self, cell: Cell) -> None:
        """Called before a cell runs."""
        if self._cell is not None:
            self._evaluator.after(self._begun, vars(self._cell.main))
        self._begun += 1
        self._take_rest()
        self._cell, self._runs = cell, True
        self._shown = WeakSet()
        self._given.begin()
        be_main(cell.main, self._script)
        self._look = watch(cell.source, vars(cell.main))

    def ran(self) -> None:
        """Called when the code of the cell has run, and again after it."""
        if self._runs:
            self._take_text()
            self._runs = False

    def end(self, result: Result) -> list[list[Output]]:
        """Called when all of the cell is done; returns what it gave, which later ones may change."""
        self.names.append(self._look())
        self._take_text()  # of drawing its figures
        if result.has_value and self._cell is not None and not is_silent(self._cell.source):
            self._add_value(result.value, result.methods)
            self._take_text()  # of a value that prints itself
        self._add_figures(result.figures)
        return self._given.outputs

    def failed(self, error: Exception) -> list[list[Output]]:
        """Called when the cell of an example that is meant to fail has failed; returns what it gave.

        Raises the error where it does not come from the script.
        """
        self.ran()
        self.names.append(self._look())
        self.add(Printed(as_told(error, self._script)))
        self._add_figures(self._cell.figures() if self._cell else "")
        return self._given.outputs

    def left(self) -> list[list[Output]]:
        """Called after the last cell; returns what comes late: text, and figures put off to a next cell."""
        if self._cell is None:
            return []
        self._given.begin()
        wait_for_late_ones(_LATE)
        self._take_text()
        if _PUT_OFF.search(self._cell.source):
            self._add_figures(self._cell.figures())
        self._evaluator.after(None, vars(self._cell.main))
        self._take_rest()
        del self.beside[0]  # from before the first cell
        return self._given.outputs

    @contextlib.contextmanager
    def saving(self) -> Iterator[None]:
        """Called when the open figures are saved and closed: those that move become films before."""
        if self._cell is not None:
            names = vars(self._cell.main)
            shown = names.values() if self._films else [names.get(LAST)]
            for animation in animations_in(shown):
                self._take_text()
                self._add_film(animation)
        self._shown.update(open_figures())
        tables = self._words.get(str(len(self.beside) - 1), {})
        with heard(self._put_aside), drawn_too(wanted=self._dark) as files:
            with drawn_in(tables, self._given.pictures, self._worded):
                yield
            self._dark_files |= files

    def show(self) -> None:
        """In the place of ``pyplot.show``: the open figures come here, and are closed, as in a notebook."""
        if self._cell is not None and open_figures():
            self._take_text()
            self._add_figures(self._cell.figures())

    def display(self, values: tuple[object, ...], *, raw: bool, name: str | None) -> None:
        """Show values here; ``raw`` ones are MIME bundles. ``update`` finds them by their ``name``."""
        for value in values:
            self._take_text()
            with self._given.display(name):
                if raw:
                    self.add(*self._of_forms(bundle(value)))
                else:
                    self._add_value(value, None)

    def update(self, name: str, value: object, *, raw: bool) -> None:
        """Show another value in the place of what was displayed under ``name``."""
        self._given.update(name, lambda: self.display((value,), raw=raw, name=None))

    def clear(self, *, wait: bool = False) -> None:
        """Take back what the cell has given so far; with ``wait``, when something new comes."""
        self._take_text()
        self._given.clear(wait=wait)

    def remark(self, rule: str, message: str) -> None:
        """Let the author know something of the cell that runs, as ``Remark`` has it."""
        self.remarks.append(Remark(len(self.beside) - 1, rule, message))

    def add_picture(self, content: bytes, *finer: bytes, title: str) -> None:
        """Take a picture, and the same with 2, 3 … times the pixels."""
        self._take_text()
        name = self._files.keep(content, ".png")
        others = {
            f"{2 + index}.00x": self._files.keep(each, ".png") for index, each in enumerate(finer)
        }
        self.add(Figures([Picture(name, others, title or self._title)]))

    def _add_value(self, value: object, methods: tuple[str, ...] | None) -> None:
        if value is None and methods is not None:
            return
        if is_animation(value):
            if not self._has_shown(value._fig):  # type: ignore[attr-defined]
                self._add_film(value)
        elif is_figure(value):
            if not self._has_shown(value):
                assert self._cell is not None
                self._add_figures(alone(value, self._cell.figures))
        elif methods == _USUAL or methods is None:
            if not shows_itself(value):
                self.add(*self._of_forms(forms_of(value)))
        else:
            self.add(*self._of_forms(form_of(value, methods)))

    def _add_film(self, animation: Any) -> None:
        self._shown.add(animation._fig)
        with heard(self._put_aside):
            film = film_of(animation, self._files, self._title, self.remark)
        self.add(film)

    def _has_shown(self, figure: object) -> bool:
        return figure in self._shown

    def _of_forms(self, forms: Forms) -> list[Output]:
        if not forms:
            return []
        if picture := picture_of(forms, self._files, self._title):
            return [picture]
        texts = {mime: text for mime, text in forms.items() if isinstance(text, str)}
        if _HTML in texts:
            texts[_HTML] = with_files(texts[_HTML], self._files)
        return [Value(texts)]

    def _add_figures(self, rst: str) -> None:
        """Take what scrapers wrote; figures that follow one another stand together."""
        if not rst.strip():
            return
        new = figures_in(rst, self._dark_files, self._worded)
        if isinstance(new, Markup):
            self.add(new)
        else:
            self._given.add_figures(new, apart=self._keeps_apart())

    def _keeps_apart(self) -> bool:
        """Does the code say, as Sphinx-Gallery reads it, that figures do not stand beside each other?"""
        assert self._cell is not None
        block = extract_file_config(self._cell.source).get("multi_image_block")
        file = extract_file_config(self._script.read_text(encoding="utf-8")).get("multi_image")
        return bool((block or file) == "single")

    def _take_text(self) -> None:
        texts = self._printed()
        if not all(each.text.isspace() or not each.text for each in texts):
            self.add(*texts)

    def _put_aside(self, text: str) -> None:
        self._aside += text

    def _take_rest(self) -> None:
        self.beside.append("".join([self._aside, *(each.text for each in self._printed())]))
        self._aside = ""

    def add(self, *outputs: Output) -> None:
        """Take what stands together; nothing is nothing."""
        self._given.add(*outputs)
