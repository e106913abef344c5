"""What a run has to say of a cell is told by every build of its page, and once by each."""

from __future__ import annotations

from pathlib import Path

from helpers import TUTORIAL, make_site

FILM = """
# %%
import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation

plt.rcParams["animation.ffmpeg_path"] = "nowhere"
fig, ax = plt.subplots(figsize=(3, 2))
FuncAnimation(fig, lambda i: [], frames=2)
"""


def test_a_remark_is_told_once_whether_its_page_is_read_anew_or_not(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL + FILM})
    line = site.script("small").read_text().split("\n").index("import matplotlib.pyplot as plt") + 1
    told = (
        f"gallery/blitz/small.py:{line}: WARNING: [output] an animation is shown as its first frame"
    )
    for options in ((), (), ("-D", "html_title=Another")):  # read, kept as it is, written
        done = site.make(*options)
        assert done.returncode == 1
        said = done.stdout + done.stderr
        assert (said.count(told), said.count("WARNING")) == (1, 1), said
