"""Importing this stops Python's search for garbage, for a process that is about to import or read a lot.

What a process imports is no garbage, and looking for some takes a fifth of the time of importing
torch; nor is what a check has read before it ends. Whoever forks from such a process turns the search on again.
"""

import gc

gc.disable()
