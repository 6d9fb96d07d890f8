# make chat and make test set everything up on a machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 7860
# Where pip finds PyTorch's CPU build, if not in its default index: make chat TORCH_INDEX=<address>
TORCH_INDEX ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check

# The question sets are part of the suite: every answer keeps its promises, and these shares are reached.
GOLDEN := --golden tests/golden/report.jsonl --golden tests/golden/development.jsonl \
	--golden tests/golden/held_out.jsonl --golden-fail-under right=0.85 --golden-fail-under first_citation=0.8 \
	--golden-fail-under hit@5=0.95 --golden-fail-under refused=0.8 --golden-fail-under wrong=0.1 \
	--golden-fail-under verbatim=1 --golden-fail-under unsupported_figures=0

.PHONY: install chat test lint audit fuzz bench clean

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
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder tests $(GOLDEN)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive assistant index
	git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --baseline .secrets.baseline

# Known vulnerabilities of the pinned packages; not part of lint, since it asks a service elsewhere.
audit: install
	$(BIN)/python .ci/audit.py

# Longer than what the tests send: requests made up from the API's document, then 10,000 hostile ones.
fuzz: install
	FUZZ_EXAMPLES=200 $(BIN)/python -m pytest tests/serving/test_openapi.py
	$(BIN)/python -m benchmarks.fuzz

bench: install
	$(BIN)/python -m benchmarks.quickstart
	$(BIN)/python -m benchmarks.verification

clean:
	rm -rf $(VENV) .assistant .pytest_cache .mypy_cache .ruff_cache dist *.egg-info
