"""What Lighthouse says of every page, in both its settings; results in ``build/lighthouse.json``.

``python tests/lighthouse.py [PART-OF-A-NAME …]``, as ``make lighthouse`` calls it. Lighthouse comes
from npm into ``build/lighthouse`` and drives Debian's Chromium. The site is built as it is published,
with its address in its links. Ends with status 1 if a page has less than 95 in performance,
accessibility, best practices or search engine optimization.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from serve import served

ROOT = Path(__file__).parent.parent
TOOL = ROOT / "build" / "lighthouse"
SITE = TOOL / "html"
VERSION = "13.5.0"
LEAST = 95
# Performance depends on what else the machine does: the middle of as many runs, where it is low.
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SETTINGS = {"mobile": [], "desktop": ["--preset=desktop"]}


def install() -> None:
    if not (TOOL / "node_modules" / "lighthouse").is_dir():
        TOOL.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-package-lock", "--prefix", str(TOOL)]
        environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
        subprocess.run([*command, f"lighthouse@{VERSION}"], env=environment, check=True)


def build(address: str) -> None:
    command = [sys.executable, "-m", "bilingual_gallery", "build", "docs", str(SITE), "-W"]
    command += ["-d", str(TOOL / "doctrees")]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "SITE_URL": address}, check=True)


@dataclass(frozen=True)
class Result:
    """The scores of a page, 0 to 100, from so many runs; the audits that cost points."""

    scores: dict[str, int]
    failed: list[str]
    runs: int = 1


def categories(page: Path) -> tuple[str, ...]:
    """What is asked about a page: one that no search engine may list has no score in that."""
    text = page.read_text(encoding="utf-8")
    return tuple(each for each in CATEGORIES if each != "seo" or 'content="noindex"' not in text)


def measured(url: str, options: list[str], asked: Sequence[str] = CATEGORIES) -> Result:
    command = [str(TOOL / "node_modules" / ".bin" / "lighthouse"), url, "--output=json", "--quiet"]
    flags = "--headless=new --no-sandbox --disable-gpu"
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(asked)}", *options]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    scores = {name: round(100 * (told["categories"][name]["score"] or 0)) for name in asked}
    counting = [
        audit["id"]
        for category in told["categories"].values()
        for audit in category["auditRefs"]
        if audit["weight"]
    ]
    failed = [name for name in counting if (told["audits"][name]["score"] or 0) < 0.9]
    return Result(scores, [name for name in failed if told["audits"][name]["score"] is not None])


def middle(url: str, options: list[str], asked: Sequence[str]) -> Result:
    """One run, or the middle scores of ``RUNS`` where the first is too low."""
    results = [measured(url, options, asked)]
    while min(results[0].scores.values()) < LEAST and len(results) < RUNS:
        results.append(measured(url, options, asked))
    scores = {name: int(statistics.median(each.scores[name] for each in results)) for name in asked}
    return Result(scores, results[0].failed, len(results))


def main(parts: list[str]) -> int:
    install()
    results, low = {}, []
    with served(SITE) as host:
        build(host)
        pages = [path.relative_to(SITE).as_posix() for path in sorted(SITE.rglob("*.html"))]
        for page in [page for page in pages if not parts or any(part in page for part in parts)]:
            for setting, options in SETTINGS.items():
                result = middle(f"{host}/{page}", options, categories(SITE / page))
                results[f"{page} {setting}"] = asdict(result)
                line = " ".join(f"{score:3}" for score in result.scores.values())
                print(f"{line}  {setting:7} {page}  {' '.join(result.failed)}", flush=True)
                if min(result.scores.values()) < LEAST:
                    low.append(f"{page} {setting}")
    (ROOT / "build" / "lighthouse.json").write_text(json.dumps(results, indent=1))
    print(f"{len(results)} measured, {len(low)} with a score below {LEAST}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
