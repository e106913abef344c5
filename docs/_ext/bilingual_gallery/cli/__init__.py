"""The commands, a module each under the name that an author types.

In: what the command line says, which ``arguments`` knows. Out: an exit status, and lines on the
terminal. Nothing imports them but ``__main__``.
"""
