"""The signs that stand in a text of prose for what is no text, and where markup ends.

Rules of a language read a paragraph as one string. Code and formulas stand in it between two of these
signs each, so that a particle after `` `shape` `` is seen to follow code.
"""

# Code and formulas, each with its end; anything else that is no text; the end of a link or of emphasis;
# a value that the run knows, which is one word to whoever counts.
CODE, CODE_END, MATH, MATH_END, OTHER, CLOSE, VALUE = (chr(0xF0000 + number) for number in range(7))
