"""How long an author waits in `make live`: from the save of a script to the finding and to the new page.

Works on a copy of the course in a temporary folder, with the outputs that are kept, in a Chromium that
has the page of one tutorial open in each language. A save counts as seen when its words are in the DOM.
Between two saves nothing is saved until all processes have come to rest. Needs Linux and Chromium.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent
NAME = "blitz/tensors"
LANGUAGES = ("ko", "en")
# What is saved, by what is measured: a text of the script, and the text with a word of its own in it.
PROSE = (
    ("출력에서 `1.`처럼 점이 찍힌 수는", "출력에서 `1.`처럼 점이 찍힌 수(`{word}`)는"),
    (
        "A number printed with a dot, such as `1.`,",
        "A number printed with a dot (`{word}`), such as `1.`,",
    ),
)
CODE = (('print("exercise 4: correct")', 'print("exercise 4: correct {word}")'),)
FINDING = (("choose their data type and device", "choose choose their {word}"),)
_FINDING = re.compile(r"gallery/blitz/tensors\.py:\d+: \[doubled\]")
_IN_PAGE = "(word) => document.body !== null && document.body.textContent.includes(word)"
_LOOK = 0.01  # seconds between two looks into a page
_PATIENCE = 180.0  # seconds after which something is wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10, help="saves of each kind")
    parser.add_argument("--package", type=Path, default=ROOT, help="the checkout whose live it is")
    parser.add_argument("--only", choices=("findings", "prose", "code"), help="this kind alone")
    parser.add_argument("--out", type=Path, help="where the result goes, as JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="live-") as folder:
        copied = copy_of(given.package.resolve(), Path(folder))
        result = measured(copied, given.count, given.only)
    print(json.dumps(result, indent=1))
    if given.out is not None:
        given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def copy_of(package: Path, folder: Path) -> Path:
    """A clone of the course as it is in ``package``, with its kept outputs and what is not committed."""
    root = folder / "course"
    subprocess.run(["git", "clone", "-q", "--local", str(package), str(root)], check=True)
    for name in ("docs", "gallery"):
        shutil.rmtree(root / name)
        made = shutil.ignore_patterns("tutorials", "__pycache__")
        shutil.copytree(package / name, root / name, ignore=made)
    shutil.copytree(package / "build" / "outputs", root / "build" / "outputs")
    say("a build first, so that no tutorial has to run while it is measured")
    build = [sys.executable, "-m", "bilingual_gallery", "build", "docs", "build/html"]
    built = subprocess.run(build, cwd=root, env=environment(root), capture_output=True, text=True)
    if built.returncode:
        raise SystemExit(f"the course cannot be built:\n{built.stdout}{built.stderr}")
    return root


def environment(root: Path) -> dict[str, str]:
    """Whose package it is that a command in ``root`` runs."""
    return {**os.environ, "PYTHONPATH": str(root / "docs" / "_ext"), "NO_COLOR": "1"}


def say(what: str) -> None:
    """How far it is, for who waits."""
    print(what, file=sys.stderr, flush=True)


def measured(root: Path, count: int, only: str | None) -> dict[str, Any]:
    """The seconds of ``count`` saves of each kind, and their medians; load before and after."""
    from playwright.sync_api import sync_playwright

    sys.path.append(str(ROOT / "tests"))
    import chromium

    script = root / "gallery" / f"{NAME}.py"
    text = script.read_text(encoding="utf-8")
    result: dict[str, Any] = {"load before": os.getloadavg(), "cores": os.cpu_count()}
    with running(root) as live, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        first = time.perf_counter()
        pages = {}
        for language in LANGUAGES:
            pages[language] = browser.new_page()
            address = f"http://127.0.0.1:{live.port}/{language}/tutorials/{NAME}.html"
            while time.perf_counter() - first < _PATIENCE:
                with contextlib.suppress(Exception):  # nobody serves it yet
                    answer = pages[language].goto(address)
                    if answer is not None and answer.status == 200:
                        break
                time.sleep(0.2)
            else:
                raise SystemExit(f"nobody serves {address}")
        result["first page"] = time.perf_counter() - first

        def look(word: str) -> dict[str, float]:
            return seen(pages, word)

        kinds: tuple[tuple[str, Any, Callable[[str], dict[str, float]]], ...] = (
            ("findings", FINDING, lambda _: {"terminal": live.told(_FINDING)}),
            ("prose", PROSE, look),
            ("code", CODE, look),
        )
        for kind, edits, wait in kinds:
            if only not in (None, kind):
                continue
            taken: dict[str, list[float]] = {}
            for number in range(count):
                word = f"q{kind[0]}" + "".join(chr(ord("a") + int(each)) for each in f"{number:03}")
                save(script, text)
                live.rest()
                live.forget()
                changed = text
                for old, new in edits:
                    if changed.count(old) != 1:
                        raise SystemExit(f"{script} has {old!r} not once")
                    changed = changed.replace(old, new.format(word=word))
                begin = save(script, changed)
                for place, end in wait(word).items():
                    taken.setdefault(place, []).append(end - begin)
                    say(f"{kind} {number + 1}, {place}: {end - begin:.2f} s")
            result[kind] = {
                place: {"median": median(seconds), "seconds": [round(each, 3) for each in seconds]}
                for place, seconds in taken.items()
            }
        browser.close()
    result["load after"] = os.getloadavg()
    return result


def save(path: Path, text: str) -> float:
    """Save in one go, as an editor does; returns when that was."""
    half = path.with_name(f".{path.name}.swp")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
    return time.perf_counter()


def seen(pages: dict[str, Any], word: str) -> dict[str, float]:
    """When each page had the word in it, by language."""
    found: dict[str, float] = {}
    end = time.perf_counter() + _PATIENCE
    while len(found) < len(pages):
        for language, page in pages.items():
            if language in found:
                continue
            with contextlib.suppress(Exception):  # it is being loaded anew
                if page.evaluate(_IN_PAGE, word):
                    found[language] = time.perf_counter()
        if time.perf_counter() > end:
            raise SystemExit(f"{word} was never seen")
        time.sleep(_LOOK)
    return found


class Live:
    """A running `live`, and what it says in its terminal."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self._process, self.port = process, port
        self._said: list[tuple[float, str]] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.append((time.perf_counter(), line))
            if os.environ.get("LIVE_SAYS"):
                print(line, end="", file=sys.stderr)

    def forget(self) -> None:
        """What has been said up to now answers nothing that comes."""
        self._said.clear()

    def told(self, what: re.Pattern[str]) -> float:
        """When a line that begins like this was said."""
        end = time.perf_counter() + _PATIENCE
        while time.perf_counter() < end:
            for when, line in list(self._said):
                if what.match(line):
                    return when
            time.sleep(_LOOK)
        raise SystemExit(f"never said: {what.pattern}")

    def rest(self) -> None:
        """Return when its processes have used next to no processor for a second."""
        before, quiet = cpu_seconds(self._process.pid), 0
        end = time.perf_counter() + _PATIENCE
        while quiet < 4:
            if time.perf_counter() > end:
                raise SystemExit("live never comes to rest")
            time.sleep(0.25)
            now = cpu_seconds(self._process.pid)
            quiet = quiet + 1 if abs(now - before) < 0.02 else 0  # less, where a process has ended
            before = now


@contextlib.contextmanager
def running(root: Path) -> Iterator[Live]:
    """`live` over the course in ``root``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "bilingual_gallery", "live", "docs", "build/html"]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=root,
        env={**environment(root), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Live(process, port)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise SystemExit("live does not end when it is told to") from None


def cpu_seconds(pid: int) -> float:
    """What a process and all that it has started have used, those that have ended too."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    tick = os.sysconf("SC_CLK_TCK")
    for each in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (each / "stat").read_text().rpartition(")")[2].split()
            parents[int(each.name)] = int(fields[1])
            used[int(each.name)] = sum(map(int, fields[11:15])) / tick
    own = {pid}
    while more := {child for child, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(used[each] for each in own if each in used)


if __name__ == "__main__":
    main()
