# Every target sets up what it needs in .venv; a second run starts at once.
.DEFAULT_GOAL := help
.PHONY: help run talk test coverage bench soak mutation audit lint format models docs understanding screens lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Hashes are checked for every file that is installed. The locks are whole, so pip need not work
# them out again: where an extra is asked for (coverage[toml]) and a release newer than the lock is
# out, an older pip takes the newer one for the extra and then refuses it.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps

help:
	@echo "make run       serve the endpoint and a page to try it on, for this computer alone (PORT=8001 for another port)"
	@echo "make talk      hold a conversation with the skill in this terminal"
	@echo "make test      run every test (7 minutes on two processors)"
	@echo "make coverage  run every test, and tell which lines none of them reaches"
	@echo "make lint      check style, types, architecture, spelling, content, models, Amazon's checklist"
	@echo "make bench     measure speed, memory and size beside Amazon's own samples (10 minutes)"
	@echo "make soak      let hundreds of households talk while everything breaks (2 minutes)"
	@echo "make mutation  break the dialog in small ways, and see its tests notice (20 minutes)"
	@echo "make audit     ask whether anything pinned has a known vulnerability"
	@echo "make format    let ruff put the code in order"
	@echo "make models    write interaction_models/*.json anew from their source"
	@echo "make docs      write anew what the docs draw and list from the code"
	@echo "make understanding  measure anew how well the models are understood, in docs/understanding.md"
	@echo "make screens   draw the pictures of the screens in docs/screens/ anew"
	@echo "make lock      pin the newest dependencies, with hashes, in requirements/"

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "There is no '$(PYTHON)' here. Closer Together needs Python 3.11 or newer; name yours: make PYTHON=python3.13 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Closer Together needs Python 3.11 or newer, and '$(PYTHON)' is none. If you have one, name it: make PYTHON=python3.13 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up $(VENV) (once)..."
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
	  echo "Python could not make a virtual environment. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/talk.stamp: requirements/build.txt requirements/simulator.txt pyproject.toml | $(BIN)/python
	@$(INSTALL) -r requirements/build.txt -r requirements/simulator.txt || { \
	  echo "Could not install what it needs; the first time, that takes the internet."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/talk.stamp
	@$(INSTALL) -r requirements/dev.txt
	@touch $@

# Where Node is at hand, some tests ask a second opinion; without it they skip and say so.
$(VENV)/node.stamp: requirements/node/package-lock.json | $(BIN)/python
	@if command -v npm >/dev/null; then \
	  mkdir -p $(VENV)/node && cp requirements/node/package*.json $(VENV)/node/ && \
	  (cd $(VENV)/node && npm ci --silent --omit=optional --no-audit --no-fund) || \
	  echo "npm could not install the second opinions; their tests will skip"; fi
	@touch $@

# AWS's build tool, in an environment of its own because it pins what the project has newer.
# With it, on Linux and where a Python 3.13 is at hand, the Lambda artifact is built and run.
$(VENV)/sam.stamp: requirements/sam.txt | $(BIN)/python
	@if [ "$$(uname -s)" = Linux ]; then \
	  $(PYTHON) -m venv --clear $(VENV)/sam && $(INSTALL:$(BIN)/python=$(VENV)/sam/bin/python) -r requirements/sam.txt || \
	  echo "aws-sam-cli could not be installed; the tests of the Lambda artifact will skip"; fi
	@touch $@

PORT ?= 8000
run: $(VENV)/dev.stamp
	@$(BIN)/closer serve --local --port $(PORT)

talk: $(VENV)/talk.stamp
	@$(BIN)/closer talk

PYTEST = $(BIN)/python -m pytest -n auto --dist loadgroup
TESTED = $(VENV)/dev.stamp $(VENV)/node.stamp $(VENV)/sam.stamp

test: $(TESTED)
	$(PYTEST)

# Counting lines makes the tests take twice as long, so it is asked for on its own.
coverage: $(TESTED)
	$(PYTEST) --cov --cov-report=term

bench: $(VENV)/dev.stamp $(VENV)/sam.stamp
	$(BIN)/python -m benchmarks

# What it does and what it compares: docs/soak.md.
soak: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.soak

# Breaks the dialog in small ways, a sample of them, and sees whether its tests notice: docs/mutation.md.
mutation: $(VENV)/dev.stamp
	$(BIN)/python -m tests.mutation.sample

# Asks the public list of known vulnerabilities about all that is pinned; it needs the internet.
$(VENV)/audit.stamp: requirements/audit.txt | $(BIN)/python
	@$(PYTHON) -m venv --clear $(VENV)/audit && $(INSTALL:$(BIN)/python=$(VENV)/audit/bin/python) -r $<
	@touch $@

audit: $(VENV)/audit.stamp
	@for lock in requirements/*.txt lambda/requirements.txt; do \
	  echo "$$lock" && $(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r "$$lock" || exit 1; done

lint: $(VENV)/dev.stamp
	@$(BIN)/python -m pip check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml skill lambda artifact
	$(BIN)/closer check

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

models: $(VENV)/dev.stamp
	@echo "Writing five models; that takes about half a minute."
	$(BIN)/python -m skill.interaction_model

docs: $(VENV)/dev.stamp
	$(BIN)/python -m skill.certification
	$(BIN)/python -m skill.rehearsal
	$(BIN)/python -m tests.docs.pictures
	$(BIN)/python -m tests.docs.licences

screens: $(VENV)/dev.stamp $(VENV)/node.stamp
	$(BIN)/python -m tests.screens.pictures

understanding: $(VENV)/dev.stamp
	$(BIN)/closer nlu --report docs/understanding.md

# One resolution holds on every platform and on every Python from 3.11 on.
LOCK = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade
lock: $(BIN)/python
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --extra dev --output-file requirements/dev.txt
	$(LOCK) --extra simulator --constraints requirements/dev.txt --output-file requirements/simulator.txt
	printf 'hatchling\neditables\n' | $(LOCK:pyproject.toml=-) --constraints requirements/dev.txt --output-file requirements/build.txt
	$(LOCK) --extra aws --constraints requirements/dev.txt --output-file lambda/requirements.txt
	printf 'ask-sdk==1.19.0\nask-sdk-dynamodb-persistence-adapter==1.19.0\n' | $(filter-out --generate-hashes,$(LOCK:pyproject.toml=-)) \
	  --constraints lambda/requirements.txt --output-file benchmarks/opponents/standard/requirements.txt
	echo aws-sam-cli | $(LOCK:pyproject.toml=-) --output-file requirements/sam.txt
	echo pip-audit | $(LOCK:pyproject.toml=-) --output-file requirements/audit.txt
	echo awslambdaric | $(subst 3.11,3.13,$(LOCK:pyproject.toml=-)) --output-file requirements/emulator.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
