"""The insides of others that the extension stands on: an upgrade that moves them fails here."""

from __future__ import annotations

import inspect
import subprocess
import sys
from multiprocessing import forkserver

import pytest
from sphinx_gallery import directives, gen_gallery, gen_rst, py_source_parser, scrapers


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (gen_rst.generate_file_rst, ["fname", "target_dir", "src_dir", "gallery_conf"]),
        (gen_rst.execute_script, ["script_blocks", "script_vars", "gallery_conf", "file_conf"]),
        (
            gen_rst.save_thumbnail,
            ["image_path_template", "src_file", "script_vars", "file_conf", "gallery_conf"],
        ),
        (gen_rst.executable_script, ["src_file", "gallery_conf"]),
        (gen_gallery._fill_gallery_conf_defaults, ["sphinx_gallery_conf", "app", "check_keys"]),
        (
            gen_gallery.get_subsections,
            ["srcdir", "examples_dir", "gallery_conf", "check_for_header"],
        ),
        (gen_rst._get_callables, ["gallery_conf", "key", "src_dir"]),
        (py_source_parser.extract_file_config, ["content"]),
        (scrapers.ImagePathIterator, ["image_path"]),
        (directives._parse_srcset, ["st"]),
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
