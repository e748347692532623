# Tallysheet: the commands of a working day. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup-done

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench gate constraints pywb browser clean

help:      ## this list
	@grep -hE '^[a-z]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+): [^#]*## /  make \1\t/' | expand -t 18

setup: $(STAMP)  ## .venv with everything, at the versions of constraints.txt (uv if there is one, else venv and pip)

# The dev group is installed by name here because pip before 25.1 does not know --group.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "setup: found $$($(PYTHON) --version), expected Python 3.11 or later; run: make setup PYTHON=/path/to/python3.11"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	  test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) $(VENV); \
	  UV_COMPILE_BYTECODE=1 uv pip install --quiet --python $(BIN)/python -c constraints.txt -e . --group dev; \
	else \
	  test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); \
	  echo "setup: installing, about a minute with pip"; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt "pip>=25.1" && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . --group dev; \
	fi
	@touch $(STAMP)

demo: setup  ## two nights over the sample sites, with report and warehouse in data/
	$(BIN)/tallysheet demo

test: setup  ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: setup  ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: setup  ## quality of reading: labelled cases against pinned floors (and ../shared/gold where it is there)
	$(BIN)/python -m pytest tests/gate -q

bench: setup  ## speed and memory, printed as ratios against named alternatives
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

constraints:  ## constraints.txt anew, from a fresh environment (names and versions alone: no address of any index)
	rm -rf .venv-fresh && $(PYTHON) -m venv .venv-fresh
	.venv-fresh/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	.venv-fresh/bin/python -m pip install --quiet --disable-pip-version-check -e . --group dev
	.venv-fresh/bin/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9._-]+==' | sort -f > constraints.txt
	rm -rf .venv-fresh

pywb:      ## pywb and wacz in an environment of their own, for the tests that replay our archive
	$(PYTHON) -m venv .venv-archive-tests
	.venv-archive-tests/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	.venv-archive-tests/bin/python -m pip install --quiet --disable-pip-version-check --group archive-tests

browser:   ## Chromium from Debian's packages, for the tests that look at the report
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium chromium-driver fonts-dejavu-core

clean:     ## remove what can be made again, but never data/
	rm -rf $(VENV) .venv-archive-tests .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
