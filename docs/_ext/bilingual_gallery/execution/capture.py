"""One tutorial through Sphinx-Gallery's capture: its code goes in, what is kept of it comes out."""

from __future__ import annotations

import copy
import logging
import sys
import sysconfig
from collections.abc import Iterator, Sequence, Set
from dataclasses import astuple
from pathlib import Path
from typing import Any

from ..compat import (
    DEFAULT_GALLERY_CONF,
    Block,
    ImagePathIterator,
    extract_file_config,
    image_template,
    matplotlib_scraper,
    reset,
)
from ..compat.capture import capturing, execute_script
from . import figure_style, remarks
from .collect import Collector
from .dependencies import imported
from .display import offer
from .evaluate import Evaluator
from .fonts import offer as offer_font
from .imports import imported as imports_of
from .job import Job, RunError
from .media import Files
from .output import Output, Printed, Value, to_json, with_texts
from .streams import Streams
from .terminal import shown
from .truncate import as_kept, as_text, printable, within

# What the capture itself imports when it comes to it.
_CAPTURE = ("sphinx", "sphinx_gallery", "docutils")


def capture(job: Job, script: Path, result: Path, streams: Streams) -> dict[str, Any]:
    """Run the job, whose code is in ``script`` too, and return what the store keeps of it, as JSON.

    Figures and films are written below ``result``. Raises what the code raises.
    """
    told = _execute(job, script, result, streams)
    home = script.parent
    told["log"] = as_text(_without_places(told["log"], home), job.output_limit)
    told["outputs"] = [_kept(cell, home, job.output_limit) for cell in told["outputs"]]
    told["remarks"] = [
        (cell, rule, printable(_without_places(message, home)))
        for cell, rule, message in told["remarks"]
    ]
    told["values"] = [
        (cells, expression, *(printable(_without_places(said, home)) for said in texts))
        for cells, expression, *texts in told["values"]
    ]
    return told


def _execute(job: Job, script: Path, result: Path, streams: Streams) -> dict[str, Any]:
    images = result / "images"
    # Sphinx-Gallery also logs a failure in full; the author gets one line of ours instead.
    logging.getLogger("sphinx").setLevel(logging.CRITICAL + 1)
    source = "\n\n".join(job.cells)
    script_vars: dict[str, Any] = {
        "execute_script": True,
        "image_path_iterator": ImagePathIterator(image_template(images, job.name)),
        "src_file": str(script),
        "target_file": str(script),
    }
    blocks = [
        Block("code", cell, line) for cell, line in zip(job.cells, job.first_lines, strict=True)
    ]
    figure_style.offer(job.figure_style)
    offer_font(own=bool(job.words))
    before = set(sys.modules)
    # The films are Sphinx-Gallery's only where nobody else makes them.
    conf = {**_gallery_conf(job, result), "matplotlib_animations": (False, None)}
    films = bool(job.settings.get("matplotlib_animations", [False])[0])  # type: ignore[index]
    files = Files(script_vars["image_path_iterator"])
    evaluator = Evaluator(job.expressions)
    dark, words = job.dark_figures, job.words
    collector = Collector(
        *(script, streams.take, files), films=films, dark=dark, words=words, evaluator=evaluator
    )
    to_fail = bool(job.settings.get("expected_failing_examples"))
    reset(conf, script, "before")
    may_raise = {job.first_lines[at] for at in job.may_raise}
    with capturing(collector, may_fail=to_fail, may_raise=may_raise):
        offer(collector, source)
        given, seconds = execute_script(blocks, script_vars, conf, extract_file_config(source))
    reset(conf, script, "after")
    if to_fail and script_vars["execute_script"]:
        raise RunError(
            "expected_failing_examples names it and it came to its end; take it out there"
        )
    if given:
        given[-1] += collector.left()
    outputs = [[output for shown in cell for output in shown] for cell in given]
    distributions, modules = imported(_used(job, before), script.parent)
    return {
        "name": job.name,
        "outputs": outputs,
        "names": collector.names + [{}] * (len(job.cells) - len(collector.names)),
        "log": "".join(collector.beside),
        "remarks": list(_remarks(job, outputs, collector)),
        "values": [astuple(each) for each in evaluator.values],
        "distributions": distributions,
        "modules": modules,
        "images": sorted(path.name for path in images.iterdir()),
        "seconds": round(seconds, 3),
        "megabytes": _megabytes(),
        "accelerator": _accelerator(),
    }


