# One place for every command. `make html` and `make test` make the environment themselves.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
SPHINXOPTS ?= -W
# The address of a Dask scheduler whose workers run the tutorials, or nothing.
SCHEDULER ?=
# Options of `make drift`; the port of `make live`, and the tutorials that it is for alone.
DRIFT ?=
PORT ?= 8000
NAME ?=

.PHONY: help html html-noplot epub offline check live drift inventories outputs verify prune test test-unit lint bench bench-live pictures lighthouse clean distclean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@

html: $(READY) ## the site: run what is new, build every language (GALLERY_PATTERN=tensors for one tutorial)
	$(BIN)/python -m bilingual_gallery build docs build/html $(SPHINXOPTS) --scheduler "$(SCHEDULER)"
	@echo "The site: build/html/index.html"

html-noplot: override SPHINXOPTS += -D plot_gallery=0
html-noplot: html ## the site without running anything; outputs come from the store where it has them

# A book bears the date of the last commit, so that the same commit makes the same book.
DATED := if made=$$(git log -1 --format=%ct 2>/dev/null); then \
	export SOURCE_DATE_EPOCH="$${SOURCE_DATE_EPOCH:-$$made}"; fi;

epub: $(READY) ## the site as a book, an EPUB of each language, and of each with another below it
	$(DATED) $(BIN)/python -m bilingual_gallery build docs build/epub -b epub \
		$(SPHINXOPTS) --scheduler "$(SCHEDULER)"
	@echo "The books:" build/epub/*/*.epub

offline: $(READY) ## the site with the books and an archive of all, to which its home page then leads
	$(DATED) $(BIN)/python -m bilingual_gallery offline docs build/html \
		$(SPHINXOPTS) --scheduler "$(SCHEDULER)"

check: $(READY) ## where the languages of the tutorials and pages differ, terms, prose; runs no code
	@$(BIN)/python -m bilingual_gallery check docs

live: $(READY) ## findings in the terminal and pages in the browser, anew on each save (NAME=tensors, PORT=8000)
	$(BIN)/python -m bilingual_gallery live docs build/html $(NAME) --port $(PORT)

drift: $(READY) ## passages that one language changed and another has not (DRIFT='--since … --json')
	@$(BIN)/python -m bilingual_gallery drift docs $(DRIFT)

inventories: $(READY) ## download again where names in code lead to (objects.inv of each reference); needs the network
	$(BIN)/python -m bilingual_gallery inventories docs

outputs: $(READY) ## the kept outputs of the tutorials, a line for each
	$(BIN)/python -m bilingual_gallery outputs list docs

verify: $(READY) ## check every kept output to the last bit
	$(BIN)/python -m bilingual_gallery outputs verify docs

prune: $(READY) ## remove the kept outputs that no tutorial uses
	$(BIN)/python -m bilingual_gallery outputs prune docs

lint: $(READY) ## types, lint, format and imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## every test, the gallery's smoke run among them
	$(BIN)/python -m pytest -n auto --dist worksteal

test-unit: $(READY) ## the tests that start no build, run or browser
	$(BIN)/python -m pytest -n auto --dist worksteal tests/unit

BENCH := .venv/bench-ready
$(BENCH): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	touch $@

bench: $(BENCH) ## the benchmarks beside the peers; results in build/bench.json
	$(BIN)/python benchmarks/run.py --out build/bench.json

bench-live: $(READY) ## from a save in `make live` to the finding and the new page; results in build/live.json (needs Chromium)
	$(BIN)/python benchmarks/live.py --out build/live.json

pictures: $(READY) ## a picture of every built page in build/screenshots (needs Chromium)
	$(BIN)/python tests/shots.py

lighthouse: $(READY) ## what Lighthouse says of every page (needs Chromium and npm), about 15 minutes
	$(BIN)/python tests/lighthouse.py

clean: ## remove what is built
	rm -rf build docs/*/tutorials

distclean: clean ## remove the environment too
	rm -rf .venv docs/_ext/*.egg-info
