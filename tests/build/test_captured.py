"""What the cells of a run print, whoever writes it and wherever to."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from bilingual_gallery.execution.fork_server import ForkServer
from bilingual_gallery.execution.job import RESULT, Job, Limits
from bilingual_gallery.execution.processes import Start
from bilingual_gallery.execution.runner import run


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    with ForkServer([], jobs=1) as server:
        yield server.start


def captured(start: Start, *cells: str, limit: int = 20_000) -> list[list[str | int]]:
    """What each cell printed and the texts of its values; a number is how many characters are left out."""
    files = run(Job("small", cells, output_limit=limit), Limits(60), start)
    assert set(files) == {RESULT}
    found: list[list[str | int]] = []
    for cell in json.loads(files[RESULT])["outputs"]:
        found.append([])
        for each in cell:
            text = each["text"] if "text" in each else each["forms"]["text/plain"]
            found[-1] += [text, *filter(None, [each["left_out"]])]
    return found


def test_what_is_written_to_the_descriptors_is_in_its_cell_and_in_order(start: Start) -> None:
    cells = (
        "import os, subprocess, sys\nprint('from python', end=' and ')\n"
        "os.system('echo from a shell')\nsubprocess.run(['echo', 'from a program'])\n"
        "os.write(1, b'from a descriptor\\n')\nprint('error', file=sys.stderr)\n"
        "os.system('echo its error >&2')\n_ = sys.stdout.write('the last\\n')",
        "_ = sys.stdout.buffer.write(b'bytes\\n')\nprint('dunder', file=sys.__stdout__)",
        "import ctypes\n_ = ctypes.CDLL(None).puts(b'from C')\nprint('after C')",
        "print(sys.stdout.isatty(), sys.stdout.encoding, sys.stdout.fileno(), sys.stderr.fileno())\n"
        "sys.stdout.reconfigure(line_buffering=True)",
        "if os.fork() == 0:\n    print('from a fork')\n    os._exit(0)\n_ = os.wait()\nprint('done')",
    )
    assert captured(start, *cells) == [
        [
            "from python and from a shell\nfrom a program\nfrom a descriptor\nerror\n"
            "its error\nthe last\n"
        ],
        ["bytes\ndunder\n"],
        ["from C\nafter C\n"],
        ["False utf-8 1 2\n"],
        ["from a fork\ndone\n"],
    ]


def test_a_tutorial_has_no_child_that_it_has_not_started(start: Start) -> None:
    code = "import os\ntry:\n    os.wait()\nexcept ChildProcessError:\n    print('none')"
    assert captured(start, code) == [["none\n"]]


def test_a_long_training_keeps_the_last_state_of_its_bar_and_the_loss(start: Start) -> None:
    code = """
import sys
for step in range(601):
    sys.stderr.write(f"\\rtraining: {step}/600 [{'█' * (step // 10):60}]")
print(file=sys.stderr)
print("final loss 0.0024")
"""
    assert captured(start, code) == [[f"training: 600/600 [{'█' * 60}]\nfinal loss 0.0024\n"]]


def test_a_value_that_colors_itself_keeps_its_colors_and_its_end(start: Start) -> None:
    loud = "class Loud:\n    def __repr__(self):\n        return '\\033[35mloud\\x07'\n\nLoud()"
    long = "class Long:\n    def __repr__(self):\n        return 'a\\n' * 600 + 'the end'\n\nLong()"
    (first,), second = captured(start, loud, long, limit=100)
    assert first == "\x1b[0;35mloud\\x07\x1b[0m"
    assert second == ["a\n" * 24 + "a", 1207 - 49 - 49, "a\n" * 21 + "the end"]


def test_what_comes_late_is_in_the_last_cell(start: Start) -> None:
    code = """
import atexit, threading, time
atexit.register(lambda: print("at exit"))

def talk():
    time.sleep(0.3)
    print("late")

threading.Thread(target=talk).start()
print("early")
"""
    assert captured(start, code) == [["early\n", "late\n"]]


@pytest.mark.parametrize(
    "code", ["print('x' * 20_000_000)", "for _ in range(300_000): print('y' * 60)"]
)
def test_what_prints_a_lot_needs_no_more_memory(start: Start, code: str) -> None:
    before, after = (
        json.loads(run(Job("small", (each,)), Limits(60), start)[RESULT])["megabytes"]
        for each in ("print('x')", code)
    )
    assert after < before + (25 if "20_000_000" in code else 5)  # the text itself, once


def test_forked_workers_print_in_their_cell(start: Start) -> None:
    code = "import multiprocessing\n\ndef say(word):\n    print(f'say {word}', flush=True)\n\n"
    code += (
        "with multiprocessing.get_context('fork').Pool(1) as pool:\n    _ = pool.map(say, 'abc')"
    )
    assert captured(start, code) == [["say a\nsay b\nsay c\n"]]
