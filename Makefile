# make chat and make test set everything up on a machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 7860
# Where pip finds PyTorch's CPU build, if not in its default index: make chat TORCH_INDEX=<address>
TORCH_INDEX ?=
# make install HASHES=1: every file is held against requirements.lock before it is installed or built with. PyTorch and what
# it brings for a graphics card are not: each index has a build of its own.
HASHES ?=
# Compiled when first imported: most of the files that the packages bring never are, and all take a minute. What is
# compiled has to be kept for that: else every process that a test starts compiles all that it imports again, for seconds.
export PYTHONDONTWRITEBYTECODE :=
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --no-compile
PYTEST := $(BIN)/python -m pytest

# The question sets are part of the suite: every answer keeps its promises, and these shares are reached.
GOLDEN := --golden tests/golden/report.jsonl --golden tests/golden/held_out.jsonl --golden tests/golden/hard.jsonl \
	--golden tests/golden/paraphrase.jsonl --golden tests/golden/chinese_held_out.jsonl --golden-fail-under right=0.85 --golden-fail-under first_citation=0.8 \
	--golden-fail-under hit@5=0.95 --golden-fail-under refused=0.8 --golden-fail-under wrong=0.1 \
	--golden-fail-under verbatim=1 --golden-fail-under unsupported_figures=0

# For every save: what most changes break, in well under a minute.
SMOKE := tests/text tests/question tests/evidence tests/answer tests/test_engine.py tests/test_imports.py \
	tests/test_locale.py tests/test_prompt.py tests/test_schema.py --golden tests/golden/report.jsonl \
	--golden-fail-under right=0.85 --golden-fail-under verbatim=1 --golden-fail-under unsupported_figures=0

.PHONY: install chat check test lint types audit sbom fuzz attack bench keep-widget clean

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed: make PYTHON=python3.12')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
ifneq ($(HASHES),)
	$(INSTALL) --require-hashes --no-deps --requirement requirements.lock
	$(INSTALL) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==2.13.0
	$(INSTALL) --no-deps --no-build-isolation --editable .
else
	$(INSTALL) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==2.13.0
	$(INSTALL) --constraint constraints.txt --editable '.[dev]'
endif
	touch $@

$(VENV)/.installed-%: $(VENV)/.installed
	$(INSTALL) --constraint constraints.txt --editable '.[$*]'
	touch $@

chat: install
	$(BIN)/assistant serve --host $(HOST) --port $(PORT)

check: install
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	@$(call beside,types,$(PYTEST) --quiet $(SMOKE))

# Three processes: much of what the browser's tests do is to wait.
test: install
	@$(call beside,lint,$(PYTEST) --numprocesses 3 --dist loadfile --no-loadscope-reorder tests $(GOLDEN))

# Runs a target of this file beside a command, shows what it said below that, and fails where one of the two has.
define beside
log=$$(mktemp); $(MAKE) --no-print-directory $(1) >$$log 2>&1 & other=$$!; trap "kill $$other; rm -f $$log" INT TERM; \
$(2); status=$$?; wait $$other; failed=$$?; cat $$log; rm -f $$log; \
test $$failed -eq 0 || echo "make $(1) has failed: see above."; \
test $$status -eq 0 || echo "pytest has failed: see above."; \
test $$status -eq 0 -a $$failed -eq 0
endef

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive assistant index
	git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --baseline .secrets.baseline

types: install
	$(BIN)/mypy

# Known vulnerabilities of the pinned packages; not part of lint, since it asks a service elsewhere.
audit: $(VENV)/.installed-audit
	$(BIN)/python .ci/audit.py

# What is installed here as a CycloneDX document; what the assistant itself needs hangs from its first component.
sbom: $(VENV)/.installed-sbom
	mkdir -p dist
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file dist/sbom.json $(BIN)/python

# Longer than what the tests send: requests made up from the API's document, then 10,000 hostile ones.
fuzz: install
	FUZZ_EXAMPLES=200 $(PYTEST) tests/serving/test_openapi.py
	$(BIN)/python -m benchmarks.fuzz

# What has been tried against a server before, against a fresh one; on this machine only.
attack: install
	$(BIN)/python -m benchmarks.attack

bench: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.quickstart
	$(BIN)/python -m benchmarks.verification

# When a release is made: pages have pinned the widget's hash, so the last three stay where they are.
keep-widget: install
	cp assistant/page/static/embed.js assistant/page/released/$$($(BIN)/python -c 'from importlib.metadata import version; print(version("report-assistant"))').js
	ls -t assistant/page/released/*.js | tail -n +4 | xargs -r rm

clean:
	rm -rf $(VENV) .assistant .pytest_cache .mypy_cache .ruff_cache dist *.egg-info
