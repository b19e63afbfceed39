# `make` lists the targets. Each one sets up what it needs.
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
TOOLS := .tools
LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --no-header

# Without compiled code, every process compiles it again: half of the time in which pytest collects the tests.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-spark quick coverage lint types check bench chaos fuzz attack mutants screenshots messages sample
.PHONY: lock audit sbom clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: $(VENV)/running  ## run the dashboard on http://127.0.0.1:8501 (PORT= for another)
	@$(BIN)/python -m data sample
	@$(BIN)/streamlit run dashboard.py --server.port $(PORT)

test: $(VENV)/testing  ## run every test but those on Apache Spark
	@$(BIN)/python tests/browser_here.py
	@$(BIN)/python -m pytest

test-spark: $(VENV)/spark  ## run the tests on Apache Spark: golden answers, lost servers, a journey (ten minutes)
	@$(BIN)/python tests/spark/java_here.py
	@$(BIN)/python tests/browser_here.py
	@WITH_SPARK=1 $(BIN)/python -m tests.spark.server $(BIN)/python -m pytest -n 2 tests/spark

quick: $(VENV)/testing  ## run the tests that take a moment (a minute in all)
	@$(BIN)/python -m pytest -m "not slow" -n 2

coverage: $(VENV)/testing  ## run every test and report the lines and branches covered
	@$(BIN)/python tests/browser_here.py
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

lint: $(VENV)/testing  ## check the style with ruff and sqlfluff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/sqlfluff lint data queries

types: $(VENV)/testing  ## check the types with mypy
	@$(BIN)/mypy

check: lint types test test-spark  ## run what CI runs: lint, types and all tests

bench: $(VENV)/spark  ## measure every speed, beside other engines (half an hour; BENCH= for options, such as --help)
	@$(BIN)/python tests/browser_here.py
	@$(BIN)/python tests/spark/java_here.py
	@$(BIN)/python -m tests.bench $(BENCH)

chaos: $(VENV)/testing  ## kill imports at random moments and compare what is stored (some minutes)
	@$(BIN)/python -m tests.chaos

fuzz: $(VENV)/testing  ## import damaged files and check what is stored (ten minutes)
	@$(BIN)/python -m tests.fuzz

attack: $(VENV)/testing  ## attack a dashboard on this machine, and print what got through (five minutes)
	@$(BIN)/python tests/browser_here.py
	@$(BIN)/python -m tests.attack

mutants: $(VENV)/testing  ## plant errors in the code, and count those that the tests catch (half an hour)
	@$(BIN)/python -m tests.mutants

screenshots: $(VENV)/testing  ## take the README's pictures of the running dashboard
	@$(BIN)/python -m tests.browser.screenshots

messages: $(VENV)/running  ## collect every sentence in data/words/locales/messages.pot
	@$(BIN)/python -m babel.messages.frontend --quiet extract --mapping-file pyproject.toml --omit-header \
		--add-location=file --sort-by-file --output-file data/words/locales/messages.pot dashboard.py data pages queries
	@$(BIN)/python -m babel.messages.frontend --quiet extract --no-default-keywords --keywords F_ --omit-header \
		--add-location=file --sort-by-file --add-comments Translators: --strip-comment-tags \
		--output-file data/words/locales/flyers.pot data/flyers

sample: $(VENV)/running  ## make the sample logs again
	@$(BIN)/python -m data.sample.generate

lock: $(TOOLS)/ready  ## pin every package with its hashes again, after a change of a requirements.txt
	@$(TOOLS)/bin/uv $(LOCK) requirements.txt --output-file requirements.lock
	@$(TOOLS)/bin/uv $(LOCK) requirements.txt tests/requirements.txt --constraints requirements.lock \
		--output-file tests/requirements.lock
	@$(TOOLS)/bin/uv $(LOCK) tests/bench/requirements.txt --constraints tests/requirements.lock \
		--output-file tests/bench/requirements.lock
	@$(TOOLS)/bin/uv $(LOCK) data/engine/spark/requirements.txt --constraints tests/requirements.lock \
		--output-file data/engine/spark/requirements.lock

audit: $(TOOLS)/ready  ## ask the package index whether a pinned package has a known weakness (fails if it can't be asked)
	@$(TOOLS)/bin/pip-audit --disable-pip --require-hashes --strict --requirement requirements.lock

sbom: $(TOOLS)/ready  ## list every package that runs in sbom.json (CycloneDX)
	@$(TOOLS)/bin/cyclonedx-py requirements --output-reproducible --output-file sbom.json requirements.lock

clean:  ## delete the virtual environments
	rm -rf $(VENV) $(TOOLS) .peers

$(VENV)/running: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/testing: $(VENV)/running tests/requirements.lock
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement tests/requirements.lock
	@touch $@

$(VENV)/spark: $(VENV)/testing data/engine/spark/requirements.lock
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement data/engine/spark/requirements.lock
	@touch $@

$(TOOLS)/ready: tests/tools.txt
	@test -x $(TOOLS)/bin/python || $(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --requirement tests/tools.txt
	@touch $@
