"""Importing this lets a process print each line when it ends, as on a terminal.

A pipe takes the place of a terminal in a run, and a pool ends its workers before they have written what
they kept back.
"""

import sys
from typing import Any

_stream: Any
for _stream in (sys.stdout, sys.stderr):
    _stream.reconfigure(line_buffering=True)
