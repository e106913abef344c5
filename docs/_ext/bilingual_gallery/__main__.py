"""``python -m bilingual_gallery``: write, check and build tutorials, and look after what is kept."""

from __future__ import annotations

from . import endings

if __name__ == "__main__":
    endings.at_once()  # all that is imported below takes a while

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from .cli.arguments import parsed
from .errors import BuildError, need_fork, no_right

if TYPE_CHECKING:
    from .config import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit status.

    Ends with SystemExit, and what is wrong as its message, where a command cannot go on.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # not every terminal has every letter
    try:
        with endings.raised():
            status = _command(arguments)
            sys.stdout.flush()
            return status
    except endings.Ended as ended:
        given = (sys.argv if arguments is None else arguments)[:2]
        building = "build" in given or "offline" in given
        print(f"{ended}{'; what has run so far is kept' if building else ''}", flush=True)
        return ended.status
    except BuildError as error:
        raise SystemExit(str(error)) from None
    except BrokenPipeError:  # whoever reads, such as `head`, has seen enough
        # Python's own last flush goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13  # as a shell tells of SIGPIPE, which Windows has not
    except OSError as error:
        if (refused := no_right(error)) is None:
            raise
        raise SystemExit(str(refused)) from None


def _finish(out: Path, settings: Settings) -> None:
    """What is made of all languages together, once each is."""
    from .epub import bilingual

    bilingual.make_all(out, settings)


def _command(arguments: Sequence[str] | None) -> int:
    given, others = parsed(arguments)
    runs = given.command in ("build", "offline", "live")
    if runs or (given.command == "outputs" and given.action == "compare"):
        need_fork()
    if given.command == "outputs":
        from .cli import outputs as kept

        if given.action == "forget":
            return kept.forget(given.docs, given.names)
        if given.action == "compare":
            return kept.compare(given.docs, given.names)
        return kept.ACTIONS[given.action](given.docs)
    if given.command == "check":
        from .execution import no_gc  # noqa: I001  (before all other imports)
        from .cli import check as checking

        asked = checking.Asked(given.names, given.staged, given.fix, given.diff, given.form)
        return checking.main(given.docs, asked)
    if given.command == "drift":
        from .cli import drift

        wish = drift.Wish(
            since=given.since,
            part=given.part or "",
            message=given.message,
            as_json=given.json,
            brief=given.brief,
            exit_code=given.exit_code,
        )
        return drift.main(given.docs, wish)
    if given.command == "start":
        from .cli.start import command as starting

        return starting.main(given.folder, given.languages)
    if given.command == "new":
        from .cli import new

        return new.main(given.docs, given.name)
    if given.command == "fill":
        from .cli import fill as filling

        return filling.main(given.docs, given.names, given.language, every=given.all)
    if given.command == "adopt":
        from .cli.adopt import command as adopting

        return adopting.main(
            adopting.Asked(
                given.sources,
                given.tree,
                given.out,
                given.docs,
                given.code,
                given.force,
                given.json,
            )
        )
    if given.command == "inventories":
        from .cli import inventories as getting

        return getting.main(given.docs)
    if given.command == "live":
        from .cli import live

        return live.main(given.docs, given.out, given.port, given.names)

    if given.command == "language-server":
        from .editor import command

        return command.main(given.docs)

    overrides = dict(each.split("=", 1) for each in given.overrides)
    if given.scheduler:
        overrides["bilingual_gallery_scheduler"] = given.scheduler
    from .cli.build import Plan, doctrees_of
    from .cli.build import build as build_all
    from .execution import no_gc  # noqa: F401  (before all other imports)

    options = [*others, *(["-W"] if given.strict else []), *([] if given.verbose else ["-q"])]
    doctrees = given.doctrees or doctrees_of(given.out, options)
    plan = Plan(given.docs, given.out, doctrees, overrides, options, given.twice, _finish)
    if given.command == "offline":
        from .cli import offline

        return offline.make(plan)
    return build_all(plan)


if __name__ == "__main__":
    raise SystemExit(main())
