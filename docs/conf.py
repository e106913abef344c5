"""Sphinx configuration, shared by every language: ``sphinx-build -c docs docs/<lang> … -D language=<lang>``."""

import os

from bilingual_gallery.order import ReadingOrder
from sphinx_gallery.sorting import ExplicitOrder

project = "PyTorch 60-Minute Blitz"
author = "the authors"
copyright = "2026"
language = "ko"  # each build overrides it

# The languages of every tutorial, in the order of the prose cells.
bilingual_gallery_languages = {"ko": "한국어", "en": "English"}
bilingual_gallery_id_language = "en"
# What the site is called in each; the home pages say it too.
bilingual_gallery_titles = {"ko": "60분 만에 배우는 PyTorch", "en": "PyTorch in 60 minutes"}
# The terms, in both languages, and how a Korean reads Latin words.
bilingual_gallery_glossary = "glossary.toml"
# Korean readers see the English of a term once, where the course first uses it.
bilingual_gallery_first_use = "course"
# Editions of the same pages: a link may lead to the reader's own. After * the addresses differ.
bilingual_gallery_editions = [
    {"ko": "https://ko.wikipedia.org/wiki/*", "en": "https://en.wikipedia.org/wiki/*"},
    {"ko": "https://docs.python.org/ko/3/", "en": "https://docs.python.org/3/"},
    {"ko": "https://tutorials.pytorch.kr/", "en": "https://docs.pytorch.org/tutorials/"},
]
# Where the names in code lead, and the inventories of these references (`make inventories` renews them).
bilingual_gallery_references = {
    "torch": ("https://docs.pytorch.org/docs/stable/", "inventories/torch.inv"),
    "numpy": ("https://numpy.org/doc/stable/", "inventories/numpy.inv"),
    "sklearn": ("https://scikit-learn.org/stable/", "inventories/sklearn.inv"),
    "matplotlib": ("https://matplotlib.org/stable/", "inventories/matplotlib.inv"),
    "Python": ("https://docs.python.org/3/", "inventories/python.inv"),
}
# What each call of the course does, in a line.
bilingual_gallery_calls = "calls.toml"
# The form that a reader finds in every tutorial; about 120 words are under a minute of reading.
bilingual_gallery_form = {
    "first": [{"ko": "이 튜토리얼에서 배우는 것", "en": "What you will learn"}],
    "last": [
        {"ko": "연습 문제", "en": "Exercises"},
        {"ko": "요약", "en": "Recap"},
        {"ko": "더 읽을거리", "en": "Further reading"},
    ],
    "introduction": 2,
    "exercises": {"Exercises": [3, 5]},
    "links": {"Further reading": "https://docs.pytorch.org/tutorials/"},
    "words": 135,
    "lines": 18,
}
# A new version of one of these may change an output, so it runs the tutorials again.
bilingual_gallery_distributions = ["torch", "numpy", "matplotlib", "scikit-learn"]
# How the figures look: sizes that can be read on a telephone, colors that everybody can tell apart.
bilingual_gallery_figure_style = "course.mplstyle"
# A tutorial that reads one of these has outputs of its own for each value.
bilingual_gallery_environment = ["CIFAR10"]
# Imported once, and not again by every tutorial that uses it.
bilingual_gallery_preload = ["torch"]

# The tutorials, in the order they are read.
sections = ["blitz", "beyond"]
tutorials = [
    "first_network.py",
    "tensors.py",
    "autograd.py",
    "neural_networks.py",
    "training_a_classifier.py",
    "inside_autograd.py",
    "data_parallel.py",
    "data.py",
    "when_it_does_not_learn.py",
    "train_well.py",
    "faster.py",
    "fine_tuning.py",
    "save_and_share.py",
    "attention.py",
]

# Where the site and the repository are, when they are somewhere (GitHub Actions sets these).
repository = os.environ.get("GITHUB_REPOSITORY", "")
bilingual_gallery_site_url = os.environ.get("SITE_URL", "")
if repository:
    bilingual_gallery_source_url = f"https://github.com/{repository}/blob/main/gallery/{{path}}"
    bilingual_gallery_colab_url = (
        f"https://colab.research.google.com/github/{repository}/blob/gh-pages/{{path}}"
    )

# These are on the page "deeper", a section of its own in the navigation.
bilingual_gallery_first_sections = ["blitz"]  # what the others use
bilingual_gallery_unordered_sections = ["beyond"]
bilingual_gallery_unlisted = ["blitz/inside_autograd.py", "blitz/data_parallel.py"]

extensions = ["bilingual_gallery"]

sphinx_gallery_conf = {
    "subsection_order": ExplicitOrder([f"../../gallery/{name}" for name in sections]),
    "within_subsection_order": ReadingOrder(tutorials),
}

html_theme = "furo"
html_favicon = html_logo = "favicon.svg"  # the grid of a tensor, which the book's cover has too
bilingual_gallery_accent = "#ee4c2c"  # its color
bilingual_gallery_thumbnails = False  # a card is too small to show what a figure says

# The book of each language (`make epub`); its title and description are those of the home page.
version = "1.0"  # a book has to have one
epub_basename = "pytorch-60-minute-blitz"  # and the language after it
epub_copyright = f"{copyright}, {author}"  # epub/builder.py says the author in the book's language
epub_contributor = epub_description = author  # each language's own comes from its home page
