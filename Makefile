# OpenSALW. `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
PORT ?= 8000

.PHONY: help
help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: install
install: .venv/installed ## prepare .venv with everything the product and its tests need

.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Installing python3-venv"; apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing packages (about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: demo
demo: install ## load the real round and serve it on localhost:8000
	@$(BIN)/opensalw migrate
	@$(BIN)/opensalw demo load
	@$(BIN)/opensalw report publish --round wb-2019-H2
	@$(BIN)/opensalw demo accounts
	@$(BIN)/opensalw serve --port $(PORT)

.PHONY: serve
serve: install ## serve what is loaded
	@$(BIN)/opensalw migrate
	@$(BIN)/opensalw serve --port $(PORT)

.PHONY: browser
browser: ## make sure that a Chromium is there for the browser tests
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
		echo "Installing Chromium for the browser tests"; \
		if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
		else sudo apt-get update -qq && sudo apt-get install -y -qq chromium >/dev/null; fi; }

.PHONY: test
test: install browser ## run every test
	@$(BIN)/python -m pytest -n 2 --dist worksteal --durations=15

.PHONY: check
check: install ## lint, types, import contracts, generated pages
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/opensalw docs check

.PHONY: docs
docs: install ## write the generated pages and build the manual into site/
	@$(BIN)/opensalw docs write
	@$(BIN)/mkdocs build --strict --quiet

.PHONY: bench
bench-tracing: install ## hold the search of registers against its peers (SIZE=1M, 10M or 30M)
	@$(BIN)/python -m benchmarks.tracing --size $(or $(SIZE),1M)

.PHONY: bench
bench: install ## run the benchmarks and print ratios
	@for bench in $$(ls benchmarks/*.py | grep -v __init__ | xargs -n1 basename | sed 's/\.py$$//'); do \
		if grep -q '^if __name__' benchmarks/$$bench.py; then echo "== $$bench"; $(BIN)/python -m benchmarks.$$bench; fi; done

.PHONY: lock
lock: ## renew requirements.lock from pyproject.toml (needs uv)
	@uv pip compile --quiet --universal --extra test --generate-hashes --no-emit-index-url pyproject.toml -o requirements.lock
