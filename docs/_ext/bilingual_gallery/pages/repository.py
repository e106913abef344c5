"""Where readers change a script or tell of a mistake in it, at the host that ``source_url`` names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

# How an address of a file is built at GitHub and what is built like it, and at GitLab: for each, those
# of its editor and of a new issue, and the names of an issue's title and text.
_HOSTS = (
    (
        re.compile(r"(https?://[^?#]+)/-/blob/([^?#]+)"),
        "{}/-/edit/{}",
        "{}/-/issues/new",
        ("issue[title]", "issue[description]"),
    ),
    (
        re.compile(r"(https?://[^/?#]+/[^/?#]+/[^/?#]+)/blob/([^?#]+)"),
        "{}/edit/{}",
        "{}/issues/new",
        ("title", "body"),
    ),
)
# Servers refuse an address of 8192 bytes; a reader's passage (passages.js) takes 2500 at most.
_LONGEST = 5000


@dataclass(frozen=True)
class Repository:
    """The addresses of a script's editor and of a new issue, and the names of an issue's fields."""

    edit: str
    issues: str
    fields: tuple[str, str]

    def issue(self, title: str, body: str) -> str:
        """The address of a new issue whose form says this already; cut where it would be too long."""
        while len(address := self._issue(title, body)) > _LONGEST and (title or body):
            title, body = title[: len(title) // 2], body[: len(body) * 3 // 4]
        return address

    def _issue(self, title: str, body: str) -> str:
        told = dict(zip(self.fields, (title, body), strict=True))
        return f"{self.issues}?{urlencode(told, quote_via=quote)}"


def repository_of(source: str) -> Repository | None:
    """The repository that the address of a script leads to; None where its host is not known."""
    for shape, edit, issues, fields in _HOSTS:
        if found := shape.fullmatch(source):
            return Repository(edit.format(*found.groups()), issues.format(found[1]), fields)
    return None
