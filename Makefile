# Everything this project is set up, run and tested with. `make` alone lists it.

PORT ?= 8000
ARGS ?=
PYTHON := .venv/bin/python

# What make was told (PORT=…, DATABASE_URL=…, CELERY_BROKER_URL=…) reaches every program below.
export PORT

INSTALLED := .venv/.installed static/vendor/.installed .env var/.collected
STATIC_FILES := $(shell find static -type f -not -path 'static/vendor/*')

.DEFAULT_GOAL := help
.PHONY: help run stack setup test check backup restore bench load faults format lock pictures screens users clean fuzz sbom invented

help: ## wat er te doen is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(INSTALLED) ## start alles op http://localhost:8000/ (PORT=… voor een andere poort)
	@$(PYTHON) manage.py prepare --port $(PORT)
	@echo "Open http://localhost:$(PORT)/  (stoppen met Ctrl-C)"
	@exec $(PYTHON) -m leidenmo.run $(PORT)

stack: $(INSTALLED) ## voor echt gebruik: PostgreSQL, Redis, webserver, workers en klok (PORT=… POSTGRES_PORT=… REDIS_PORT=…)
	@exec $(PYTHON) -m leidenmo.stack

setup: $(INSTALLED) ## alles installeren en de tabellen bijwerken
	@$(PYTHON) manage.py migrate --verbosity 0
	@echo "Alles staat klaar. Begin met: make run"

# The tests start Python some hundred times: what it compiled once it keeps, also where a machine has it forget.
test: export PYTHONDONTWRITEBYTECODE =
test: $(INSTALLED) .venv/.installed-dev node_modules/.installed-dev chromium libreoffice pango java servers ## alle tests (ARGS='-k stoplicht' voor een deel)
	$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(if $(wildcard ../shared/seeds),,--ignore=tests/shared) $(ARGS)

screens: $(INSTALLED) .venv/.installed-dev node_modules/.installed-dev chromium java ## een schermafdruk van elke bladzijde, in var/screenshots
	ALL_PICTURES=1 $(PYTHON) -m pytest $(ARGS) tests/browser/test_every_page.py

check: $(INSTALLED) .venv/.installed-dev ## vorm, fouten, typen, migraties, sjablonen, instellingen
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint templates --check --quiet
	.venv/bin/djlint templates --lint --quiet
	$(PYTHON) manage.py makemigrations --check --dry-run
	HTTPS=on SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(PYTHON) manage.py check --deploy --fail-level WARNING

backup: $(INSTALLED) ## database en bestanden in één bestand in var/backups (TO=… voor een andere map); alles mag doorlopen
	@$(PYTHON) manage.py backup $(or $(TO),var/backups)

restore: $(INSTALLED) ## zet een back-up terug in een lege installatie (FILE=…) en reken na of alles terug is
	@$(PYTHON) manage.py restore $(FILE)

bench: $(INSTALLED) ## wat het programma kost, naast ondergrenzen uit dezelfde ronde (DATABASE_URL=… voor PostgreSQL, ARGS='--size G40')
	$(PYTHON) -m bench $(ARGS)

load: $(INSTALLED) .venv/.installed-dev ## een raadsavond nagespeeld op make stack, met een eigen databank (ARGS='--seconds 20 --readers 50', '--write-docs')
	$(PYTHON) -m load $(ARGS)

faults: $(INSTALLED) .venv/.installed-dev servers faketime ## breekt een installatie van zichzelf en telt wat er zoek raakt (ARGS='--small', '--write-docs')
	$(PYTHON) -m faults $(ARGS)

fuzz: $(INSTALLED) .venv/.installed-dev ## slechte invoer bij duizenden voor elke inlezer, elk formulier en de API (ARGS='--seconds 300')
	$(PYTHON) -m fuzz $(ARGS)

invented: $(INSTALLED) .venv/.installed-dev ## verzint tabellen en leest ze in elke indeling; fout als er iets anders gelezen wordt (ARGS='2000 1': hoeveel, vanaf)
	$(PYTHON) -m tests.invented_tables $(ARGS)

sbom: $(INSTALLED) ## wat er van anderen in zit, met versie, licentie en controlegetal (CycloneDX, in var/sbom)
	@$(PYTHON) -m leidenmo.sbom

format: .venv/.installed-dev ## zet code en sjablonen in vorm
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	.venv/bin/djlint templates --reformat --quiet || true

pictures: .venv/.installed-dev ## zet schermafdrukken van de laatste testronde in het README en de hulp
	$(PYTHON) -m tests.pictures

