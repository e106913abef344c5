"""The insides of others that the extension stands on: an upgrade that moves them fails here."""

from __future__ import annotations

import inspect
import multiprocessing
import multiprocessing.forkserver
import multiprocessing.spawn
import multiprocessing.util
import subprocess
import sys
from importlib.resources import files
from multiprocessing import forkserver
from typing import Any

import myst_parser.mdit_to_docutils.transforms
import myst_parser.sphinx_ext.myst_refs
import pytest
import sphinx.locale
from bilingual_gallery.execution.output import Figures, Markup, Picture
from bilingual_gallery.execution.scraped import figures_in
from jupytext.cell_reader import DoublePercentScriptCellReader
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.theming import HTMLThemeFactory
from sphinx_gallery import directives, gen_gallery, gen_rst, py_source_parser, scrapers, utils


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (gen_rst.generate_file_rst, ["fname", "target_dir", "src_dir", "gallery_conf"]),
        (gen_rst._split_parallel, ["sorted_listdir", "src_dir", "gallery_conf"]),
        (utils.check_spaces_in_filenames, ["files"]),
        (py_source_parser.split_code_and_text_blocks, ["source_file", "return_node"]),
        (utils.check_duplicate_filenames, ["files"]),
        (gen_rst.execute_script, ["script_blocks", "script_vars", "gallery_conf", "file_conf"]),
        (
            gen_rst.execute_code_block,
            "compiler block example_globals script_vars gallery_conf file_conf".split(),
        ),
        (
            gen_rst._get_code_output,
            "is_last_expr example_globals gallery_conf logging_tee images_rst capture_repr".split(),
        ),
        (
            gen_rst._exec_and_get_memory,
            "compiler code_ast gallery_conf script_vars".split(),
        ),
        (gen_rst._LoggingTee, ["src_filename"]),
        (gen_rst._LoggingTee.set_std_and_reset_position, ["self"]),
        (gen_rst._LoggingTee.restore_std, ["self"]),
        (scrapers.matplotlib_scraper, ["block", "block_vars", "gallery_conf", "kwargs"]),
        (gen_rst.save_figures, ["block", "block_vars", "gallery_conf"]),
        (gen_rst._get_last_repr, ["capture_repr", "___"]),
        (
            gen_rst.save_thumbnail,
            ["image_path_template", "src_file", "script_vars", "file_conf", "gallery_conf"],
        ),
        (gen_gallery._fill_gallery_conf_defaults, ["sphinx_gallery_conf", "app", "check_keys"]),
        (
            gen_gallery.get_subsections,
            ["srcdir", "examples_dir", "gallery_conf", "check_for_header"],
        ),
        (gen_rst._get_callables, ["gallery_conf", "key", "src_dir"]),
        (scrapers.clean_modules, ["gallery_conf", "fname", "when"]),
        (py_source_parser.extract_file_config, ["content"]),
        (scrapers.ImagePathIterator, ["image_path"]),
        (directives._parse_srcset, ["st"]),
        (create_md_parser, ["config", "renderer"]),
        (DoublePercentScriptCellReader.find_cell_content, ["self", "lines"]),
        (
            DoublePercentScriptCellReader.metadata_and_language_from_option_line,
            ["self", "line"],
        ),
    ],
)
def test_the_names_we_call_have_the_parameters_we_give(
    function: object, parameters: list[str]
) -> None:
    assert list(inspect.signature(function).parameters) == parameters  # type: ignore[arg-type]


def test_the_walk_looks_up_the_name_we_replace() -> None:
    assert "generate_file_rst(fname, target_dir, src_dir, gallery_conf)" in inspect.getsource(
        gen_rst.generate_dir_rst
    )


def test_a_run_looks_up_the_names_we_replace_and_keeps_what_they_return() -> None:
    assert "output_blocks.append(\n                execute_code_block(" in inspect.getsource(
        gen_rst.execute_script
    )
    source = inspect.getsource(gen_rst.execute_code_block)
    assert "code_output = _get_code_output(\n" in source
    assert source.endswith("return code_output\n")
    assert 'ast.Name(id="___"' in inspect.getsource(gen_rst._exec_and_get_memory)


def test_a_figure_is_written_as_we_read_it() -> None:
    written = scrapers.figure_rst(["/r/images/a.png"], "/r", "a title", [{0: "/r/images/a.png"}])
    assert figures_in(written) == Figures([Picture("a.png", {}, "a title")])
    names = {0: "/r/images/sphx_glr_a_b_001.png", 2.0: "/r/images/finer.png"}
    several = scrapers.figure_rst([names[0]] * 2, "/r", "", [names, names])
    picture = Picture("sphx_glr_a_b_001.png", {"2.00x": "finer.png"}, "a b")
    assert figures_in(several) == Figures([picture, picture])
    other = ".. video:: /images/a.mp4\n"
    assert figures_in(written + other) == Markup(written + other)


def test_a_block_is_type_content_and_line() -> None:
    assert py_source_parser.Block._fields == ("type", "content", "lineno")


def test_the_options_we_set_exist() -> None:
    ours = {"src_dir", "abort_on_example_error", "plot_gallery", "image_srcset", "capture_repr"}
    ours |= {"ignore_repr_types", "matplotlib_animations"}
    assert ours - {"src_dir"} <= set(gen_gallery.DEFAULT_GALLERY_CONF)


