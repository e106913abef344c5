"""Particles of messages, which have both forms until it is known what stands before them."""

from __future__ import annotations

import pytest
from bilingual_gallery.lang import language

READINGS = {"tensor": "텐서", "model": "모델"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("텐서(이)라고도", "텐서라고도"),
        ("에폭(이)라고도", "에폭이라고도"),
        ("CNN(이)라고도", "CNN이라고도"),
        ("tensor(이)라고도", "tensor라고도"),
        ("벡터, 행렬(이)라고도", "벡터, 행렬이라고도"),
        ("값을(를) 모델(으)로", "값을 모델로"),
        ("텐서을(를) 값(으)로", "텐서를 값으로"),
        ("model(으)로 3은(는)", "model로 3은"),
        ("unheard(이)라고도", "unheard(이)라고도"),
        ("값(예: 텐서)", "값(예: 텐서)"),
    ],
)
def test_a_particle_takes_the_form_that_fits_the_word_before_it(written: str, said: str) -> None:
    assert language("ko").fitted(written, READINGS) == said


def test_a_language_without_such_words_leaves_a_message_as_it_is() -> None:
    assert language("en").fitted("Also called a (이)라고도", READINGS) == "Also called a (이)라고도"
