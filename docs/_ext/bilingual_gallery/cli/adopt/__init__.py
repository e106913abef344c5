"""`adopt`: the Sphinx-Gallery scripts of each language become one script with the prose of all.

``split`` takes a script apart. ``repair`` mends its prose, but for what is ``literal`` in it, ``rst`` reads
it, ``blocks``, ``fences``, ``inlines`` and ``signs`` write it as Markdown, and ``prose`` puts that together.
``pair`` finds what belongs together, ``untranslated`` what is one language's in two scripts; ``cell``,
``code``, ``comments`` and ``one_cell`` make one cell of the code of all, and ``tree`` compares code.
``adopt`` leads, ``loss`` looks for what was lost on the way, ``report`` tells of it, and ``command`` is what
the command line calls.
"""
