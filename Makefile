# Each target works alone on a fresh machine with Python 3.11 or newer, git and make: scripts/bootstrap does the rest.

PYTHON_OF_VENV := .venv/bin/python
SHELL := /bin/bash
# Where bytecode is forbidden, as in many images of containers, each of the hundreds of processes that the tests start
# would compile the whole package for itself.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help bootstrap demo reports test test-postgres lint format bench docs clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

bootstrap: ## make .venv ready (every other target does it)
	@scripts/bootstrap

demo: bootstrap ## start the platform on the example county, and say who can sign in
	@.venv/bin/gongkai demo

reports: bootstrap ## read and check the sample annual reports, write one as DOCX and PDF
	@$(PYTHON_OF_VENV) scripts/demo.py

# What the core's branches are counted in. Counting makes the rest half as slow again, and they need not be counted.
CORE_TESTS := tests/annual tests/cli tests/disclosure/attachments tests/disclosure/checking tests/statute tests/test_fonts.py
# What the platform's tests are, beside those of the report engine, which need no database.
PLATFORM_TESTS := tests/acts tests/agencies tests/channels tests/demo tests/disclosure tests/office tests/portal tests/register tests/reports tests/review tests/search tests/site
PYTEST := $(PYTHON_OF_VENV) -m pytest
# What the tests of a file share is made once: a file stays with one worker (tests/conftest.py, which has the longest
# go first). One worker more than there are cores, since those of processes and browsers wait.
BY_FILE := -n $(shell echo $$(($$(nproc) + 1))) --dist loadfile --no-loadscope-reorder
# Those of the core share little, and wait for nothing: who is done takes from who is not.
BY_TEST := -n auto --dist worksteal

test: bootstrap ## run all tests, those of the platform on SQLite and on PostgreSQL; branches of the core: 90 %
	@scripts/test_packages
	$(PYTEST) $(BY_TEST) --cov --cov-report=json:build/coverage.json $(CORE_TESTS)
	@$(PYTHON_OF_VENV) scripts/check_branches.py build/coverage.json
	$(PYTEST) $(BY_FILE) $(addprefix --ignore=,$(CORE_TESTS))
	$(MAKE) --no-print-directory test-postgres

test-postgres: bootstrap ## run the platform's tests on a PostgreSQL that is started for them
	@scripts/test_packages
	$(PYTHON_OF_VENV) scripts/with_postgres.py $(PYTEST) $(BY_FILE) $(wildcard $(PLATFORM_TESTS))

lint: bootstrap ## style, format, types, directions of imports
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

format: bootstrap ## put the code into its format, and repair what ruff can
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

bench: bootstrap ## measure, each figure against its reference in the same run
	@$(PYTHON_OF_VENV) bench/run.py

docs: bootstrap ## write the pages that are generated from the code
	@$(PYTHON_OF_VENV) scripts/make_docs.py

clean: ## remove the environment, the caches and what the other targets made
	rm -rf .venv .bootstrap.lock build dist .coverage .coverage.* \
		.hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './.git/*' -exec rm -rf {} +
