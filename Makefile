# Each target first sets up what is missing; a second run skips what is done.
#   make demo [PORT=8123]                            make test [DATABASE=postgres] [ARGS="-k sign"]
PYTHON ?= python3
PORT ?= 8000
DATABASE ?= sqlite
ARGS ?=
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard ipraktik/locale/*/LC_MESSAGES/*.po))
ASSETS := ipraktik/static/built/.ready
ASSET_SOURCES := build_assets.py package-lock.json $(wildcard ipraktik/static/look/*.scss)

.DEFAULT_GOAL := help
.PHONY: help setup assets demo run test check measure bench bench-text bench-matching pins \
  check-style check-templates check-migrations check-catalogues check-spelling

help:
	@echo "make demo [PORT=8123]       a whole programme to look at, http://127.0.0.1:8000"
	@echo "make test                   all tests on SQLite; DATABASE=postgres, ARGS=\"-k sign\""
	@echo "make check                  style, templates, migrations, catalogues, spelling"
	@echo "make run                    the demo for a developer: debug pages, starts anew on a change"
	@echo "make measure                the house, measured against docs/house.md"
	@echo "make bench                  measured claims about speed"
	@echo "make bench-text             how well a wish finds the right host, with an interval"
	@echo "make bench-matching         how fast interns are assigned, beside the machine's limits and peers"
	@echo "make pins                   pin the dependencies anew"
	@echo "make setup                  only what the others need first"

setup: .venv/.ready $(ASSETS) $(CATALOGUES)

assets: $(ASSETS)

demo: setup
	@$(BIN)/ipraktik demo --port $(PORT)

run: setup
	@$(BIN)/ipraktik demo --port $(PORT) --reload

test: setup
	@DATABASE=$(DATABASE) $(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: check-style check-templates check-migrations check-catalogues check-spelling

check-style: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

check-templates: setup
	@$(BIN)/djlint ipraktik --lint --quiet

check-migrations: setup
	@DATABASE_URL=sqlite://:memory: $(BIN)/ipraktik manage makemigrations --check --dry-run

check-catalogues: setup
	@$(BIN)/ipraktik catalogues check

check-spelling: setup
	@$(BIN)/codespell

measure: setup
	@$(BIN)/python -m ipraktik.kit.measure

bench: setup
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

bench-text: setup
	@$(BIN)/python benchmarks/texts.py

bench-matching: setup
	@$(BIN)/python benchmarks/matching.py $(ARGS)

# uv stands beside the environment, not in it: nothing but this target needs it.
pins: .venv/.ready
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade --target .venv/uv uv
	@for name in requirements requirements-dev; do \
	  .venv/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header $$name.in -o $$name.txt || exit 1; \
	done
	@echo "Pinned anew: requirements.txt, requirements-dev.txt"

.venv/.ready: requirements-dev.txt requirements.in pyproject.toml build_dependencies.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Ipraktik needs Python 3.11 or newer, and '$(PYTHON)' is not. Name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/pip || { echo "Setting up 1/4: a Python environment in .venv"; rm -rf .venv; \
	  $(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; \
	  echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }; }
	@echo "Setting up 2/4: Python packages, pinned (about a minute the first time)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(ASSETS): .venv/.ready $(ASSET_SOURCES)
	@echo "Setting up 3/4: the design system's styles, fonts and scripts (half a minute the first time)"
	@$(BIN)/python build_assets.py
	@mkdir -p $(@D) && touch $@

$(CATALOGUES): %.mo: %.po | .venv/.ready
	@echo "Setting up 4/4: the Danish words ($<)"
	@$(BIN)/ipraktik catalogues compile
