"""Matplotlib's renderer for PNG with the colors turned: light and dark are in each other's place.

It is imported where a figure is drawn, and nowhere else. What draws is changed and not what is drawn, so
a figure stays as its author left it. Pictures, and all that has its color from a color map, keep their
colors, and so does what is drawn on a picture.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.backends import backend_agg
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba_array

_Canvas: Any = backend_agg.FigureCanvasAgg
_Renderer: Any = backend_agg.RendererAgg

# The lightness of paper and of ink in the dark, from 0 to 1 as OKLab has it. White ink is for a page that
# dims figures (figures.css), as it has to for the pictures in them.
_PAPER, _INK = 0.2, 0.96
# Below 1, colors between the two become lighter than by a straight line, as they have to on dark paper.
_CURVE = 0.5
# OKLab (B. Ottosson, 2020): from linear sRGB to the answers of the eye's cones, from these to the color.
_CONES = np.array((
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
))  # fmt: skip
_LAB = np.array((
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
))  # fmt: skip
_EDGE = 2  # pixels: a frame around a picture is not on it


def turned(colors: Any) -> Any:
    """RGBA, a row for each color: what is light becomes dark and the other way round; the hue stays.

    Of two colors the lighter one becomes the darker one, so what could be told apart still can.
    """
    rgba = np.array(colors, dtype=float)
    rgb = rgba[:, :3]
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.cbrt(linear @ _CONES.T) @ _LAB.T
    seen[:, 0] = _PAPER + (_INK - _PAPER) * (1 - seen[:, 0]).clip(0, 1) ** _CURVE
    linear = ((seen @ np.linalg.inv(_LAB).T) ** 3 @ np.linalg.inv(_CONES).T).clip(0, 1)
    rgba[:, :3] = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return rgba.clip(0, 1)


def _has_map(collection: Any) -> bool:
    """Has each of its parts the color of a value? Lines of a contour may have a color of their own."""
    return collection.get_array() is not None and getattr(collection, "colors", None) is None


class Renderer(_Renderer):  # type: ignore[misc]
    """Draws the ``figure`` that is set."""

    figure: Any = None
    # Methods of C++ that Matplotlib gives each instance.
    draw_image: Any
    draw_quad_mesh: Any
    draw_markers: Any
    draw_path_collection: Any

    def _update_methods(self) -> None:
        super()._update_methods()
        self._pictures: list[tuple[float, float, float, float]] = []
        self._image, self.draw_image = self.draw_image, self._draw_image
        self._mesh, self.draw_quad_mesh = self.draw_quad_mesh, self._draw_quad_mesh
        self._markers, self.draw_markers = self.draw_markers, self._draw_markers
        self._paths, self.draw_path_collection = self.draw_path_collection, self._draw_paths

    def clear(self) -> None:
        """Begin anew: nothing is drawn yet."""
        super().clear()
        self._pictures.clear()

    def _draw_image(self, gc: Any, x: float, y: float, image: Any, *more: Any) -> None:
        self._pictures.append((x, y, x + image.shape[1], y + image.shape[0]))
        self._image(gc, x, y, image, *more)

    def _draw_quad_mesh(self, gc: Any, *what: Any) -> None:
        if (clip := gc.get_clip_rectangle()) is not None:
            self._pictures.append(clip.extents)
        self._mesh(gc, *what)

    def draw_path(self, gc: Any, path: Any, transform: Any, face: Any = None) -> None:
        """Draw a line or an area."""
        super().draw_path(*self._turned(gc, path, transform, face))

    def _draw_markers(
        self, gc: Any, marker: Any, own: Any, path: Any, transform: Any, face: Any = None
    ) -> None:
        gc, _, _, face = self._turned(gc, path, transform, face)
        self._markers(gc, marker, own, path, transform, face)

    def _draw_paths(self, gc: Any, *what: Any, **more: Any) -> None:
        *before, faces, edges = what[:7]
        maps = filter(_has_map, self.figure.findobj(Collection))
        mapped = [color for each in maps for color in (each.get_facecolor(), each.get_edgecolor())]
        if not self._is_on_picture(gc, None, None):
            faces, edges = (
                each if any(each is color for color in mapped) else turned(to_rgba_array(each))
                for each in (faces, edges)
            )
        self._paths(gc, *before, faces, edges, *what[7:], **more)

    def draw_text(self, gc: Any, x: float, y: float, *what: Any, **more: Any) -> None:
        """Draw letters, formulas among them."""
        if not self._is_inside(x, self.height - y):
            gc = self._turned_ink(gc)
        super().draw_text(gc, x, y, *what, **more)

    def draw_tex(self, gc: Any, x: float, y: float, *what: Any, **more: Any) -> None:
        """Draw what TeX has set."""
        if not self._is_inside(x, self.height - y):
            gc = self._turned_ink(gc)
        super().draw_tex(gc, x, y, *what, **more)

    def _turned(self, gc: Any, path: Any, transform: Any, face: Any) -> tuple[Any, ...]:
        if self._is_on_picture(gc, path, transform):
            return gc, path, transform, face
        if face is not None:
            face = tuple(turned(to_rgba_array(face))[0])[: len(face)]
        return self._turned_ink(gc), path, transform, face

    def _turned_ink(self, gc: Any) -> Any:
        ink = self.new_gc()
        ink.copy_properties(gc)
        ink.set_foreground(tuple(turned([gc.get_rgb()])[0]), isRGBA=True)
        if gc.get_hatch():
            ink.set_hatch_color(tuple(turned(to_rgba_array(gc.get_hatch_color()))[0]))
        return ink

    def _is_on_picture(self, gc: Any, path: Any, transform: Any) -> bool:
        """Is the middle of what it is kept within, or else of the path itself, on a picture?"""
        if not self._pictures:
            return False
        box = gc.get_clip_rectangle()
        if box is None and path is not None and len(path.vertices):
            box = path.get_extents(transform)
        return box is not None and self._is_inside((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)

    def _is_inside(self, x: float, y: float) -> bool:
        return any(
            left + _EDGE < x < right - _EDGE and bottom + _EDGE < y < top - _EDGE
            for left, bottom, right, top in self._pictures
        )


class Canvas(_Canvas):  # type: ignore[misc]
    """A canvas for PNG that draws with the renderer above."""

    _lastKey: Any = None

    def get_renderer(self) -> Any:
        """What draws the figure, a new one for each size."""
        size = (*self.get_width_height(physical=True), self.figure.dpi)
        if self._lastKey != size:
            self.renderer = Renderer(*size)
            self.renderer.figure = self.figure
            self._lastKey = size
        return self.renderer
