"""The other side of the runner: this process runs one tutorial through Sphinx-Gallery's capture.

``python -m bilingual_gallery.capture WORK`` reads ``WORK/job.json`` and leaves behind either the
outputs and ``WORK/done``, or ``WORK/failure.json`` with the message and the line.
"""

from __future__ import annotations

import copy
import faulthandler
import json
import logging
import os
import resource
import sys
import sysconfig
import traceback
from pathlib import Path
from typing import Any

from sphinx_gallery.gen_gallery import DEFAULT_GALLERY_CONF
from sphinx_gallery.gen_rst import execute_script
from sphinx_gallery.py_source_parser import Block, extract_file_config
from sphinx_gallery.scrapers import ImagePathIterator

from .runner import RESULT, Job


def main(work: Path) -> int:
    """Run the job in ``work``; the exit status is 0 when it came to its end."""
    ticket = json.loads((work / "job.json").read_text(encoding="utf-8"))
    job = Job(ticket["job"]["name"], tuple(ticket["job"]["cells"]), ticket["job"]["settings"])
    # Sphinx-Gallery works in the script's folder and leaves what the script writes there.
    home = work / "home"
    home.mkdir()
    script = home / f"{job.name}.py"
    script.write_text("\n\n".join(job.cells) + "\n", encoding="utf-8")
    (work / "started").touch()
    with (work / "faults.txt").open("w") as faults:
        faulthandler.enable(faults)
        faulthandler.dump_traceback_later(ticket["timeout"], exit=True, file=faults)
        try:
            result = _execute(job, script, Path(ticket["folder"]))
        except BaseException as error:  # SystemExit and KeyboardInterrupt are the tutorial's too
            _tell(work / "failure.json", script, error)
            return 1
        finally:
            faulthandler.cancel_dump_traceback_later()
    result["outputs"] = [_without_places(output, home) for output in result["outputs"]]
    text = json.dumps(result, ensure_ascii=False, indent=1)
    (Path(ticket["folder"]) / RESULT).write_text(text + "\n", encoding="utf-8")
    (work / "done").touch()
    return 0


def _execute(job: Job, script: Path, folder: Path) -> dict[str, Any]:
    images = folder / "images"
    images.mkdir()
    # Sphinx-Gallery also logs a failure in full; the author gets one line of ours instead.
    logging.getLogger("sphinx").setLevel(logging.CRITICAL + 1)
    source = "\n\n".join(job.cells)
    script_vars: dict[str, Any] = {
        "execute_script": True,
        "image_path_iterator": ImagePathIterator(images / f"sphx_glr_{job.name}_{{0:03}}.png"),
        "src_file": str(script),
        "target_file": str(script),
    }
    blocks = [
        Block("code", cell, line) for cell, line in zip(job.cells, job.first_lines, strict=True)
    ]
    outputs, seconds = execute_script(
        blocks, script_vars, _gallery_conf(job, folder), extract_file_config(source)
    )
    return {
        "outputs": outputs,
        "images": sorted(path.name for path in images.iterdir()),
        "seconds": round(seconds, 3),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def _without_places(output: str, home: Path) -> str:
    # Where this run took place, and where its libraries lie, are accidents of this machine.
    for folder in (home, home.resolve(), home.parent, home.parent.resolve()):
        output = output.replace(f"{folder}/", "").replace(str(folder), ".")
    libraries = {sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")}
    for library in sorted(libraries, key=len, reverse=True):
        output = output.replace(f"{library}/", "")
    return output


def _gallery_conf(job: Job, folder: Path) -> dict[str, Any]:
    settings: dict[str, Any] = dict(job.settings)
    if "capture_repr" in settings:
        settings["capture_repr"] = tuple(settings["capture_repr"])  # JSON made it a list
    return {
        **copy.deepcopy(DEFAULT_GALLERY_CONF),
        "matplotlib_animations": (False, None),  # the default as Sphinx-Gallery reads it
        **settings,
        "src_dir": str(folder),
        "abort_on_example_error": True,
        "plot_gallery": True,
    }


def _tell(failure: Path, script: Path, error: BaseException) -> None:
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(script)
    ]
    if isinstance(error, SystemExit):
        message = (
            f"the code calls exit ({error.code!r}); a tutorial runs to its end, take the call out"
        )
    elif "input() builtin" in str(error):
        message = (
            "the code calls input(), and nobody is there to answer; write the value in the code"
        )
    else:
        message = "".join(traceback.format_exception_only(error)).strip().replace("\n", " ")
    told = {"message": message, "line": lines[-1] if lines else None}
    failure.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    status = main(Path(sys.argv[1]))
    # All is written: do not wait for a thread that the tutorial has left running.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
