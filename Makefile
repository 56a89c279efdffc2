# Everything one does here. `make help` lists it.

PYTHON ?= python3
VENV := .venv/bin
# Fresh PostgreSQL and Valkey around a command.
DIENSTE := $(VENV)/python -m werkzeuge.mit_diensten

# Tests that strike hard, where they exist.
HARTE := $(wildcard tests/stoerung tests/angriff)
# Tests that look at every page, and in every look where RASTER=1; and the way by keyboard.
BARRIEREFREI := $(addprefix tests/browser/test_,barrierefrei.py leere_seiten.py zustaende.py tastatur.py)

# Languages of the public pages beside German, as gettext names them.
SPRACHEN := de_Simple en tr ar uk ru pl ro bg sq fr fa

.PHONY: help run test haerte barrierefrei lint pruefungen formatieren texte bench handbuch demo-neu sperren
.DEFAULT_GOAL := help

help: ## Diese Übersicht
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: setup-demo ## Familienbüro mit Beispieldaten starten (STICHTAG=2018-12-31, PORT=9000)
	@exec $(VENV)/python -m werkzeuge.start

test: setup-entwicklung ## Alle Tests (ARGS="tests/grund -k uhr")
	@exec $(DIENSTE) --statisch python -m pytest -n 2 --dist loadgroup $(ARGS)

haerte: setup-entwicklung ## Störungen und Angriffe in voller Größe, mit Messwerten
	@exec env HAERTE=1 $(DIENSTE) --statisch python -m pytest -rP $(HARTE) $(ARGS)

barrierefrei: setup-entwicklung ## Jede Seite mit axe: hell, dunkel, schmal, vergrößert, gedruckt, von rechts
	@exec env RASTER=1 $(DIENSTE) --statisch python -m pytest -n 2 $(BARRIEREFREI) $(ARGS)

lint: setup-entwicklung ## Stil, Typen, Vorlagen, Importe, Migrationen prüfen
	@exec $(DIENSTE) $(MAKE) --no-print-directory pruefungen

# The steps of `make lint`, with the services around them.
pruefungen:
	$(VENV)/python -m ruff check .
	$(VENV)/python -m ruff format --check .
	$(VENV)/python -m mypy
	find templates -name '*.html' -print0 | xargs -0r $(VENV)/djade --target-version 5.2 --check
	$(VENV)/python -c 'from importlinter.cli import lint_imports_command as c; c()' --no-logo
	$(VENV)/python manage.py check
	$(VENV)/python manage.py makemigrations --check --dry-run

formatieren: setup-entwicklung ## Python und Vorlagen in Form bringen
	$(VENV)/python -m ruff check --fix-only --quiet .
	$(VENV)/python -m ruff format .
	find templates -name '*.html' -print0 | xargs -0r $(VENV)/djade --target-version 5.2

texte: setup-entwicklung ## Texte der öffentlichen Seiten einsammeln und übersetzen (braucht gettext)
	@$(DIENSTE) $(VENV)/python manage.py makemessages $(addprefix -l ,$(SPRACHEN)) --no-location --no-obsolete --no-wrap \
	  -i tests -i node_modules -i staticfiles -i '.*'
	@$(VENV)/python -m werkzeuge.kataloge

bench: setup-entwicklung setup-bench ## Messungen neben ihrem Maßstab, siehe docs/leistung.md
	@exec $(DIENSTE) --statisch python -m benchmarks $(ARGS)

handbuch: setup-entwicklung ## Bilder in docs/handbuch/ neu aufnehmen
	@exec $(DIENSTE) --statisch python -m werkzeuge.handbuch

demo-neu: setup-demo ## Beispieldaten verwerfen und neu anlegen
	@exec $(DIENSTE) --demo python manage.py demo_fuellen --neu

sperren: ## Pakete neu festlegen: pyproject.toml → requirements/*.lock
	@PYTHON=$(PYTHON) werkzeuge/sperren.sh

# What has to be there; quick when it is.
setup-%:
	@command -v $(PYTHON) >/dev/null || { echo 'Es fehlt Python ab 3.11 mit venv; auf Debian und Ubuntu: sudo apt-get install python3-venv'; exit 1; }
	@exec $(PYTHON) -m werkzeuge.einrichten $*
