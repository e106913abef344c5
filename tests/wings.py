"""Draw the wings and the imports between them, ``docs/pictures/wings.svg``: ``python tests/wings.py``.

The storeys are those of the contract in pyproject.toml, the arrows what the code imports. A test
says when the picture has to be drawn again.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "wings.svg"
PACKAGE = "bilingual_gallery"
# The way of a script to the page, which the page on the architecture tells in words.
WAY = ("source", "execution", "pages", "site")
# What nearly every wing imports stands on the ground, without arrows.
GROUND = ("config", "lang", "tex", "compat", "hooks", "files", "endings", "errors")

_WIDTH, _BOX, _HIGH, _GAP, _STOREY = 720, 150, 44, 40, 82
_STYLE = """
text { font: 600 15px system-ui, sans-serif; fill: #1f2328; text-anchor: middle; }
rect { fill: #f6f8fa; stroke: #59636e; }
.way { fill: #fdece7; stroke: #c63d1c; stroke-width: 2; }
path { fill: none; stroke: #59636e; stroke-width: 1.3; marker-end: url(#tip); }
circle { fill: #c63d1c; }
.number { font-size: 12px; fill: #fff; }
"""


def storeys() -> list[list[str]]:
    """The wings above the ground, as the contract has them one above the other."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    rows = [[name.strip() for name in layer.split("|")] for layer in layers]
    return [row for row in rows if row[0] not in GROUND]


def arrows(wings: list[str]) -> set[tuple[str, str]]:
    """Who imports whom, but for what an arrow by way of another wing says already."""
    graph = grimp.build_graph(PACKAGE)

    def imports(one: str, other: str) -> bool:
        return graph.direct_import_exists(
            importer=f"{PACKAGE}.{one}", imported=f"{PACKAGE}.{other}", as_packages=True
        )

    direct = {(a, b) for a in wings for b in wings if a != b and imports(a, b)}

    def leads(start: str, end: str) -> bool:
        return any(a == start and (b == end or leads(b, end)) for a, b in direct)

    return {
        (a, b)
        for a, b in direct
        if not any(a == start and c != b and leads(c, b) for start, c in direct)
    }


def drawn() -> str:
    """The picture as SVG."""
    rows = storeys()
    places: dict[str, tuple[float, float]] = {}
    for floor, row in enumerate(rows):
        wide = len(row) * _BOX + (len(row) - 1) * _GAP
        for index, name in enumerate(row):
            left = (_WIDTH - wide) / 2 + index * (_BOX + _GAP)
            places[name] = (left, 12 + floor * _STOREY)
    bottom = 12 + len(rows) * _STOREY
    shapes = [_arrow(places[a], places[b]) for a, b in sorted(arrows(list(places)))]
    shapes += [_box(name, *place, _BOX) for name, place in places.items()]
    shapes.append(_box("  ·  ".join(GROUND), 12, bottom, _WIDTH - 24))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{bottom + _HIGH + 12}"'
            f' viewBox="0 0 {_WIDTH} {bottom + _HIGH + 12}">',
            f"<style>{_STYLE}</style>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8"'
            ' markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" style="fill:#59636e;'
            'stroke:none;marker-end:none"/></marker></defs>',
            f'<rect width="{_WIDTH}" height="{bottom + _HIGH + 12}" style="fill:#fff;stroke:none"/>',
            *shapes,
            "</svg>\n",
        ]
    )


def _box(name: str, left: float, top: float, wide: float) -> str:
    way = name in WAY
    text = f'<text x="{left + wide / 2:g}" y="{top + _HIGH / 2 + 5:g}">{name}</text>'
    number = (
        f'<circle cx="{left:g}" cy="{top:g}" r="11"/><text class="number" x="{left:g}"'
        f' y="{top + 4:g}">{WAY.index(name) + 1}</text>'
        if way
        else ""
    )
    kind = ' class="way"' if way else ""
    return (
        f'<rect{kind} x="{left:g}" y="{top:g}" width="{wide:g}" height="{_HIGH}" rx="8"/>'
        f"{text}{number}"
    )


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    x, y = start[0] + _BOX / 2, start[1] + _HIGH
    to_x, to_y = end[0] + _BOX / 2, end[1] - 3
    # A long arrow bends around the boxes between its ends.
    side = 0.0 if to_y - y < _STOREY else (_BOX * 0.95 if x >= _WIDTH / 2 else -_BOX * 0.95)
    middle = (y + to_y) / 2
    return f'<path d="M{x:g} {y:g}C{x + side:g} {middle:g} {to_x + side:g} {middle:g} {to_x:g} {to_y:g}"/>'


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
