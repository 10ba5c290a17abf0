# `make run` and `make test` are all a new machine needs: Python 3.11-3.13, make and a package index.
PYTHON ?= $(shell for v in python3.12 python3.13 python3.11 python3; do $$v -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 && echo $$v && break; done)
SOURCE ?=
VENV := .venv
READY := $(VENV)/.ready

.PHONY: run test setup lock faults fuzz schedule remote bench lint clean

run: setup
	$(VENV)/bin/cityfacts run $(SOURCE)

test: setup
	$(VENV)/bin/python -m pytest --numprocesses 2 --dist loadfile

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "cityfacts needs Python 3.11, 3.12 or 3.13: install one, or name it with make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev --extra dask pyproject.toml --output-file requirements.lock

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

faults: setup
	$(VENV)/bin/python -m tests.faults --all

fuzz: setup
	$(VENV)/bin/python -m tests.fuzz
	$(VENV)/bin/python -m tests.linear

schedule: setup
	$(VENV)/bin/python -m tests.schedule

# DuckDB's extensions for PostgreSQL and S3 (22 MB to load) are wanted by few, so neither `make run` nor `make test` loads them.
remote: setup tests/.moto/.ready
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps duckdb-extension-httpfs==1.5.5 duckdb-extension-postgres-scanner==1.5.5
	$(VENV)/bin/python -m tests.remote

tests/.moto/.ready: tests/moto.txt
	$(PYTHON) -m venv tests/.moto
	tests/.moto/bin/python -m pip install --quiet --disable-pip-version-check --requirement tests/moto.txt
	touch $@

bench: setup benchmarks/.jionlp/.ready
	$(VENV)/bin/python -m benchmarks.run

benchmarks/.jionlp/.ready: benchmarks/requirements.txt
	$(PYTHON) -m venv benchmarks/.jionlp
	benchmarks/.jionlp/bin/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements.txt
	touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