def _megabytes() -> float:
    """The most memory that this process has had, in units of 2**20 bytes."""
    import resource  # which Windows lacks

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # In bytes on macOS, in KiB elsewhere.
    return round(most / (2**20 if sys.platform == "darwin" else 2**10), 1)


def _used(job: Job, before: Set[str]) -> set[str]:
    """The modules that the code has imported, those among them that were there before it asked."""
    named = imports_of(job.cells)
    tops = {name: name.partition(".")[0] for name in sys.modules}
    return {
        name
        for name, top in tops.items()
        if top in named or (name not in before and top not in _CAPTURE)
    }


def _remarks(
    job: Job, outputs: Sequence[Sequence[Output]], collector: Collector
) -> Iterator[tuple[int, str, str]]:
    printed = ("".join(each.text for each in cell if isinstance(each, Printed)) for cell in outputs)
    found = [
        *remarks.of_environment(job.cells, set(job.environment)),
        *remarks.of_matplotlib(),
        *collector.remarks,
        *(
            each
            for cell, said in enumerate(zip(printed, collector.beside, strict=False))
            for each in remarks.of_figures(cell, "\n".join(said))
        ),
    ]
    yield from map(astuple, sorted(found, key=lambda each: each.cell))


def _accelerator() -> str:
    """The accelerator that torch offers the tutorial, such as cuda; empty where there is none."""
    torch = sys.modules.get("torch")
    found = torch.accelerator.current_accelerator(check_available=True) if torch else None
    return found.type if found else ""


def _kept(outputs: Sequence[Output], home: Path, limit: int) -> list[dict[str, Any]]:
    """The outputs of a cell as they are kept, with no more of them than ``limit``."""

    def change(text: str) -> str:
        return printable(_without_places(text, home))

    placed = [with_texts(output, change) for output in outputs]
    return to_json(map(as_kept, within(map(_seen, placed), limit)))


def _seen(output: Output) -> Output:
    """The output with what a terminal shows of a value's text; of what was printed it is that already."""
    if isinstance(output, Value) and (text := output.forms.get("text/plain")):
        return Value({**output.forms, "text/plain": shown(text)})
    return output


def _without_places(output: str, home: Path) -> str:
    # Where this run took place, and where its libraries lie, are accidents of this machine.
    for folder in (home, home.resolve(), home.parent, home.parent.resolve()):
        output = output.replace(f"{folder}/", "").replace(str(folder), ".")
    libraries = {sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")}
    for library in sorted(libraries, key=len, reverse=True):
        output = output.replace(f"{library}/", "")
    return output.replace(sys.executable, "python")


def _gallery_conf(job: Job, folder: Path) -> dict[str, Any]:
    settings: dict[str, Any] = dict(job.settings)
    if "capture_repr" in settings:
        settings["capture_repr"] = tuple(settings["capture_repr"])  # JSON made it a list
    return {
        **copy.deepcopy(DEFAULT_GALLERY_CONF),
        "matplotlib_animations": (False, None),  # the default as Sphinx-Gallery reads it
        **settings,
        "image_scrapers": [
            _figures if each == "matplotlib" else each
            for each in settings.get("image_scrapers", ["matplotlib"])
        ],
        "reset_argv": lambda *_: settings.get("reset_argv", []),
        "expected_failing_examples": (),  # what fails is told by ``capturing``
        "src_dir": str(folder),
        "abort_on_example_error": True,
        "plot_gallery": True,
    }


def _figures(block: Block, block_vars: dict[str, Any], conf: dict[str, Any]) -> str:
    """What Sphinx-Gallery finds of matplotlib's figures, which it would import to look for them."""
    found = "matplotlib.pyplot" in sys.modules and matplotlib_scraper(block, block_vars, conf)
    return found or ""
