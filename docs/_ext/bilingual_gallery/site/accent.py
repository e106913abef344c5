"""The one color of a site: of its links, buttons and marks, in a shade for light paper and one for the dark.

In: the color that conf.py names. Out: rules for the site's sheet, after all others in it. A color that
is good for a logo is too light for letters on white, so each shade is as near to it as can be read (WCAG
2.2, 1.4.3: 4.5 to 1).
"""

from __future__ import annotations

from dataclasses import dataclass

# Of the papers that a theme has letters on, the one nearest to them: a line that is pointed at.
_LIGHT, _DARK = "#eceef2", "#26292e"
_ENOUGH = 4.6  # a little over, because a browser rounds
_BLACK, _WHITE = "#000000", "#ffffff"


@dataclass(frozen=True)
class Shades:
    """A color as letters on ``light`` paper and in the ``dark``; white letters are on its ``fill``."""

    light: str
    dark: str
    fill: str

    @classmethod
    def of(cls, color: str) -> Shades:
        """The shades of ``#rrggbb``."""
        light, dark = _readable(color, _LIGHT, _BLACK), _readable(color, _DARK, _WHITE)
        return cls(light, dark, _readable(color, _WHITE, _BLACK))


def contrast(one: str, other: str) -> float:
    """How much two colors differ, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(color: str, other: str, part: float) -> str:
    """A color with a ``part`` of another in it, from 0 to 1."""
    pairs = zip(channels(color), channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * part):02x}" for one, two in pairs)


def channels(color: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, from 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def rules(color: str, *, theme_is_furo: bool) -> str:
    """The rules that make the site's color of it; none where conf.py names no color."""
    if not color:
        return ""
    shades = Shades.of(color)
    own = f":root {{ --accent: {color}; }}\n"  # for what is no letter
    return own + (_furo if theme_is_furo else _other)(shades)


def _readable(color: str, paper: str, towards: str) -> str:
    shades = (mixed(color, towards, step / 100) for step in range(101))
    return next(shade for shade in shades if contrast(shade, paper) >= _ENOUGH)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(value / 255) for value in channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _furo(shades: Shades) -> str:
    # As Furo's own rules for the dark, which come before.
    letters = ("content", "visited")
    dark = _values("--color-brand", ("primary", *letters), shades.dark)
    light = _values("--color-brand", letters, shades.light)
    light += " " + _values("--color-brand", ("primary",), shades.fill)
    return (
        f"body {{ {light} }}\n"
        f'@media not print {{ body[data-theme="dark"] {{ {dark} }}\n'
        f'  @media (prefers-color-scheme: dark) {{ body:not([data-theme="light"]) {{ {dark} }} }} }}\n'
    )


def _other(shades: Shades) -> str:
    # Themes of the PyData family have names of their own for it, the others none.
    names = ("primary", "link", "link-hover")
    light, dark = (_values("--pst-color", names, shade) for shade in (shades.light, shades.dark))
    return (
        f":root {{ --color-brand-primary: var(--pst-color-primary, {shades.light}); "
        f"--color-brand-content: var(--pst-color-link, {shades.light}); "
        f"--color-link--hover: var(--pst-color-link-hover, {shades.light}); }}\n"
        f'html[data-theme="light"] {{ {light} }}\nhtml[data-theme="dark"] {{ {dark} }}\n'
        "article :is(p, li, dd, td) a:not(.term, .headerlink) { color: var(--color-brand-content); }\n"
    )


def _values(prefix: str, names: tuple[str, ...], value: str) -> str:
    return " ".join(f"{prefix}-{name}: {value};" for name in names)
