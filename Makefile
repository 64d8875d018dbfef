# The commands of the project. Every one does the set-up it needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# uv and Python 3.10 are found or installed by bin/setup, which never touches the system's Python.
ENVIRONMENT := .venv/.ready
SKOLEBRO := .venv/bin/skolebro

# Where it is set, every start would compile our modules anew, and pytest every test.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test unit lint format train check eval bench siege doctor widget

help: ## vis kommandoerne
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(ENVIRONMENT): pyproject.toml uv.lock .python-version bin/setup
	@bin/setup
	@touch $@

run: $(ENVIRONMENT) ## gør alt klar og start chatten
	@exec $(SKOLEBRO) serve

test: $(ENVIRONMENT) ## kør alle prøver
	@exec bin/test

unit: $(ENVIRONMENT) ## kør de hurtige prøver; de kræver ingen trænet model
	@OMP_NUM_THREADS=1 exec .venv/bin/pytest tests/unit tests/actions -n 2 --dist loadfile -p no:schemathesis \
		--hypothesis-profile quick

lint: $(ENVIRONMENT) ## se kode og indhold efter
	@exec bin/lint

format: $(ENVIRONMENT) ## ret kodens form
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

train: $(ENVIRONMENT) ## træn modellen, hvis noget er ændret
	@exec $(SKOLEBRO) train

check: $(ENVIRONMENT) ## se indholdet efter
	@exec $(SKOLEBRO) check

eval: $(ENVIRONMENT) ## mål, hvor tit det rigtige svar kommer først
	@exec $(SKOLEBRO) eval

bench: $(ENVIRONMENT) ## mål fart og hukommelse ved siden af en almindelig Rasa-bot
	@exec $(SKOLEBRO) bench

siege: $(ENVIRONMENT) ## angrib en chat, der startes til formålet, og se, hvad den holdt til
	@$(SKOLEBRO) train && exec $(SKOLEBRO) siege

doctor: $(ENVIRONMENT) ## fortæl, hvad der er installeret, og om det hænger sammen
	@exec $(SKOLEBRO) doctor

widget: ## byg chatvinduet (kræver Node; den byggede fil ligger i repoet)
	cd web && npm ci && npm run build
