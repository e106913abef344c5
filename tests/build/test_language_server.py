"""The language server as an editor starts it: a process that speaks the protocol and nothing else."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from editor_client import There
from helpers import Site
from trilingual import SMALL, make_trilingual

WRONG = SMALL.replace("# - Two", "# - Two of 30")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = make_trilingual(tmp_path_factory.mktemp("language-server"))
    # Whatever conf.py prints, it must not be taken for a message.
    found.add_to_conf("import os\nprint('printed by conf.py')\nos.write(1, b'and so is this')\n")
    return found


@pytest.fixture
def editor(site: Site) -> Iterator[There]:
    found = There(site.root)
    yield found
    found.process.kill()
    found.process.wait()
    for each in (found.process.stdin, found.process.stdout, found.process.stderr):
        assert each is not None
        with contextlib.suppress(BrokenPipeError):
            each.close()


def test_a_session_from_hello_to_good_bye(editor: There, site: Site) -> None:
    can = editor.start()
    assert can["textDocumentSync"]["change"] == 2
    assert can["codeActionProvider"]["codeActionKinds"][0] == "quickfix"
    uri = editor.open(site.script("small"), WRONG)
    editor.wait(lambda: editor.found(uri))
    assert editor.found(uri) == ["45: numbers"]
    row = WRONG[: WRONG.index("# - Two")].count("\n")
    place = {"start": {"line": row, "character": 7}, "end": {"line": row, "character": 13}}
    editor.change(uri, {"range": place, "text": ""})
    editor.wait(lambda: not editor.found(uri))
    position = {"line": row, "character": 5}
    found = editor.ask(
        "textDocument/definition", {"textDocument": {"uri": uri}, "position": position}
    )
    assert len(found) == 2
    assert editor.ask("shutdown", None) is None
    editor.tell("exit", None)
    assert editor.process.wait(20) == 0
    assert editor.process.stdout is not None and editor.process.stderr is not None
    assert editor.process.stdout.read() == b""
    said = editor.process.stderr.read().decode()
    assert "printed by conf.py" in said and "and so is this" in said
    assert "Traceback" not in said


def test_it_ends_with_its_editor(editor: There) -> None:
    editor.start()
    assert editor.process.stdin is not None
    editor.process.stdin.close()
    assert editor.process.wait(20) == 0


def test_it_ends_in_the_middle_of_a_message_without_a_traceback(editor: There) -> None:
    editor.start()
    assert editor.process.stdin is not None and editor.process.stderr is not None
    editor.process.stdin.write(b"Content-Length: 100\r\n\r\n{")
    editor.process.stdin.close()
    assert editor.process.wait(20) == 0
    assert b"Traceback" not in editor.process.stderr.read()


def test_a_signal_ends_it_at_once(editor: There) -> None:
    editor.start()
    editor.process.terminate()
    assert editor.process.wait(20) == 128 + 15
    assert editor.process.stderr is not None
    assert b"Traceback" not in editor.process.stderr.read()


def test_without_pygls_one_line_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls" / "__init__.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'pygls'\", name='pygls')\n"
    )
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
    program += "from bilingual_gallery.__main__ import main; raise SystemExit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "language-server"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "language-server needs pygls, which is not installed; pip install 'bilingual-gallery[editor]'\n"
    )
