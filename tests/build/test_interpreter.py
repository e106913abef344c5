"""A run is a new interpreter to its code: it finds what it finds with ``python script.py``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from bilingual_gallery.execution.fork_server import ForkServer
from bilingual_gallery.execution.imports import needs_new_interpreter
from bilingual_gallery.execution.job import RESULT, Job, Limits, RunError
from bilingual_gallery.execution.processes import Start
from bilingual_gallery.execution.runner import run


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    with ForkServer(["torch"], jobs=1) as server:
        yield server


@pytest.fixture(params=["forked", "fresh"])
def start(request: pytest.FixtureRequest, server: ForkServer) -> Start:
    return server.start if request.param == "forked" else server.start_fresh


def printed(start: Start, *cells: str, timeout: float = 60) -> list[str]:
    """What each cell printed and the text of its value."""
    files = run(Job("small", cells), Limits(timeout), start)
    return [
        "".join(each["text"] if "text" in each else each["forms"]["text/plain"] for each in cell)
        for cell in json.loads(files[RESULT])["outputs"]
    ]


DEFINITIONS = """
import multiprocessing

def square(number):
    print(f"square {number}")
    return number * number

def say(queue):
    queue.put("hello from the child")
    print("printed in the child")

class Box:
    def __init__(self, number):
        self.number = number
"""


def test_processes_start_as_the_platform_starts_them(start: Start) -> None:
    code = "import multiprocessing, sys\nprint(multiprocessing.get_start_method())\n"
    code += "print(multiprocessing.current_process().name, multiprocessing.parent_process())"
    plain = "import multiprocessing as m; print(m.get_context().get_start_method())"
    platform = subprocess.check_output([sys.executable, "-c", plain], text=True)
    assert printed(start, code) == [f"{platform}MainProcess None\n"]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_workers_find_what_the_script_defines(start: Start, method: str) -> None:
    use = f"""
if __name__ == "__main__":
    context = multiprocessing.get_context({method!r})
    with context.Pool(2) as pool:
        print(pool.map(square, range(4)))
        print([box.number for box in pool.map(Box, range(3))])
    queue = context.Queue()
    process = context.Process(target=say, args=(queue,))
    process.start()
    print(queue.get(timeout=50))
    process.join()
    from concurrent.futures import ProcessPoolExecutor
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        print(list(executor.map(square, range(4))))
"""
    _, said = printed(start, DEFINITIONS, use)
    words = re.findall(r"square \d", said)  # of a line, two processes may write parts in turn
    assert sorted(words) == sorted(f"square {number}" for number in (*range(4), *range(4)))
    lines = sorted(line for line in said.split("\n") if line and "square" not in line)
    assert lines == ["[0, 1, 2]", "[0, 1, 4, 9]", "[0, 1, 4, 9]",
                     "hello from the child", "printed in the child"]  # fmt: skip


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_data_loader_has_workers_over_a_class_of_the_script(
    server: ForkServer, method: str
) -> None:
    definition = """
import torch
from torch.utils.data import DataLoader, Dataset

