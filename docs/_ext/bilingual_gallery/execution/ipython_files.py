"""Pictures, films and sounds of ``IPython.display`` where no IPython is installed."""

from __future__ import annotations

import base64
import io
import re
import sys
import wave
from array import array
from html import escape
from mimetypes import guess_type
from pathlib import Path
from typing import Any

# How the pictures begin that a browser shows.
_BEGINNINGS = {b"\x89PNG": "png", b"\xff\xd8": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


class Data:
    """Data of one form, given or in a file."""

    mime = "text/plain"

    def __init__(self, data: Any = None, url: Any = None, filename: Any = None, **_: Any) -> None:
        if data is None and filename is not None:
            data = self._read(Path(filename))
        self.data = data
        self.url = url
        self.filename = filename

    def _read(self, path: Path) -> Any:
        return path.read_text(encoding="utf-8")

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {self.mime: self.data}


class Image(Data):
    """A picture: its bytes, the name of its file, or its address."""

    def __init__(
        self, data: Any = None, url: Any = None, filename: Any = None, *_: Any, **named: Any
    ) -> None:
        super().__init__(*_content(data, url, filename))
        self._look = {name: named.get(name) for name in ("width", "height", "alt")}

    def _read(self, path: Path) -> Any:
        return path.read_bytes()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Any:
        if self.data is None:
            return {"text/html": f'<img src="{escape(str(self.url))}"/>'}
        for beginning, kind in _BEGINNINGS.items():
            if self.data.startswith(beginning):
                mime = f"image/{kind}"
                return {mime: self.data}, {mime: self._look}
        return {}


class _Played(Data):
    """A film or a sound: its bytes, the name of its file, or its address."""

    element, kind = "video", "video/mp4"

    def __init__(
        self, data: Any = None, url: Any = None, filename: Any = None, *_: Any, **named: Any
    ) -> None:
        super().__init__(*_content(data, url, filename))
        self._named = named

    def _read(self, path: Path) -> Any:
        return path.read_bytes()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        kind = self._named.get("mimetype") or guess_type(str(self.filename))[0] or self.kind
        source = self.url
        if self.data is not None:
            source = f"data:{kind};base64,{base64.b64encode(self.data).decode()}"
        size = "".join(
            f' {name}="{self._named[name]}"'
            for name in ("width", "height")
            if self._named.get(name) is not None
        )
        return {
            "text/html": f'<{self.element} src="{escape(str(source))}" controls{size}></{self.element}>'
        }


class Video(_Played):
    """A film."""


class Audio(_Played):
    """A sound; samples too, whose ``rate`` is told."""

    element, kind = "audio", "audio/wav"

    def __init__(self, data: Any = None, *given: Any, rate: Any = None, **named: Any) -> None:
        if data is not None and not isinstance(data, bytes | str | Path):
            data = _wave(data, rate, normalize=named.get("normalize", True))
        super().__init__(data, *given, **named)


def _content(data: Any, url: Any, filename: Any) -> tuple[Any, Any, Any]:
    """What is meant where a text is given instead of data: an address, or the name of a file."""
    if isinstance(data, str | Path):
        if re.match(r"https?:", str(data)):
            return None, data, filename
        return None, url, data
    return data, url, filename


def _wave(samples: Any, rate: Any, *, normalize: bool) -> bytes:
    """Samples between -1 and 1 as a sound; those of several channels come one channel after the other."""
    channels = [[float(each) for each in channel] for channel in _channels(samples)]
    loudest = max((abs(each) for channel in channels for each in channel), default=0.0)
    factor = 32767 / (loudest or 1.0) if normalize else 32767
    frames = array(
        "h", (round(each * factor) for frame in zip(*channels, strict=True) for each in frame)
    )
    if sys.byteorder == "big":
        frames.byteswap()
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(len(channels))
        sound.setsampwidth(2)
        sound.setframerate(int(rate))
        sound.writeframes(frames.tobytes())
    return buffer.getvalue()


def _channels(samples: Any) -> list[Any]:
    listed = list(samples)
    return listed if listed and hasattr(listed[0], "__len__") else [listed]
