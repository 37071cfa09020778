# Each target works alone on a fresh machine with Python 3.11, git and make: scripts/bootstrap does the rest.

PYTHON_OF_VENV := .venv/bin/python
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help bootstrap demo test lint format bench docs clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

bootstrap: ## make .venv ready (every other target does it)
	@scripts/bootstrap

demo: bootstrap ## read and check the sample reports, write one as DOCX and PDF
	@$(PYTHON_OF_VENV) scripts/demo.py

test: bootstrap ## run the tests; every part of the core must have 90 % of its branches covered
	$(PYTHON_OF_VENV) -m pytest -n auto --cov --cov-report=json:build/coverage.json
	@$(PYTHON_OF_VENV) scripts/check_branches.py build/coverage.json

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
