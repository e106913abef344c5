"""Where a new site gets this package from: from where it was installed here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

_NAME = "bilingual-gallery"
_EXTRA = "[live]"  # for `make live`
_WHEELS = "wheels"


@dataclass(frozen=True)
class Requirement:
    """A line of requirements.txt, the ``files`` that it needs beside it, and what the README says of it.

    ``is_here`` is set where the line leads to a folder that this machine alone has.
    """

    line: str
    told: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    is_here: bool = False


def requirement() -> Requirement:
    """What the installed package is, as its installer noted it (PEP 610)."""
    try:
        own = distribution(_NAME)
    except PackageNotFoundError:  # it lies on PYTHONPATH
        return _folder(Path(__file__).resolve().parents[4].as_uri())
    return _of(own, json.loads(own.read_text("direct_url.json") or "{}"))


def _of(own: Distribution, noted: Mapping[str, object]) -> Requirement:
    url, version = str(noted.get("url", "")), own.version
    if not url:
        line = f"{_NAME}{_EXTRA}=={version}"
        return Requirement(line, f"{_NAME} is the version {version} of the package index.")
    vcs = noted.get("vcs_info")
    if isinstance(vcs, dict):
        line = f"{_NAME}{_EXTRA} @ {vcs['vcs']}+{url}@{vcs['commit_id']}"
        return Requirement(line, f"{_NAME} comes from one commit of its repository.")
    if "dir_info" in noted:
        return _folder(url)
    wheel = Path(url2pathname(unquote(urlsplit(url).path)))
    if urlsplit(url).scheme == "file" and wheel.is_file():
        name = f"{_WHEELS}/{wheel.name}"
        told = f"{_NAME} is the file in `{_WHEELS}/`, so commit that too."
        return Requirement(f"./{name}{_EXTRA}", told, {name: wheel.read_bytes()})
    told = f"{_NAME} comes from the address in that file."
    return Requirement(f"{_NAME}{_EXTRA} @ {url}", told, is_here=url.startswith("file:"))


def _folder(url: str) -> Requirement:
    told = f"In that file stands a folder of one machine; name there where others get {_NAME}."
    return Requirement(f"{_NAME}{_EXTRA} @ {url}", told, is_here=True)
