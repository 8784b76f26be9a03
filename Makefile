# `make demo` and `make test` are all the set-up there is. Windows without make: see README.md.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: demo test lint bench accuracy clean

demo: $(VENV)/.demo
	$(BIN)/kpilint check --fail-on never examples

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python bench/speed.py

accuracy: $(VENV)/.dev
	$(BIN)/python bench/accuracy.py --errors

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.demo: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	@$(PYTHON) -c "open('$@', 'w').close()"

$(VENV)/.dev: $(VENV)/.demo
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	@$(PYTHON) -c "open('$@', 'w').close()"
