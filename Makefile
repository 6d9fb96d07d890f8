# make chat and make test set everything up on a machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 7860
# Where pip finds PyTorch's CPU build, if not in its default index: make chat TORCH_INDEX=<address>
TORCH_INDEX ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: install chat test lint bench clean

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed: make PYTHON=python3.12')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==2.13.0
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

chat: install
	$(BIN)/assistant serve --host $(HOST) --port $(PORT)

test: lint
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install
	$(BIN)/python -m benchmarks.quickstart
	$(BIN)/python -m benchmarks.verification

clean:
	rm -rf $(VENV) .assistant .pytest_cache .mypy_cache .ruff_cache dist *.egg-info
