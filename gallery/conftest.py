"""``pytest gallery/`` runs each tutorial as a reader would."""

from bilingual_gallery.cli.smoke import (  # noqa: F401
    pytest_addoption,
    pytest_collect_file,
    pytest_pycollect_makemodule,
)
