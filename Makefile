# Armoury's commands. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PO := $(wildcard locale/*/LC_MESSAGES/*.po cms/locale_wagtail/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
PORT ?= $(or $(ARMOURY_PORT),8000)
ROOMS := cms distribution search review content people core
WORKERS ?= 2
PYTEST := DJANGO_SETTINGS_MODULE=cms.settings.test $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist load --maxschedchunk 64
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url

export DJANGO_SETTINGS_MODULE ?= cms.settings.demo
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo reset test check format messages bench bench-search bench-day bench-screening lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-16s %s\n", $$1, $$2 }'

demo: $(STAMPS)/pictures $(MO) ## Start portal, admin and background work on this machine (PORT=8000)
	@$(BIN)/python manage.py demo --port "$(PORT)"

reset: ## Throw the demo's data away (var/)
	rm -rf var

test: check ## All checks, then all tests on SQLite, and on PostgreSQL where ARMOURY_TEST_POSTGRES_URL is set
	@echo "pytest on SQLite"
	@env -u ARMOURY_DATA_DIR -u ARMOURY_DATABASE_URL $(PYTEST)
ifneq ($(ARMOURY_TEST_POSTGRES_URL),)
	@echo "pytest on PostgreSQL"
	@env -u ARMOURY_DATA_DIR ARMOURY_DATABASE_URL="$(ARMOURY_TEST_POSTGRES_URL)" $(PYTEST) -m "not once"
else ifeq ($(ARMOURY_REQUIRE_ALL),1)
	@echo "ARMOURY_REQUIRE_ALL=1, but ARMOURY_TEST_POSTGRES_URL is not set" && exit 1
else
	@echo "Skipped on PostgreSQL: ARMOURY_TEST_POSTGRES_URL is not set."
endif

check: $(STAMPS)/dev $(MO) ## Formatting, lint, types, imports between rooms
	@echo "ruff format" && $(BIN)/ruff format --check .
	@echo "ruff check" && $(BIN)/ruff check --quiet .
	@echo "mypy" && $(BIN)/mypy --no-error-summary $(ROOMS) tools
	@echo "lint-imports" && $(BIN)/lint-imports --no-logo > $(STAMPS)/imports || { cat $(STAMPS)/imports; exit 1; }

format: $(STAMPS)/dev ## Format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(STAMPS)/dev ## Collect new messages into the Chinese catalogue
	$(BIN)/python manage.py makemessages --locale zh_Hans --no-location --no-obsolete \
	  --ignore .venv --ignore tests --ignore benchmarks --ignore var

bench: $(STAMPS)/dev $(MO) ## Run the benchmarks
	@$(BIN)/python -m benchmarks

bench-search: $(STAMPS)/dev $(MO) ## Search against others (ARMOURY_FINANCE_TEXTS), suggestions; ARGS="--texts 1000,20000,100000"
	@DJANGO_SETTINGS_MODULE=benchmarks.settings $(BIN)/python -m benchmarks.suggesting
	@$(BIN)/python -m benchmarks.search $(ARGS)

bench-day: $(STAMPS)/dev $(MO) ## A manager's morning against a real server; ARGS="--seconds 10"
	@$(BIN)/python -m benchmarks.day $(ARGS)

bench-screening: $(STAMPS)/dev $(MO) ## Quality and speed of screening; EDITIONS=100000 for the whole pool
	@$(BIN)/python -m benchmarks.screening $(ARGS)

lock: $(STAMPS)/dev ## Pin what requirements*.in ask for, with hashes
	$(PIP) install uv
	$(LOCK) --output-file requirements.txt requirements.in
	$(LOCK) --constraint requirements.txt --output-file requirements-dev.txt requirements-dev.in
	$(LOCK) --override requirements-pictures.override --output-file requirements-pictures.txt requirements-pictures.in

clean: ## Remove the virtual environment, compiled messages and caches; the demo's data stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis $(MO)
	find . -name __pycache__ -prune -exec rm -rf {} +

%.mo: %.po
	@command -v msgfmt > /dev/null || { echo "gettext is missing: apt-get install gettext"; exit 1; }
	@msgfmt --check-format --output-file $@ $<

$(STAMPS):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Armoury needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' || { echo "venv is missing: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $@

$(STAMPS)/site: requirements.txt | $(STAMPS)
	@echo "Installing what the site needs. 正在安装依赖，约半分钟。"
	@$(PIP) install --require-hashes --requirement requirements.txt
	@touch $@

$(STAMPS)/pictures: requirements-pictures.txt $(STAMPS)/site
	@echo "Installing what reads text in pictures. 正在安装图片文字识别，约半分钟。"
	@$(PIP) install --no-deps --require-hashes --requirement requirements-pictures.txt
	@touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/pictures
	@echo "Installing what tests and checks need."
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@
