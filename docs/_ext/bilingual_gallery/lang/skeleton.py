"""The texts that a new tutorial begins with, which show the format by example."""

# ruff: noqa: E501 (a paragraph of a tutorial is one line)

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Skeleton:
    """Markdown for the prose cells, and a comment; by themselves in English, to be translated.

    {title} stands for the title that the tutorial's name makes, {sum} for the code that sums the
    values up, {number} for that of an exercise. ``exercises`` is the heading above them, ``task`` one
    with a heading of its own, ``reason`` the comment in its solution, ``rest`` what stands below a
    heading that conf.py asks for, ``more`` the text of a link.

    ``site``, ``basics`` and ``home`` are for a new site: its title, that of its first section, and what its
    home page says.
    """

    title: str = """\
# {title}

Say in one sentence what the reader will be able to do. The tutorial's card in the list shows this sentence too.

Then say why that is worth doing. Make the title short, and set a term in bold where it first appears, as in **median**."""
    comment: str = "Say why, where the code alone does not tell."
    section: str = """\
## One idea in each section

Say first what the code below shows. Put names from the code between backticks, as in `{sum}`."""
    exercises: str = "Exercises"
    task: str = """\
### {number}. A task

Set a task that the code above has prepared, and say what name the answer has. An example: find the mean of `values`, and call it `answer`."""
    reason: str = "Say why this is the answer."
    rest: str = "Write what belongs under this heading."
    more: str = "What to read next"
    site: str = "Tutorials"
    basics: str = "Basics"
    home: str = """\
Each page of this site is a script that was run. Below its code you see what that gave, and you can read it in each language."""
