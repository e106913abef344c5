"""Text as a block of Markdown has it: in a fence, indented, behind a sign."""

from __future__ import annotations

import re

from .inlines import Context


def fence(text: str, name: str) -> str:
    """A fence of Markdown, with marks that the text does not have."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    marks = "`" * (longest + 1)
    return f"{marks}{name}\n{text.rstrip()}\n{marks}"


def indented(text: str, indent: str) -> str:
    """A text whose lines are indented, but for empty ones."""
    return "\n".join(f"{indent}{line}" if line else "" for line in text.split("\n"))


def prefixed(text: str, prefix: str) -> str:
    """A text whose lines begin with a sign."""
    return "\n".join(f"{prefix}{line}".rstrip() for line in text.split("\n"))


def numbered(options: dict[str, str]) -> dict[str, str]:
    """The options of code, with those of docutils for the numbers of lines as Sphinx has them."""
    if (first := options.get("number-lines")) is None:
        return options
    rest = {name: text for name, text in options.items() if name != "number-lines"}
    return {"linenos": "", **({"lineno-start": first.strip()} if first.strip() else {}), **rest}


def without_frames(html: str, context: Context) -> str:
    """HTML with a link in the place of each frame, which no page of the site may hold."""
    addresses: list[str] = []

    def link(match: re.Match[str]) -> str:
        source = re.search(r"""src=["']([^"']+)""", match[0])
        address = source[1] if source else ""
        address = re.sub(r"(?<=youtube\.com/)embed/([\w-]+)(?:\?.*)?", r"watch?v=\1", address)
        addresses.append(address)
        context.told.append((match[0], f"a frame became a link: {address}"))
        return f'<a href="{address}">{address}</a>'

    html = re.sub(r"<iframe\b[\s\S]*?(?:</iframe>|/>)", link, html)
    if re.sub(r"<[^>]*>", "", html).split() == [each for each in addresses if each]:
        return "\n\n".join(f"<{each}>" for each in addresses)
    return fence(html, "{raw} html")