class Squares(Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        return torch.tensor(index**2)
"""
    use = f"""
if __name__ == "__main__":
    for batch in DataLoader(Squares(), 2, num_workers=2, multiprocessing_context={method!r}):
        print(batch)
"""
    assert printed(server.start, definition, use) == ["", "tensor([0, 1])\ntensor([4, 9])\n"]


def test_the_default_of_a_later_python_works_behind_a_guard(server: ForkServer) -> None:
    # Python 3.14 on Linux: what it does where nothing is said.
    default = "import multiprocessing\nmultiprocessing.set_start_method('forkserver', force=True)"
    use = "if __name__ == '__main__':\n    with multiprocessing.Pool(2) as pool:\n"
    use += "        print(pool.map(square, range(4)))"
    assert printed(server.start, default, DEFINITIONS, use)[-1].endswith("[0, 1, 4, 9]\n")


def test_a_script_knows_its_file_and_its_source(start: Start) -> None:
    code = """
import inspect
import pickle
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Point:
    x: int


print(Path(__file__).name, Path(__file__).parent == Path.cwd(), __spec__, __name__)
print(pickle.loads(pickle.dumps(Point(3))), Point.__module__)
print(inspect.getsource(Point))
"""
    (said,) = printed(start, code)
    assert said == (
        "small.py True None __main__\nPoint(x=3) __main__\n@dataclass\nclass Point:\n    x: int\n\n"
    )


def test_modules_are_found_beside_the_script_and_not_where_the_build_was_called(
    start: Start,
) -> None:
    code = "import os, sys\nprint(sys.path[0] == os.getcwd(), '' in sys.path)\n"
    code += "open('beside.py', 'w').write('word = 42')\nimport beside\nprint(beside.word)"
    assert printed(start, code) == ["True False\n42\n"]


SETTINGS = [
    ("import os\nos.environ['A'] = '1'\nimport torch", True),
    ("import os\nos.environ['A'] = '1'", False),
    ("import os\nos.environ['A'] = '1'\nimport json, math", False),
    ("import torch\nimport os\nos.environ['A'] = '1'\nfrom torch import nn", False),
    ("import torch\nimport os\nos.environ['A'] = '1'\nimport numpy", True),
    ("import os\nos.environ.update(A='1')\nfrom torch import nn", True),
    ("import os\nos.environ.setdefault('A', '1')\nimport torch.nn as nn", True),
    ("import os\nos.environ |= {'A': '1'}\nimport torch", True),
    ("import os\ndel os.environ['A']\nimport torch", True),
    ("import os\nos.putenv('A', '1')\nimport torch", True),
    ("from os import environ as e\ne['A'] = '1'\nimport torch", True),
    ("import os\ne = os.environ\ne['A'] = '1'\nimport torch", True),
    ("%env A=1\nimport torch", True),
    ("# %env A=1\nimport torch", True),
    ("import os\nprint(os.environ['A'])\nimport torch", False),
    ("import os, importlib\nos.environ['A'] = '1'\nimportlib.import_module('torch')", True),
    ("import os\nif True:\n    os.environ['A'] = '1'\n\ndef f():\n    import torch", True),
    ("!pip install x\nimport os\nos.environ['A'] = '1'\nimport torch", True),
]


@pytest.mark.parametrize(("code", "new"), SETTINGS)
def test_code_that_sets_a_variable_before_an_import_gets_a_process_of_its_own(
    code: str, new: bool
) -> None:
    assert needs_new_interpreter([code]) is new
    assert needs_new_interpreter(code.split("\n")) is new or "    " in code


def test_a_new_process_has_imported_nothing_that_a_tutorial_may_import(server: ForkServer) -> None:
    code = "import sys\nprint(sorted({'torch', 'numpy', 'matplotlib'} & set(sys.modules)))"
    assert printed(server.start_fresh, code) == ["[]\n"]
    figure = "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])"
    files = run(Job("small", (code, figure)), Limits(60), server.start_fresh)
    assert "images/sphx_glr_small_001.png" in files


def test_the_last_lines_are_told_of_a_run_that_hangs(start: Start) -> None:
    code = "import sys, time\nprint('a')\nprint('Can not get it', file=sys.stderr)\ntime.sleep(60)"
    with pytest.raises(RunError, match=r"time limit of 2 s.* it said last: a \| Can not get it"):
        printed(start, code, timeout=2)


def test_processes_that_start_others_without_end_are_told_with_the_mend(server: ForkServer) -> None:
    code = DEFINITIONS + "\nwith multiprocessing.get_context('spawn').Pool(1) as pool:\n"
    code += "    print(pool.map(square, range(4)))"
    with pytest.raises(RunError, match="put what starts them below `if __name__ =="):
        printed(server.start, code, timeout=4)
