# The commands of the README and of CONTRIBUTING. They need Python 3.11 or newer with venv, and make; all else is
# brought in, with its hash checked, from the three lock files. Every path is relative, so the checkout may lie
# anywhere, also below a name with blanks.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8080
# How `make install` lays things out; DESTDIR goes before each, for those who build packages.
PREFIX ?= /opt/feeder

VENV := .venv
PY := $(VENV)/bin/python
# A process for each core; the tests of one file stay together, as they share what is slow to make.
TESTS := -m pytest -n auto --dist loadfile
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# feedgen comes as source: it is built with the locked setuptools, not with what an isolated build would fetch.
PIP_LOCKED := $(PIP) install --no-build-isolation --use-pep517 --require-hashes

.PHONY: help run test test-long check check-format check-lint check-types check-tests format bench lock build \
	install uninstall clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run: $(VENV)/installed ## set up, start the daemon on config/feeder.toml, serve its feeds (PORT=8080)
	@$(PY) -m feeder run --config config/feeder.toml --serve --host $(HOST) --port $(PORT)

test: $(VENV)/installed-dev ## set up, run all tests but the long ones
	$(PY) $(TESTS) -m "not long"

# pytest ends with 5 where it finds no test to run, which is no failure here.
test-long: $(VENV)/installed-dev ## run the long tests
	$(PY) -m pytest -m long || test $$? -eq 5

check: check-format check-lint check-types check-tests ## format, lint, types, tests with coverage: as CI does

check-format: $(VENV)/installed-dev ## only the format
	$(PY) -m ruff format --check

check-lint: $(VENV)/installed-dev ## only the lint
	$(PY) -m ruff check

check-types: $(VENV)/installed-dev ## only the types
	$(PY) -m mypy

check-tests: $(VENV)/installed-dev ## only the tests with branch coverage
	$(PY) $(TESTS) -m "not long" --cov --cov-branch --cov-report=term --cov-fail-under=95

format: $(VENV)/installed-dev ## write the format, and what lint can mend
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

bench: $(VENV)/installed-dev ## what starting, reading, pairing, many topics and rendering cost, beside the bare work in the same run
	$(PY) benchmarks/start.py
	$(PY) benchmarks/reading.py
	$(PY) benchmarks/pairing.py
	$(PY) benchmarks/topics.py
	$(PY) benchmarks/outputs.py

build: $(VENV)/installed-dev ## the wheel and the source archive, in dist/
	$(PY) -m build --no-isolation --outdir dist

# --universal: one file for every platform and Python. Versions stay unless UPGRADE=--upgrade.
# --no-strip-extras: where one package asks for another with an extra, pip takes its newest release, which has no hash
# here, unless the extra stands here too.
COMPILE = $(PY) -m uv pip compile --quiet --universal --no-strip-extras --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make lock' $(UPGRADE)

lock: $(VENV)/installed-dev ## remake the lock files from pyproject.toml (UPGRADE=--upgrade: newest versions)
	$(PIP) install 'uv>=0.13,<0.14'
	$(COMPILE) --group build --output-file requirements-build.lock
	$(COMPILE) --constraint requirements-build.lock --output-file requirements.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock --constraint requirements-build.lock --group build --group dev \
		--extra postgresql --output-file requirements-dev.lock pyproject.toml

install: ## as root: the service, in /opt/feeder, /etc/feeder and /var/lib/feeder
	@PYTHON='$(PYTHON)' PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' sh systemd/install.sh

uninstall: ## as root: remove the service; configuration, feeds and entries stay
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' sh systemd/uninstall.sh

clean: ## remove what make made; the example's feeds (public/) and entries (state/) stay
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find feeder tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

# A stamp says that the environment holds what the locks say: while none is newer, nothing is asked of pip. When one
# is, the environment is made anew: one that was made by another Python cannot be mended.
$(VENV)/installed: requirements-build.lock requirements.lock pyproject.toml
	@'$(PYTHON)' -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "make: feeder needs Python 3.11 or newer, with venv (Debian: python3-venv)."; \
		echo "$(PYTHON) is not: $$('$(PYTHON)' --version 2>&1 | head -n 1)"; \
		echo "Name another one: make $(MAKECMDGOALS) PYTHON=python3.13"; \
		exit 1; } >&2
	@echo 'Setting up $(VENV): about a minute, this once.'
	@'$(PYTHON)' -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements-build.lock
	@$(PIP_LOCKED) -r requirements.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo 'Setting up the tools for tests and checks.'
	@$(PIP_LOCKED) -r requirements-dev.lock
	@touch $@
