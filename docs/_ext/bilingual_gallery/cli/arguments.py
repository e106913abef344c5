"""What the command line says: each command, and what it takes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

_DESCRIPTION = "Write, check and build tutorials, and look after what is kept."


def parsed(arguments: Sequence[str] | None) -> tuple[argparse.Namespace, list[str]]:
    """What is asked, and the options that go to Sphinx; ends with SystemExit and the usage if it cannot be."""
    parser = _parser()
    given, others = parser.parse_known_args(arguments)
    if given.command in ("check", "fill"):
        # argparse gives up on names where an option stands before them
        given.names += [each for each in others if not each.startswith("-")]
        others = [each for each in others if each.startswith("-")]
    if others and given.command not in ("build", "offline"):
        parser.error(f"unknown: {' '.join(others)}")
    if given.command == "fill" and bool(given.names) == given.all:
        parser.error("fill: name the tutorials to fill, or write --all")
    if wrong := [each for each in getattr(given, "overrides", ()) if "=" not in each]:
        parser.error(f"-D {wrong[0]} has no value; write -D NAME=VALUE")
    return given, others


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bilingual-gallery", description=_DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True)

    for name, told in (
        ("build", "run what is new and build every language"),
        ("offline", "build the site, and beside it a book of each language and an archive of all"),
    ):
        build = commands.add_parser(
            name, help=told, epilog="Other options go to Sphinx as they are."
        )
        build.add_argument("docs", type=Path, help="the folder of conf.py")
        build.add_argument("out", type=Path, help="where the languages' sites go")
        build.add_argument(
            "-d", dest="doctrees", type=Path, help="where Sphinx keeps what it has read"
        )
        build.add_argument(
            "-D", dest="overrides", action="append", default=[], metavar="NAME=VALUE"
        )
        build.add_argument("-W", dest="strict", action="store_true", help="a warning is an error")
        build.add_argument(
            "-v", dest="verbose", action="store_true", help="say all that Sphinx says"
        )
        build.add_argument(
            "--twice",
            action="store_true",
            help="run each tutorial again, and name outputs that differ",
        )
        build.add_argument("--scheduler", default="", help="address of a Dask scheduler")

    outputs = commands.add_parser("outputs", help="the kept outputs of the tutorials")
    outputs.add_argument("action", choices=("list", "verify", "prune", "forget", "compare"))
    outputs.add_argument("docs", type=Path, help="the folder of conf.py")
    outputs.add_argument(
        "names", nargs="*", help="to forget or compare: tutorials, as in hello or blitz/hello"
    )

    check = commands.add_parser("check", help="where the languages differ; runs no code")
    check.add_argument("docs", type=Path, help="the folder of conf.py")
    check.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="tell of these alone: tutorials, as in hello or blitz/hello, or paths of files and folders",
    )
    check.add_argument(
        "--staged", action="store_true", help="look at what git has staged, and tell of it alone"
    )
    check.add_argument("--fix", action="store_true", help="mend what a machine can")
    check.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and write nothing"
    )
    check.add_argument(
        "--format",
        dest="form",
        choices=("text", "json", "sarif", "github", "gitlab"),
        default="text",
        help="how findings are told: to people, to programs, or to a host of code",
    )
    check.add_argument(
        "--json", dest="form", action="store_const", const="json", help="the same as --format json"
    )

    stale = commands.add_parser(
        "drift", help="passages that one language changed and another has not"
    )
    stale.add_argument("docs", type=Path, help="the folder of conf.py")
    stale.add_argument("--since", default="", help="a date or a commit; what is older is left out")
    pending = stale.add_mutually_exclusive_group()
    pending.add_argument(
        "--staged", dest="part", action="store_const", const="staged", help="what is staged alone"
    )
    pending.add_argument(
        "--worktree",
        dest="part",
        action="store_const",
        const="worktree",
        help="what is not committed alone, staged or not",
    )
    stale.add_argument(
        "--message",
        type=Path,
        metavar="FILE",
        help="what will be said of that, as a commit-msg hook gets it: `Drift: none` excuses it",
    )
    stale.add_argument(
        "--exit-code", action="store_true", help="end with status 1 if a passage is stale"
    )
    stale.add_argument("--brief", action="store_true", help="leave the texts of the passages out")
    stale.add_argument("--json", action="store_true", help="print JSON")

    start = commands.add_parser("start", help="begin a new site in a folder of its own")
    start.add_argument("folder", type=Path, help="the folder, which is empty or not there yet")
    start.add_argument(
        "--languages",
        default="ko,en",
        metavar="CODES",
        help="the languages of its tutorials, as in ja,de,en (else ko,en)",
    )

    skeleton = commands.add_parser("new", help="write the skeleton of a tutorial")
    skeleton.add_argument("name", help="as in hello or blitz/hello")
    skeleton.add_argument("--docs", type=Path, default=Path("docs"), help="the folder of conf.py")

    fill = commands.add_parser("fill", help="put in what the languages of a tutorial lack")
    fill.add_argument("docs", type=Path, help="the folder of conf.py")
    fill.add_argument("names", nargs="*", help="tutorials, as in hello or blitz/hello")
    fill.add_argument("--all", action="store_true", help="every tutorial")
    fill.add_argument(
        "--language",
        action="append",
        default=[],
        metavar="CODE",
        help="what this language lacks alone; may stand again",
    )

    adopt = commands.add_parser(
        "adopt", help="make one script of Sphinx-Gallery's scripts in several languages"
    )
    adopt.add_argument(
        "sources",
        nargs="+",
        metavar="[CODE=]PATH",
        help="a script of each language, in the order of conf.py or with its code, as in ko=hello.py",
    )
    adopt.add_argument("--tree", action="store_true", help="the paths are folders of scripts")
    adopt.add_argument(
        "--out",
        type=Path,
        help="where the script or the folder goes; without it nothing is written, and all is told",
    )
    adopt.add_argument("--force", action="store_true", help="write over what is there")
    adopt.add_argument("--docs", type=Path, default=Path("docs"), help="the folder of conf.py")
    adopt.add_argument("--code", default="", help="the language whose code is kept")
    adopt.add_argument("--json", action="store_true", help="print JSON")

    inventories = commands.add_parser(
        "inventories", help="get the inventories of the references that names in code lead to"
    )
    inventories.add_argument("docs", type=Path, help="the folder of conf.py")

    serve = commands.add_parser("live", help="check and build on each save; the browser reloads")
    serve.add_argument("docs", type=Path, help="the folder of conf.py")
    serve.add_argument("out", type=Path, help="where the languages' sites go")
    serve.add_argument(
        "names", nargs="*", help="run, check and build these tutorials alone, as in blitz/hello"
    )
    serve.add_argument("--port", type=int, default=8000, help="of the local server")

    editor = commands.add_parser(
        "language-server", help="findings while you type, for an editor that speaks its protocol"
    )
    editor.add_argument(
        "docs", type=Path, nargs="?", default=Path("docs"), help="the folder of conf.py"
    )
    return parser
