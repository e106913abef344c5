"""What a language knows of itself, a file each: ``ko.py``, ``en.py``, ``ja.py``, ``de.py``, ``zh.py``.

In: a language's code, or words and characters. Out: its ``Language``, a record of facts and of rules.
Knows no script, no page and no Sphinx; no module but those in here names a language.

A new language is one file, whose name is its code (``pt.py``, or ``pt_br.py`` where Brazil differs),
with a ``LANGUAGE`` in it that says what is not as ``Language`` has it for a language unknown to us.
"""

from .language import Language, language, languages, said

__all__ = ["Language", "language", "languages", "said"]
