"""The process that builds one language, and stays: single pages are made in forks of it.

A page is made from what the last build knows, so it takes a part of a second; the next build of the
whole language is another process, which takes this one's place.
"""

from __future__ import annotations

import gc
import io
import locale
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import sphinx._cli.util.errors
import sphinx.locale
from sphinx._cli.util.colour import disable_colour
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ... import memo
from ...endings import held, leave_to_parent
from ...errors import BuildError
from ...lang import tags
from ...pages import single
from ...pages.state import BEFOREHAND, Beforehand
from .channel import Line, Message, Said


def work(line: Line, docs: Path, out: Path, job: Message) -> None:
    """Answer ``build`` with the exit status, and then each ``page`` with its address."""
    language = job["language"]
    sys.stdout = sys.stderr = Said(line)
    BEFOREHAND.set(Beforehand(checked=True, ran=True))
    asked = iter(line)
    first = next(asked, None)
    if first is None:
        return
    # Each whole build is made by a new process, which has read none of the tutorials yet.
    with memo.opened(docs, learns=False), patch_docutils(docs), docutils_namespace():
        try:
            app = _built(docs, out, language, first["reread"])
        except (Exception, SystemExit) as error:
            line.send("built", id=first["id"], status=2, text=_told(error))
            return
        line.send("built", id=first["id"], status=app.statuscode, text="")
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks
        gc.freeze()  # which do not look through all of this
        for each in asked:
            _fork(line, app, each)


def _built(docs: Path, out: Path, language: str, reread: Sequence[str]) -> Sphinx:
    locale.setlocale(locale.LC_ALL, "")  # as Sphinx's command line does
    sphinx.locale.init_console()
    disable_colour()
    app = Sphinx(
        docs / language,
        docs,
        out / language,
        out.parent / "doctrees" / language,
        "html",
        {"language": tags.locale(language)},
        status=None,
        warning=sys.stderr,
        parallel=1,
    )

    def outdated(app: Sphinx, env: BuildEnvironment, *_: object) -> Sequence[str]:
        # They were saved while a build read them, so that Sphinx may take the old for the new.
        return [each for each in reread if each in env.found_docs]

    app.connect("env-get-outdated", outdated)
    app.build()
    return app


def _fork(line: Line, app: Sphinx, asked: Message) -> None:
    with held():
        if os.fork():
            return
        leave_to_parent()
    gc.disable()  # it ends soon
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        name = single.make(app, Path(asked["path"]), Path(asked["folder"]))
        line.send("page", id=asked["id"], name=name, text="")
    except (Exception, SystemExit) as error:
        line.send("page", id=asked["id"], name=None, text=_told(error))
    finally:
        os._exit(0)


def _told(error: BaseException) -> str:
    """What ended a build, as Sphinx's command line tells it."""
    if isinstance(error, SystemExit):
        return str(error.code)
    if isinstance(error, BuildError):
        return str(error)
    stream = io.StringIO()
    sphinx._cli.util.errors.handle_exception(
        error, stderr=stream, use_pdb=False, print_traceback=False, message_log=(), extensions=()
    )
    return stream.getvalue().strip()
