"""What a download asked of the site, kept beside it: it is made anew when one of the answers differs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from .places import SitePlaces
from .portable import Target

# A question, as JSON has it: the method, its arguments and the answer.
Question = list[Any]


class Traced:
    """Places that note what they are asked, and what they answer."""

    def __init__(self, places: SitePlaces) -> None:
        self._places = places
        self.asked: list[Question] = []

    def _ask(self, method: str, *arguments: Any) -> Any:
        answer = getattr(self._places, method)(*arguments)
        self.asked.append([method, list(arguments), _told(self._places, method, arguments, answer)])
        return answer

    def link(self, href: str) -> Target | None:
        """See ``Places``."""
        answer: Target | None = self._ask("link", href)
        return answer

    def reference(self, role: str, text: str) -> Target | None:
        """See ``Places``."""
        answer: Target | None = self._ask("reference", role, text)
        return answer

    def equation(self, label: str) -> str:
        """See ``Places``."""
        return str(self._ask("equation", label))

    def lines(self, path: str, options: Mapping[str, str]) -> str | None:
        """See ``Places``."""
        answer: str | None = self._ask("lines", path, dict(options))
        return answer

    def picture(self, source: str) -> str:
        """See ``Places``."""
        return str(self._ask("picture", source))

    def attached(self) -> dict[str, dict[str, str]]:
        """See ``Places``; the pictures themselves are in the answers of ``picture``."""
        return self._places.attached()


def still_so(asked: Iterable[Question], places: SitePlaces) -> bool:
    """Would the site answer the same today?"""
    return all(
        _told(places, method, given, getattr(places, method)(*given)) == answer
        for method, given, answer in asked
    )


def _told(places: SitePlaces, method: str, given: Iterable[Any], answer: Any) -> Any:
    """An answer as JSON; that of a picture with a digest of the picture."""
    if method != "picture":
        return list(answer) if isinstance(answer, tuple) else answer
    path = places.picture_file(*given)
    return [answer, hashlib.sha256(path.read_bytes()).hexdigest() if path else ""]
