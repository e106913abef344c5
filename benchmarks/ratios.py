"""The required ratios: what is divided by what, and how high it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools import MYST_NB, MYST_NB_SHARED, OURS, PARALLEL, SERIAL

LIMIT = "limit"
BEST_SPHINX_GALLERY = (SERIAL, PARALLEL)


@dataclass(frozen=True)
class Quantity:
    """The lowest median among ``tools`` of one figure; ``LIMIT`` stands for the bare scripts."""

    tools: tuple[str, ...]
    figure: str
    field: str = "seconds"

    def value(self, workload: Mapping[str, Any]) -> float | None:
        """Its value in one workload of ``bench.json``; None if a tool of it was not measured."""
        if self.tools == (LIMIT,):
            return workload["limit"] and float(workload["limit"][self.field]["median"])
        medians = []
        for tool in self.tools:
            if tool not in workload["tools"]:
                return None
            medians.append(float(workload["tools"][tool][self.figure][self.field]["median"]))
        return min(medians)


@dataclass(frozen=True)
class Requirement:
    """``over / under`` in ``workload`` is to be at most ``limit``; ``text`` says so by language."""

    text: Mapping[str, str]
    workload: str
    over: Quantity
    under: Quantity
    limit: float


def _ours(figure: str, field: str = "seconds") -> Quantity:
    return Quantity((OURS,), figure, field)


def _required(
    english: str, korean: str, workload: str, over: Quantity, under: Quantity, limit: float
) -> Requirement:
    return Requirement({"en": english, "ko": korean}, workload, over, under, limit)


REQUIREMENTS = (
    _required(
        "Cold, both languages, over Sphinx-Gallery's best for one",
        "처음 빌드, 두 언어 ÷ Sphinx-Gallery의 최선(한 언어)",
        "compute",
        _ours("cold"),
        Quantity(BEST_SPHINX_GALLERY, "cold"),
        0.85,
    ),
    _required(
        "Cold, both languages, over MyST-NB for two (a cache for each)",
        "처음 빌드, 두 언어 ÷ MyST-NB(두 언어, 언어마다 캐시)",
        "compute",
        _ours("cold"),
        Quantity((MYST_NB,), "cold"),
        0.30,
    ),
    _required(
        "Cold, both languages, over MyST-NB for two (one cache)",
        "처음 빌드, 두 언어 ÷ MyST-NB(두 언어, 캐시 하나)",
        "compute",
        _ours("cold"),
        Quantity((MYST_NB_SHARED,), "cold"),
        0.30,
    ),
    _required(
        "Cold, both languages, over the physical limit",
        "처음 빌드, 두 언어 ÷ 물리적 한계",
        "compute",
        _ours("cold"),
        Quantity((LIMIT,), "cold"),
        1.8,
    ),
    *(
        _required(
            "Nothing to do, both languages, over Sphinx-Gallery for one",
            "바뀐 것 없음, 두 언어 ÷ Sphinx-Gallery(한 언어)",
            workload,
            _ours("nothing to do"),
            Quantity(BEST_SPHINX_GALLERY, "nothing to do"),
            1.0,
        )
        for workload in ("compute", "trivial")
    ),
    _required(
        "Nothing to do, both languages, over Sphinx-Gallery for one, seconds of CPU",
        "바뀐 것 없음, 두 언어 ÷ Sphinx-Gallery(한 언어), CPU 시간",
        "trivial",
        _ours("nothing to do", "cpu_seconds"),
        Quantity(BEST_SPHINX_GALLERY, "nothing to do", "cpu_seconds"),
        1.3,
    ),
    *(
        _required(
            "Prose edit, both languages, over Sphinx-Gallery for one",
            "글 수정, 두 언어 ÷ Sphinx-Gallery(한 언어)",
            workload,
            _ours("prose edit"),
            Quantity(BEST_SPHINX_GALLERY, "prose edit"),
            0.4,
        )
        for workload in ("compute", "trivial")
    ),
    _required(
        "Cold, both languages, over Sphinx-Gallery's best for one",
        "처음 빌드, 두 언어 ÷ Sphinx-Gallery의 최선(한 언어)",
        "trivial",
        _ours("cold"),
        Quantity(BEST_SPHINX_GALLERY, "cold"),
        0.39,
    ),
    _required(
        "Peak memory of the parent, cold, over Sphinx-Gallery's best",
        "부모 프로세스의 최대 메모리, 처음 빌드 ÷ Sphinx-Gallery의 최선",
        "compute",
        _ours("cold", "parent_mib"),
        Quantity(BEST_SPHINX_GALLERY, "cold", "parent_mib"),
        0.6,
    ),
    # The same, more strictly (our parent may leave the building to forks) and against serial alone.
    _required(
        "Peak memory of any building process, cold, over Sphinx-Gallery's best",
        "빌드하는 모든 프로세스 중 최대 메모리, 처음 빌드 ÷ Sphinx-Gallery의 최선",
        "compute",
        _ours("cold", "builder_mib"),
        Quantity(BEST_SPHINX_GALLERY, "cold", "builder_mib"),
        0.6,
    ),
    _required(
        "Peak memory of any building process, cold, over serial Sphinx-Gallery's",
        "빌드하는 모든 프로세스 중 최대 메모리, 처음 빌드 ÷ 직렬 Sphinx-Gallery",
        "compute",
        _ours("cold", "builder_mib"),
        Quantity((SERIAL,), "cold", "builder_mib"),
        0.6,
    ),
)


def of(workloads: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The required ratios as far as they were measured, for ``bench.json``."""
    told = []
    for required in REQUIREMENTS:
        workload = workloads.get(required.workload)
        over = workload and required.over.value(workload)
        under = workload and required.under.value(workload)
        if over and under:
            ratio = over / under
            told.append(
                {
                    "name": f"{required.text['en']} ({required.workload})",
                    "text": dict(required.text),
                    "workload": required.workload,
                    "value": round(ratio, 3),
                    "limit": required.limit,
                    "met": ratio <= required.limit,
                }
            )
    return told
