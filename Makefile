# Two commands: `make demo` and `make test`. Each installs what it needs, once.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
OSM ?=
CITY ?= sample
PORT ?= 8000
COUNTRY ?= TH
TIMEZONE ?= Asia/Bangkok

BIN := .venv/bin
STAMP := .make
FRONT_SOURCES := $(shell find static/js static/css static/icons -type f 2>/dev/null) $(wildcard static/*.mjs) package-lock.json
PO_FILES := $(wildcard geoservice/translations/*/LC_MESSAGES/messages.po)

.PHONY: help demo test setup lint format test-unit test-js test-browser check-migrations migration wheel bench clean
help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  make demo OSM=<file or url> CITY=<slug>   any other city"

demo: $(STAMP)/system-demo $(STAMP)/venv $(STAMP)/front $(STAMP)/words ## walk through a real city in the browser
	@$(BIN)/geoservice up --city "$(CITY)" --port "$(PORT)" --country "$(COUNTRY)" --timezone "$(TIMEZONE)" $(if $(OSM),--osm "$(OSM)")

test: setup ## everything a change must pass
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint check-migrations test-js
	@$(MAKE) --no-print-directory test-unit test-browser wheel

setup: $(STAMP)/system-test $(STAMP)/venv-test $(STAMP)/front $(STAMP)/words ## install what development needs

lint: setup ## format, lint, types, import rules, SQL
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint sql
	npm run --silent check

format: setup ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix sql

test-unit: setup ## unit, SQL and API tests on a real PostGIS
	$(BIN)/pytest -n 2 -m "not browser and not bench"

test-browser: setup ## click through the pages in a real Chromium
	$(BIN)/pytest -n 2 -m browser

test-js: setup ## the pure parts of the front end
	npm test --silent

check-migrations: setup ## the migrations make exactly the tables of the models
	$(BIN)/pytest -q tests/store/test_schema.py

migration: setup ## write the next migration from the models: make migration MESSAGE="what changes"
	$(BIN)/python .ci/new_migration.py "$(MESSAGE)"
	$(BIN)/ruff format sql/migrations

wheel: setup ## build the wheel, install it alone, and let it answer
	.ci/check-wheel

bench: setup $(STAMP)/system-bench $(STAMP)/venv-bench ## measure, as ratios beside a named reference
	$(BIN)/python -m tests.bench

clean: ## remove what was built here; data and downloads stay
	rm -rf .venv .make node_modules build dist static/build *.egg-info .*_cache

$(STAMP)/system-%: .ci/system-packages
	@.ci/system-packages $*
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/venv: setup.cfg pyproject.toml constraints.txt
	@.ci/virtual-environment "$(PYTHON)" .
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/venv-test: setup.cfg pyproject.toml constraints.txt
	@.ci/virtual-environment "$(PYTHON)" ".[test,raster]"
	@mkdir -p $(STAMP) && touch $(STAMP)/venv $@

$(STAMP)/venv-bench: $(STAMP)/venv-test
	@.ci/virtual-environment "$(PYTHON)" ".[test,raster,bench]"
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/npm: package.json package-lock.json
	npm ci --no-audit --no-fund --silent
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/front: $(STAMP)/npm $(FRONT_SOURCES)
	npm run --silent build
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/words: $(STAMP)/venv $(PO_FILES)
	$(BIN)/pybabel --quiet compile --directory geoservice/translations
	@mkdir -p $(STAMP) && touch $@
