"""What Lighthouse says of every page, in both its settings; results in ``build/lighthouse.json``.

``python tests/lighthouse.py [PART-OF-A-NAME …]``, as ``make lighthouse`` calls it. Lighthouse comes
from npm into ``build/lighthouse`` and drives Debian's Chromium. Ends with status 1 if a page has less
than 95 in performance, accessibility, best practices or search engine optimization.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from serve import served

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build" / "html"
TOOL = ROOT / "build" / "lighthouse"
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


def report(url: str, options: list[str]) -> dict[str, object]:
    """Lighthouse's report of one run."""
    command = [str(TOOL / "node_modules" / ".bin" / "lighthouse"), url, "--output=json", "--quiet"]
    flags = "--headless=new --no-sandbox --disable-gpu"
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}", *options]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    told: dict[str, object] = json.loads(done.stdout)
    return told


def scores(told: dict[str, object]) -> dict[str, int]:
    categories = told["categories"]
    assert isinstance(categories, dict)
    return {name: round(100 * (categories[name]["score"] or 0)) for name in CATEGORIES}


def failed(told: dict[str, object]) -> list[str]:
    """The audits that cost points."""
    audits = told["audits"]
    assert isinstance(audits, dict)
    return sorted(
        name
        for name, audit in audits.items()
        if audit["score"] is not None and audit["score"] < 0.9
    )


def measured(url: str, options: list[str]) -> dict[str, object]:
    first = report(url, options)
    found = [scores(first)]
    while found[0]["performance"] < LEAST and len(found) < RUNS:
        found.append(scores(report(url, options)))
    middle = {name: int(statistics.median(each[name] for each in found)) for name in CATEGORIES}
    return {"scores": middle, "runs": len(found), "failed": failed(first)}


def main(parts: list[str]) -> int:
    install()
    pages = sorted(
        path.relative_to(SITE).as_posix()
        for path in SITE.rglob("*.html")
        if not parts or any(part in path.as_posix() for part in parts)
    )
    results, low = {}, []
    with served(SITE) as host:
        for page in pages:
            for setting, options in SETTINGS.items():
                result = measured(f"{host}/{page}", options)
                results[f"{page} {setting}"] = result
                line = " ".join(f"{score:3}" for score in result["scores"].values())
                print(f"{line}  {setting:7} {page}  {' '.join(result['failed'])}", flush=True)
                if min(result["scores"].values()) < LEAST:
                    low.append(f"{page} {setting}")
    (ROOT / "build" / "lighthouse.json").write_text(json.dumps(results, indent=1))
    print(f"{len(results)} measured, {len(low)} with a score below {LEAST}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
