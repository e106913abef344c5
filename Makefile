# One place for every command. `make html` and `make test` make the environment themselves.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# A language is a folder of docs/ with a home page; conf.py gives its name.
LANGUAGES := $(patsubst docs/%/index.md,%,$(wildcard docs/*/index.md))
SPHINXOPTS ?= -W

.PHONY: help html html-noplot test lint clean distclean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@

# After a failure the pages are read again next time, or their warnings would not be told again.
html: $(READY) ## the site: run what is new, build every language (GALLERY_PATTERN=tensors for one tutorial)
	@set -e; for language in $(LANGUAGES); do \
	    $(BIN)/python -m sphinx $(SPHINXOPTS) -d build/doctrees/$$language -c docs -D language=$$language docs/$$language build/html/$$language \
	    || { rm -f build/doctrees/$$language/environment.pickle; exit 1; }; \
	done
	@echo "The site: build/html/index.html"

html-noplot: override SPHINXOPTS += -D plot_gallery=0
html-noplot: html ## the site without running anything; outputs come from the store where it has them

lint: $(READY) ## types, lint and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint ## every test, the gallery's smoke run among them
	$(BIN)/python -m pytest

clean: ## remove what is built
	rm -rf build docs/*/tutorials docs/locale/*/LC_MESSAGES/*.mo

distclean: clean ## remove the environment too
	rm -rf .venv docs/_ext/*.egg-info