users: $(INSTALLED) ## nieuwe wachtwoorden voor de gebruikers van make run
	@$(PYTHON) manage.py starting_users --reset

LOCK := .venv/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url pyproject.toml

lock: .venv/.installed-dev ## de vastgelegde versies vernieuwen
	$(LOCK) -o requirements.txt
	$(LOCK) -o requirements-dev.txt --extra dev --constraint requirements.txt

clean: ## alles weg wat hier gemaakt is, ook de gegevens in var/
	rm -rf .venv node_modules static/vendor var .env

# --- What the targets above need; each is made once, and again when what it is made from changes.

.venv/.installed: requirements.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 of nieuwer is nodig; installeer het pakket python3."; exit 1; }
	@test -x $(PYTHON) || python3 -m venv .venv || \
		{ rm -rf .venv; echo "Installeer eerst het pakket python3-venv: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

static/vendor/.installed: package.json static/vendor.json leidenmo/vendor.py .venv/.installed | .env
	@command -v npm > /dev/null || { echo "Installeer eerst het pakket npm: apt-get install npm"; exit 1; }
	npm install --silent --omit=dev
	$(PYTHON) -m leidenmo.vendor
	@touch $@

# What the tests need of npm: the OpenID provider they log in with, axe-core and the HTML checker.
node_modules/.installed-dev: static/vendor/.installed
	npm install --silent --include=dev
	@touch $@

# For one's own machine: a secret of its own, and no https. A server sets these in its environment.
.env: | .venv/.installed
	@test -e $@ || { umask 077; printf 'SECRET_KEY=%s\nHTTPS=off\n' "$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))')" > $@; }

var/.collected: $(STATIC_FILES) static/vendor/.installed .venv/.installed
	@mkdir -p -m 700 var
	@$(PYTHON) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

.PHONY: chromium
chromium:
	@command -v chromium > /dev/null || \
		{ echo "Chromium wordt geïnstalleerd voor de browsertests."; \
		$(if $(filter 0,$(shell id -u)),,sudo -n) sh -c 'apt-get update -qq && apt-get install -y -qq chromium' > /dev/null; } || \
		{ echo "De browsertests hebben Chromium nodig: apt-get install chromium"; exit 1; }

.PHONY: libreoffice
libreoffice:
	@command -v soffice > /dev/null || \
		{ echo "LibreOffice Calc wordt geïnstalleerd voor de tests van de downloads."; \
		$(if $(filter 0,$(shell id -u)),,sudo -n) sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc' > /dev/null; } || \
		{ echo "De tests van de downloads hebben LibreOffice nodig: apt-get install libreoffice-calc"; exit 1; }

# Pango for making PDFs, poppler for looking into them.
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core poppler-utils

.PHONY: pango
pango:
	@dpkg -s $(PDF_PACKAGES) > /dev/null 2>&1 || \
		{ echo "Pango wordt geïnstalleerd voor de tests van de PDF's."; \
		$(if $(filter 0,$(shell id -u)),,sudo -n) sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends $(PDF_PACKAGES)' > /dev/null; } || \
		{ echo "De tests van de PDF's hebben Pango nodig: apt-get install $(PDF_PACKAGES)"; exit 1; }

.PHONY: java
java:
	@command -v java > /dev/null || \
		{ echo "Java wordt geïnstalleerd voor de HTML-controle van de pagina's."; \
		$(if $(filter 0,$(shell id -u)),,sudo -n) sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends default-jre-headless' > /dev/null; } || \
		{ echo "De HTML-controle heeft Java nodig: apt-get install default-jre-headless"; exit 1; }

.PHONY: servers
servers:
	@{ ls /usr/lib/postgresql/*/bin/postgres && command -v redis-server; } > /dev/null 2>&1 || \
		{ echo "PostgreSQL en Redis worden geïnstalleerd voor de tests van make stack."; \
		$(if $(filter 0,$(shell id -u)),,sudo -n) sh -c 'apt-get update -qq && apt-get install -y -qq postgresql redis-server' > /dev/null; } || \
		{ echo "De tests van make stack hebben PostgreSQL en Redis nodig: apt-get install postgresql redis-server"; exit 1; }

.PHONY: faketime
faketime:
	@dpkg -s libfaketime > /dev/null 2>&1 || \
		{ echo "libfaketime wordt geïnstalleerd om de klok terug te kunnen zetten."; \
		$(if $(filter 0,$(shell id -u)),,sudo -n) sh -c 'apt-get update -qq && apt-get install -y -qq libfaketime' > /dev/null; } || \
		{ echo "Een klok die teruggaat heeft libfaketime nodig: apt-get install libfaketime"; exit 1; }
