"""What conf.py says of the tutorials: the options, and the values that reading and running need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import Any, Literal, NamedTuple

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util.tags import Tags

from .compat import DEFAULT_GALLERY_CONF, filled
from .errors import SourceError, fail_with


class Option(NamedTuple):
    """A value of conf.py: its name there, its default, what a change of it makes Sphinx do again."""

    name: str
    default: Any
    rebuild: Literal["", "env", "html"]
    types: tuple[type, ...]


# For each page that has editions: how their addresses begin, by language.
Editions = tuple[tuple[tuple[str, str], ...], ...]

OPTIONS = (
    # code -> name, in the order of the prose cells; the first language holds the docstring
    Option("bilingual_gallery_languages", {"en": "English"}, "env", (dict,)),
    # code -> what the site is called in that language; where there is none, `html_title` is its name
    Option("bilingual_gallery_titles", {}, "", (dict,)),
    # the style sheets in html_static_path that every page has, in one file
    Option("bilingual_gallery_sheets", [], "html", (list, tuple)),
    # the file of terms, from the folder of conf.py; empty: none
    Option("bilingual_gallery_glossary", "", "env", (str,)),
    # addresses whose editions are one page to the check, a table of language -> beginning each; after
    # a * at its end the rest may differ
    Option("bilingual_gallery_editions", [], "", (list, tuple)),
    # whose headings give every language's section ids; the last language if not set
    Option("bilingual_gallery_id_language", "", "env", (str,)),
    # where outputs are kept, from the folder of conf.py
    Option("bilingual_gallery_store", "../build/outputs", "", (str,)),
    # the distributions whose version is part of an output's key
    Option("bilingual_gallery_distributions", [], "", (list, tuple)),
    # the environment variables that tutorials read: part of the key of those whose code names them
    Option("bilingual_gallery_environment", [], "", (list, tuple)),
    # modules that are imported once and not again by every tutorial that imports them
    Option("bilingual_gallery_preload", [], "", (list, tuple)),
    # how long one tutorial may run, in seconds; `# timeout = …` in a tutorial says otherwise
    Option("bilingual_gallery_timeout", 600.0, "", (float, int)),
    # how many megabytes of data one tutorial may hold; 0: as many as there are
    Option("bilingual_gallery_memory", 0, "", (float, int)),
    # how many characters of one cell's printed output are kept
    Option("bilingual_gallery_output_limit", 20_000, "", (int,)),
    # how many tutorials run at a time; 0: one for each core
    Option("bilingual_gallery_jobs", 0, "", (int,)),
    # what this machine offers to a tutorial with `# resources = {"GPU": 1}`
    Option("bilingual_gallery_resources", {}, "", (dict,)),
    # the address of a Dask scheduler whose workers run the tutorials; empty: this machine does
    Option("bilingual_gallery_scheduler", "", "", (str,)),
    # addresses of the published site, of a notebook in Colab and of a script in the repository;
    # the last two with {path} in them
    Option("bilingual_gallery_site_url", "", "html", (str,)),
    Option("bilingual_gallery_colab_url", "", "env", (str,)),
    Option("bilingual_gallery_source_url", "", "env", (str,)),
)

# Sphinx-Gallery's options that decide what an output looks like, so part of the store's key.
CAPTURE = ("capture_repr", "ignore_repr_types", "image_srcset", "matplotlib_animations")


@dataclass(frozen=True)
class Settings:
    """What reading and running need to know, in the units of ``OPTIONS``; paths are absolute.

    ``docs`` is the folder of conf.py, ``generated`` the name of the folder of tutorials in that of a
    language, ``selected`` the pattern of the scripts to run, ``ignored`` of
    those that are no tutorials; ``run`` is False for a build that runs nothing; ``capture`` holds the
    options of ``CAPTURE``.
    """

    docs: Path
    gallery: Path
    generated: str
    languages: tuple[str, ...]
    glossary: Path | None
    editions: Editions
    ignored: str
    selected: str
    run: bool
    store: Path
    distributions: tuple[str, ...]
    environment: tuple[str, ...]
    preload: tuple[str, ...]
    timeout: float
    memory: float
    output_limit: int
    jobs: int
    resources: Mapping[str, float]
    scheduler: str
    capture: Mapping[str, object]

    @classmethod
    def of(cls, config: Config, confdir: Path, srcdir: Path) -> Settings:
        """The settings in ``config``, whose ``sphinx_gallery_conf`` Sphinx-Gallery has filled."""
        gallery = config.sphinx_gallery_conf
        glossary = config.bilingual_gallery_glossary
        editions = config.bilingual_gallery_editions
        if not all(isinstance(each, dict) for each in editions):
            raise SystemExit("bilingual_gallery_editions is a list of tables; mend it in conf.py")
        return cls(
            docs=confdir.resolve(),
            gallery=Path(srcdir, gallery["examples_dirs"]).resolve(),
            generated=gallery["gallery_dirs"],
            languages=tuple(config.bilingual_gallery_languages),
            glossary=Path(confdir, glossary).resolve() if glossary else None,
            editions=tuple(tuple(each.items()) for each in editions),
            ignored=gallery["ignore_pattern"],
            selected=gallery["filename_pattern"],
            run=str(gallery["plot_gallery"]) not in ("0", "False", "false"),
            store=Path(confdir, config.bilingual_gallery_store).resolve(),
            distributions=tuple(config.bilingual_gallery_distributions),
            environment=tuple(config.bilingual_gallery_environment),
            preload=tuple(config.bilingual_gallery_preload),
            timeout=float(config.bilingual_gallery_timeout),
            memory=float(config.bilingual_gallery_memory),
            output_limit=int(config.bilingual_gallery_output_limit),
            jobs=int(config.bilingual_gallery_jobs),
            resources=dict(config.bilingual_gallery_resources),
            scheduler=config.bilingual_gallery_scheduler,
            capture={name: gallery[name] for name in CAPTURE},
        )


def read_config(docs: Path, overrides: Mapping[str, str]) -> Config:
    """The options of ``docs/conf.py`` that ``Settings`` reads, without a Sphinx application.

    ``overrides`` is what the command line says of them. Ends the build where it cannot be read.
    """
    try:
        config = Config.read(docs.resolve(), overrides=dict(overrides), tags=Tags())
    except SphinxError as error:
        fail_with([_mistake_in_conf(docs / "conf.py", error)])
        raise
    for option in OPTIONS:
        config.add(*option)
    config.add("sphinx_gallery_conf", DEFAULT_GALLERY_CONF, "html", dict)
    config.add("plot_gallery", None, "html", ())
    config.add("html_theme", "alabaster", "html", str)
    conf = filled(config.sphinx_gallery_conf)
    if config.plot_gallery is not None:
        conf["plot_gallery"] = config.plot_gallery
    config.sphinx_gallery_conf = conf
    return config


def settings_of(docs: Path) -> Settings:
    """The settings in ``docs/conf.py``, for commands that build nothing."""
    config = read_config(docs, {})
    return Settings.of(config, docs, docs / next(iter(config.bilingual_gallery_languages)))


def _mistake_in_conf(path: Path, error: SphinxError) -> SourceError:
    """What is wrong in ``conf.py``, at its line where that is known."""
    cause = error.__cause__
    if isinstance(cause, SyntaxError):
        return SourceError(path, cause.lineno or 1, f"SyntaxError: {cause.msg}")
    if cause is None:
        return SourceError(path, 1, " ".join(str(error).split()))
    frames = [
        each for each in extract_tb(cause.__traceback__) if Path(each.filename) == path.resolve()
    ]
    line = frames[-1].lineno if frames else None
    return SourceError(path, line or 1, f"{type(cause).__name__}: {cause}")


def setup(app: Sphinx) -> None:
    """Register every option."""
    for option in OPTIONS:
        app.add_config_value(*option)
