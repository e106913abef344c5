"""A small gallery of what notebooks show: values in all their forms, figures, films."""

from __future__ import annotations

import subprocess
from pathlib import Path

from helpers import Site, dressed

HEAD = '''\
# %% [markdown] lang="ko"
"""
# {title}

시험하는 글입니다.
"""

# %% [markdown] lang="en"
# # {title}
#
# This page is a trial.

# %%
'''

# As pandas and scikit-learn write them, but for their length.
TABLES = r'''
class Frame:
    def _repr_html_(self):
        heads = "".join(f"<th>measure_{i}</th>" for i in range(30))
        cells = "".join(f"<td>{i * 1.5}</td>" for i in range(30))
        return f"""<div>
<style scoped>
    .dataframe tbody tr th:only-of-type {{ vertical-align: middle; }}
    .dataframe thead th {{ text-align: right; }}
</style>
<table border="1" class="dataframe">
  <thead>
    <tr style="text-align: right;"><th></th>{heads}</tr>
  </thead>
  <tbody><tr><th>0</th>{cells}</tr></tbody>
</table>
</div>"""

    def __repr__(self):
        return "30 columns"


Frame()


# %%
class Styler:
    def _repr_html_(self):
        return """<style type="text/css">
#T_1f_row0_col0, #T_1f_row1_col1 { background-color: yellow; position: fixed; }
#T_1f_row1_col1 { color: red; background-image: url(https://example.org/a.png) }
</style>
<table id="T_1f"><tbody>
<tr><td id="T_1f_row0_col0" class="data row0 col0">one</td><td id="T_1f_row0_col1">two</td></tr>
<tr><td style="font-weight: bold">three</td><td id="T_1f_row1_col1" onclick="x()">four</td></tr>
</tbody></table>"""


Styler()


# %%
class Estimator:
    def _repr_html_(self):
        return "<style>#a { color: red }</style><div id='a'><b>rerun this cell</b></div><script>x()</script>"

    def __repr__(self):
        return "Pipeline(steps=[])"


Estimator()


# %%
class Unclosed:
    def _repr_html_(self):
        return "<b>bold <table><tr><td>cell</div></article><p>last & <i>least"


Unclosed()
'''

FORMS = r"""
print("above")
display("shown", {"a": 1})
print("below")
1 + 1

# %%
from PIL import Image

red = Image.new("RGB", (64, 32), (200, 0, 0))
red


# %%
class Tex:
    def _repr_latex_(self):
        return r"$\displaystyle \frac{a}{b}$"


Tex()


# %%
class Mark:
    def _repr_markdown_(self):
        return "# Not a section\n\n**strong** $a^2$\n\n| a |\n|---|\n| 1 |\n\n```{note}\nkept\n```"


Mark()


# %%
class Page:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/latex": "Let $x$ be <b>.", "text/plain": "x"}


Page()

# %%
print("gone")
from IPython.display import HTML, clear_output, display as show

clear_output(wait=True)
handle = show("first", display_id=True)
handle.update("second")
show(HTML("<em>from IPython</em>"))

# %%
red;

# %%
_ = red

# %%
None

# %%
"a text at the end"

# %%
print(":alt: a & b < c")
print("   :srcset: /images/x.png 2x")
print(".. image-sg:: /images/mine.png")
print("```")
"""

FIGURES = r"""
import matplotlib.pyplot as plt

plt.plot([1, 2])
plt.title("First <&>")
plt.show()
print("between")
plt.plot([2, 1])
plt.show()

# %%
fig, ax = plt.subplots()
ax.set_title("Late")
# sphinx_gallery_defer_figures

# %%
ax.set_xlabel("x")
fig

# %%
fig

# %%
fig, ax = plt.subplots()
ax.set_title("Put off to the end")
# sphinx_gallery_defer_figures
"""

FILMS = r"""
import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation


def moving():
    fig, ax = plt.subplots(figsize=(3, 2))
    ax.set_title("It moves")
    (line,) = ax.plot([0, 1, 2], [0, 1, 0])
    return FuncAnimation(fig, lambda i: line.set_ydata([0, i, 0]), frames=4, interval=100)


kept = moving()

# %%
moving()

# %%
from IPython.display import HTML

HTML(moving().to_html5_video())

# %%
import base64

HTML(f"<audio src='data:audio/wav;base64,{base64.b64encode(b'RIFF').decode()}'></audio>")

# %%
from pathlib import Path

Path("own.png").write_bytes(base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="))
HTML('<img src="own.png" alt="its own">')
"""

# Each of these is told, at the line of its cell.
TOLD = r"""
class Drawn:
    def _repr_html_(self):
        return "<div id='plot'></div><script>draw()</script>"

    def __repr__(self):
        return "Drawn()"


Drawn()


# %%
class Foreign:
    def _repr_html_(self):
        return "<p>Text</p><img src='https://example.org/a.png' alt='a picture'>"


Foreign()


# %%
class Widget:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"application/x-widget": {"a": 1}, "text/plain": "Widget()"}


Widget()

# %%
import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation

plt.rcParams["animation.ffmpeg_path"] = "nowhere"
fig, ax = plt.subplots(figsize=(3, 2))
FuncAnimation(fig, lambda i: [], frames=2)
"""


def script(title: str, code: str) -> str:
    """A tutorial with that code."""
    return HEAD.format(title=title) + code.lstrip()


def make(root: Path) -> tuple[Site, subprocess.CompletedProcess[str]]:
    """The site of all of them in ``root``, and what its build said."""
    scripts = {
        "tables": script("Tables", TABLES),
        "forms": script("Forms", FORMS),
        "figures": script("Figures", FIGURES),
        "films": script("Films", FILMS),
        "told": script("Told", TOLD),
    }
    site = dressed(root, scripts)
    conf = root / "docs" / "conf.py"
    films = '\nsphinx_gallery_conf["matplotlib_animations"] = True\n'
    book = 'epub_basename = "rich"\nepub_copyright = author = "Somebody"\nversion = "1"\n'
    conf.write_text(conf.read_text() + films + book)
    return site, site.make()
