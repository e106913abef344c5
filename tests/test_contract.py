"""Sphinx-Gallery's insides that the extension stands on: an upgrade that moves them fails here."""

from __future__ import annotations

import inspect

import pytest
from sphinx_gallery import gen_gallery, gen_rst, py_source_parser, scrapers


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
        (py_source_parser.extract_file_config, ["content"]),
        (scrapers.ImagePathIterator, ["image_path"]),
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
