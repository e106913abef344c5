"""The tests of one tutorial follow each other, so that one worker runs it once for all of them."""

from __future__ import annotations

import pytest
from pages import NAMES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests of this folder by tutorial, and leave the others where they are."""
    here = [at for at, item in enumerate(items) if "tests/tutorials/" in item.nodeid]
    ours = sorted((items[at] for at in here), key=_tutorial)
    for at, item in zip(here, ours, strict=True):
        items[at] = item


def _tutorial(item: pytest.Item) -> str:
    found = (name for name in NAMES if name in item.nodeid)
    return next(found, f"{NAMES[0].partition('/')[0]}/{item.path.stem.removeprefix('test_')}")
