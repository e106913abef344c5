"""`adopt`: the Sphinx-Gallery scripts of each language become one script with the prose of all.

``split`` takes a script apart. ``rst`` reads its prose, ``blocks``, ``inlines`` and ``signs`` write it as
Markdown, and ``prose`` puts that together. ``pair`` finds what belongs together, ``untranslated`` what is
one language's in two scripts; ``cell``, ``code``, ``comments`` and ``one_cell`` make one cell of the code of
all. ``adopt`` leads, ``loss`` looks for what was lost on the way, ``report`` tells of it, and ``command`` is
what the command line calls.
"""
