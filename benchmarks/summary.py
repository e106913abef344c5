"""``bench.json`` as Markdown for a page of the documentation, in the page's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rounds import FIGURES

WORDS = {
    "en": {
        "ratio": "Ratio",
        "workload": "Workload",
        "measured": "Measured",
        "limit": "At most",
        "met": "Met",
        "yes": "yes",
        "no": "no",
        "tool": "Tool",
        "cold": "Cold (s)",
        "nothing to do": "Nothing to do (s)",
        "prose edit": "Prose edit (s)",
        "code edit": "Code edit (s)",
        "memory": "Peak memory of the parent, cold (MiB)",
        "own": "the project's own tutorials",
        "compute": "generated, with computation",
        "trivial": "generated, trivial",
        "caption": "{workload} ({tutorials} in all), medians of {rounds} rounds",
        "caption of one": "{workload} ({tutorials} in all), one round",
        "bare": "The bare scripts take at least {seconds:.1f} s on {cores:.0f} cores.",
        "machine": "{date}, {cpu}, {cores} cores, {memory_gib} GiB, Python {python}, Sphinx {sphinx}, "
        "Sphinx-Gallery {sphinx-gallery}, MyST-NB {myst-nb}, PyTorch {torch}",
        "bilingual-gallery": "this project, two languages",
        "sphinx-gallery": "Sphinx-Gallery, one language",
        "sphinx-gallery parallel=2": "Sphinx-Gallery with `parallel=2`, one language",
        "myst-nb": "MyST-NB, two languages, a cache for each",
        "myst-nb one cache": "MyST-NB, two languages, one cache",
    },
    "ko": {
        "ratio": "비율",
        "workload": "대상",
        "measured": "측정값",
        "limit": "한도",
        "met": "충족",
        "yes": "예",
        "no": "아니요",
        "tool": "도구",
        "cold": "처음 빌드(초)",
        "nothing to do": "바뀐 것 없음(초)",
        "prose edit": "글 수정(초)",
        "code edit": "코드 수정(초)",
        "memory": "처음 빌드할 때 부모 프로세스의 최대 메모리(MiB)",
        "own": "이 프로젝트의 튜토리얼",
        "compute": "계산이 있는 생성 튜토리얼",
        "trivial": "아주 작은 생성 튜토리얼",
        "caption": "{workload}: 튜토리얼 {tutorials}개, {rounds}회의 중앙값",
        "caption of one": "{workload}: 튜토리얼 {tutorials}개, 1회",
        "bare": "스크립트만 실행해도 코어 {cores:.0f}개에서 적어도 {seconds:.1f}초가 걸립니다.",
        "machine": "{date}, {cpu}, 코어 {cores}개, 메모리 {memory_gib} GiB, Python {python}, "
        "Sphinx {sphinx}, Sphinx-Gallery {sphinx-gallery}, MyST-NB {myst-nb}, PyTorch {torch}",
        "bilingual-gallery": "이 프로젝트, 두 언어",
        "sphinx-gallery": "Sphinx-Gallery, 한 언어",
        "sphinx-gallery parallel=2": "Sphinx-Gallery `parallel=2`, 한 언어",
        "myst-nb": "MyST-NB, 두 언어, 언어마다 캐시",
        "myst-nb one cache": "MyST-NB, 두 언어, 캐시 하나",
    },
}


def markdown(bench: Mapping[str, Any], language: str) -> str:
    """The ratios with their limits, then each workload's medians, as Markdown tables."""
    return "\n".join(_lines(bench, language, WORDS[language]))


def _lines(bench: Mapping[str, Any], language: str, words: Mapping[str, str]) -> Iterator[str]:
    yield words["machine"].format(date=bench["date"][:10], **bench["machine"])
    yield ""
    heads = [words[name] for name in ("ratio", "workload", "measured", "limit", "met")]
    rows = []
    for each in bench["ratios"]:
        numbers = [f"{each['value']:.2f}", f"{each['limit']:.2f}"]
        met = words["yes" if each["met"] else "no"]
        rows.append([each["text"][language], words[each["workload"]], *numbers, met])
    yield from _table(heads, rows, words=2)
    figures = [figure.name for figure in FIGURES]
    heads = [words[name] for name in ("tool", *figures, "memory")]
    for name, workload in bench["workloads"].items():
        counts = {"tutorials": workload["tutorials"], "rounds": bench["rounds"]}
        yield ""
        caption = words["caption of one" if bench["rounds"] == 1 else "caption"]
        yield caption.format(workload=words[name], **counts)
        yield ""
        rows = []
        for tool, measured in workload["tools"].items():
            seconds = [f"{measured[figure]['seconds']['median']:.1f}" for figure in figures]
            memory = f"{measured['cold']['parent_mib']['median']:.0f}"
            rows.append([words[tool], *seconds, memory])
        yield from _table(heads, rows, words=1)
        if workload["limit"]:
            limit = {key: value["median"] for key, value in workload["limit"].items()}
            yield ""
            yield words["bare"].format(seconds=limit["seconds"], cores=limit["cores"])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, words: int) -> Iterator[str]:
    """A Markdown table whose first columns, as many as ``words``, hold words and the others numbers."""
    rule = ["---"] * words + ["---:"] * (len(heads) - words)
    for row in (heads, rule, *rows):
        yield f"| {' | '.join(row)} |"
