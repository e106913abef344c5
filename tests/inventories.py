"""Inventories of references for tests: a few names of Python, as Sphinx writes them."""

from __future__ import annotations

import zlib

HEAD = "# Sphinx inventory version 2\n# Project: Python\n# Version: 3\n"
LAST = "# The remainder of this file is compressed using zlib.\n"
NAMES = (
    "print py:function 1 library/functions.html#$ -\n"
    "sum py:function 1 library/functions.html#$ -\n"
    "math py:module 0 library/math.html#module-$ -\n"
    "math.sqrt py:function 1 library/math.html#$ -\n"
    "math.pi py:data 1 library/math.html#$ -\n"
    "fractions py:module 0 library/fractions.html#module-$ -\n"
    "fractions.Fraction py:class 1 library/fractions.html#$ -\n"
    "fractions.Fraction.limit_denominator py:method 1 library/fractions.html#$ -\n"
    "list.append py:method 1 library/stdtypes.html#$ -\n"
    "dict.get py:method 1 library/stdtypes.html#$ -\n"
    "library std:label -1 library/index.html The library\n"
)


def packed(names: str = NAMES) -> bytes:
    """An inventory with these lines."""
    return (HEAD + LAST).encode() + zlib.compress(names.encode())