def test_sphinx_gallery_goes_on_where_matplotlib_cannot_be_imported() -> None:
    code = (
        "import sys\n"
        "sys.modules['matplotlib'] = None\n"
        "from sphinx_gallery.gen_gallery import _fill_gallery_conf_defaults\n"
        "assert _fill_gallery_conf_defaults({'image_srcset': ['2x']})['image_srcset'] == [2.0]\n"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_fork_server_of_the_standard_library_has_what_we_end_it_with() -> None:
    assert hasattr(forkserver._forkserver, "_forkserver_pid")
    assert callable(forkserver._forkserver._stop)  # type: ignore[attr-defined]


def test_a_figure_is_one_tag_that_begins_with_its_address() -> None:
    assert 'html_block = f\'<img src="{uri}" ' in inspect.getsource(directives.visit_imgsg_html)


def test_a_figure_is_found_by_the_endings_of_sphinx_gallery() -> None:
    assert {"png", "svg", "jpg", "gif"} <= set(scrapers._KNOWN_IMG_EXTS)


def test_a_cell_of_jupytext_says_its_kind_and_its_metadata() -> None:
    lines = ['# %% [markdown] lang="ko"', "# text", "", "# %%", "x = 1"]
    reader = DoublePercentScriptCellReader({"extension": ".py"}, "python")
    reader.metadata_and_language_from_option_line(lines[0])
    assert reader.find_cell_content(lines) == 3
    assert (reader.cell_type, reader.metadata, reader.content) == (
        "markdown",
        {"lang": "ko"},
        ["text"],
    )


def test_the_rules_of_myst_that_are_for_whole_pages_have_these_names() -> None:
    rules = create_md_parser(MdParserConfig(), RendererHTML).get_active_rules()
    assert "front_matter" in rules["block"]
    assert "wordcount" in rules["core"]


def test_myst_finds_headings_where_we_put_their_ids() -> None:
    assert '"myst_slugs"' in inspect.getsource(myst_parser.mdit_to_docutils.transforms)
    assert 'metadata[ref_docname].get("myst_slugs"' in inspect.getsource(
        myst_parser.sphinx_ext.myst_refs
    )


def test_sphinx_counts_its_warnings_and_keeps_its_environment_and_index_where_we_look() -> None:
    assert "_warncount" in Sphinx.__annotations__
    assert ENV_PICKLE_FILENAME == "environment.pickle"
    assert "self.indexer.dump(ft, self.indexer_format)" in inspect.getsource(
        StandaloneHTMLBuilder.dump_search_index
    )


def test_codespell_has_lists_of_wrong_and_right() -> None:
    lines = files("codespell_lib").joinpath("data", "dictionary.txt").read_text("utf-8").split("\n")
    assert "recieve->receive" in lines


def test_sphinx_finds_templates_where_the_bridge_puts_ours() -> None:
    init = inspect.getsource(BuiltinTemplateLoader.init)
    for name in ("self.templatepathlen", "self.pathchain", "self.loaders", "get_theme_dirs()"):
        assert name in init
    assert "self.config.template_bridge" in inspect.getsource(Builder.create_template_bridge)


def test_sphinx_has_its_themes_where_we_look_for_one() -> None:
    source = inspect.getsource(HTMLThemeFactory.create)
    assert "if name in self._entry_point_themes" in source
    assert "name not in self._themes" in source


def test_sphinx_knows_what_conf_py_itself_has_set() -> None:
    config = Config({"project": "Ours"}, {"author": "Somebody"})
    assert set(config._raw_config) == {"project"}
    assert set(config.overrides) == {"author"}


def test_sphinx_keeps_the_words_of_the_interface_where_we_replace_them() -> None:
    assert "self.translator" in inspect.getsource(Sphinx._init_i18n)
    assert "translators[namespace, catalog] = translator" in inspect.getsource(sphinx.locale.init)


def test_multiprocessing_keeps_what_we_set_back_where_we_set_it() -> None:
    process: Any = multiprocessing.process
    server: Any = multiprocessing.forkserver._forkserver
    assert type(process._current_process).__name__ in ("_MainProcess", "ForkProcess", "Process")
    assert process._parent_process is None or process._parent_process.pid
    assert isinstance(process._children, set)
    assert process.ORIGINAL_DIR
    assert multiprocessing.util.get_temp_dir() == process._current_process._config["tempdir"]
    assert {"_forkserver_alive_fd", "_forkserver_pid", "_forkserver_address"} <= vars(server).keys()
    assert "-c" in multiprocessing.spawn.get_command_line(pipe_handle=1)
    assert "main_module.__spec__" in inspect.getsource(multiprocessing.spawn.get_preparation_data)


def test_matplotlib_gives_its_renderer_the_methods_that_we_put_ours_before() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

    source = inspect.getsource(RendererAgg._update_methods)
    for name in ("draw_image", "draw_quad_mesh", "draw_markers", "draw_path_collection"):
        assert f"self.{name} = self._renderer.{name}" in source
    assert "self._update_methods()" in inspect.getsource(RendererAgg.__init__)
    source = inspect.getsource(FigureCanvasAgg.get_renderer)
    assert "self._lastKey" in source and "self.renderer = RendererAgg(" in source
