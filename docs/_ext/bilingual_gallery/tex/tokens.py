"""TeX as a stream of tokens, in which macros are replaced by what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# A comment to the end of its line, a command, a blank line, other space, a parameter, any other sign.
_TOKEN = re.compile(r"%[^\n]*\n?[ \t]*|\\(?:[A-Za-z]+|.|$)|\s*\n[ \t]*\n\s*|\s+|#\d|.", re.DOTALL)
PARAGRAPH = "\n\n"  # the token of a blank line
_MOST = 1000  # expansions; a macro that calls itself has no end


class TexError(Exception):
    """A formula that cannot be shown; ``str()`` of it says why, in a few words."""


@dataclass(frozen=True)
class Macro:
    """What a command of an author's own stands for; ``default`` is its first parameter's, if it has one."""

    body: tuple[str, ...]
    count: int = 0
    default: tuple[str, ...] | None = None


Macros = Mapping[str, Macro]
NO_MACROS: Macros = {}


def tokens_of(source: str) -> list[str]:
    """The tokens of a formula; comments are gone, and space is one sign."""
    found: list[str] = []
    for token in _TOKEN.findall(source):
        if token.startswith("%"):
            continue
        if token.isspace():
            token = PARAGRAPH if token.count("\n") > 1 else " "
        found.append(token)
    return found


def written(tokens: Iterable[str]) -> str:
    """The TeX of tokens: where a command would run into a letter, a space stands between them."""
    parts: list[str] = []
    for token in tokens:
        if parts and token[:1].isalpha() and re.search(r"\\[A-Za-z]+$", parts[-1]):
            parts.append(" ")
        parts.append(token)
    return "".join(parts)


@dataclass
class Reader:
    """Tokens, one after the other; the macros among them are expanded, and definitions taken in."""

    tokens: list[str]
    macros: dict[str, Macro]
    expansions: list[int] = field(default_factory=lambda: [0])

    def __post_init__(self) -> None:
        self.tokens.reverse()  # so that the next is the last, which is cheap to take

    def raw(self) -> str:
        """The next token as it stands; TexError at the end."""
        if not self.tokens:
            raise TexError("it ends where something has to follow")
        return self.tokens.pop()

    def next(self) -> str | None:
        """The next token that is no macro and no definition, or None at the end."""
        while self.tokens:
            token = self.tokens.pop()
            if token in _DEFINING:
                self._define(token)
            elif (macro := self.macros.get(token)) is not None:
                self._expand(macro)
            else:
                return token
        return None

    def peek(self) -> str:
        """The next token that is no space; empty at the end."""
        self.skip()
        return self.tokens[-1] if self.tokens else ""

    def skip(self) -> None:
        """Pass over space."""
        while self.tokens and self.tokens[-1].isspace():
            self.tokens.pop()

    def push(self, tokens: Iterable[str]) -> None:
        """Put tokens before what follows."""
        self.tokens.extend(reversed(list(tokens)))

    def argument(self) -> list[str]:
        """What follows: the inside of a group in braces, or one token; nothing in it is expanded."""
        self.skip()
        token = self.raw()
        if token != "{":
            return [token]
        return self._until("}")

    def option(self) -> list[str] | None:
        """The inside of brackets, if they follow at once."""
        if self.peek() != "[":
            return None
        self.raw()
        return self._until("]")

    def name(self) -> str:
        """The words in braces, such as the name of an environment."""
        return written(self.argument()).strip()

    def _until(self, end: str) -> list[str]:
        found: list[str] = []
        depth = 0
        while (token := self.raw()) != end or depth:
            depth += {"{": 1, "}": -1}.get(token, 0)
            found.append(token)
        return found

    def _expand(self, macro: Macro) -> None:
        self.expansions[0] += 1
        if self.expansions[0] > _MOST:
            raise TexError("a macro in it calls itself without end")
        given: list[Sequence[str]] = []
        if macro.default is not None:
            option = self.option()
            given.append(macro.default if option is None else option)
        given += [self.argument() for _ in range(macro.count - len(given))]
        body: list[str] = []
        for token in macro.body:
            if re.fullmatch(r"#\d", token) and 0 < int(token[1]) <= len(given):
                body += given[int(token[1]) - 1]
            else:
                body.append(token)
        self.push(body)

    def _define(self, command: str) -> None:
        """Take in ``\\newcommand`` and its like: the last definition counts, wherever it stands."""
        if self.peek() == "*":
            self.raw()
            command += "*"
        name = written(self.argument()).strip()
        if not name.startswith("\\"):
            raise TexError(f"{command} has to be followed by the name of a command")
        if command == "\\let":
            if self.peek() == "=":
                self.raw()
            self.skip()
            self.macros[name] = Macro((self.raw(),))
        elif command == "\\def":
            count = 0
            while self.peek() != "{":
                count += self.raw().startswith("#")
            self.macros[name] = Macro(tuple(self.argument()), count)
        elif command.startswith("\\DeclareMathOperator"):
            star = ["*"] if command.endswith("*") else []
            self.macros[name] = Macro(("\\operatorname", *star, "{", *self.argument(), "}"))
        else:
            count = int(written(self.option() or ["0"]).strip() or 0)
            default = self.option() if count else None
            body = tuple(self.argument())
            if not (command == "\\providecommand" and name in self.macros):
                self.macros[name] = Macro(body, count, None if default is None else tuple(default))


_DEFINING = frozenset(
    "\\newcommand \\renewcommand \\providecommand \\def \\let \\DeclareMathOperator".split()
)


def defined(source: str, macros: Macros = NO_MACROS) -> Macros:
    """The macros that hold after a formula: those before it, and what it defines itself.

    As with MathJax, a definition in one formula of a page holds in the later ones.
    """
    if not any(command in source for command in _DEFINING):
        return macros
    reader = Reader(tokens_of(source), dict(macros))
    try:
        while reader.next() is not None:
            pass
    except TexError:  # whoever shows the formula tells
        return macros
    return reader.macros


def configured(tex: object) -> Macros:
    """The macros that ``mathjax3_config["tex"]["macros"]`` of a conf.py names, in MathJax's own form."""
    macros = tex.get("macros", {}) if isinstance(tex, dict) else {}
    found: dict[str, Macro] = {}
    for name, said in macros.items() if isinstance(macros, dict) else ():
        body, count, *rest = [*said, 0] if isinstance(said, list | tuple) else [said, 0]
        default = tuple(tokens_of(rest[0])) if rest and isinstance(rest[0], str) else None
        found[f"\\{name}"] = Macro(tuple(tokens_of(str(body))), int(count), default)
    return found
