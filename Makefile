# Every task of the project. `make help` lists them.
PYTHON ?= python3
SETUP = $(PYTHON) tools/setup.py
ENGINE = .venv/bin
SERVICE = service/.venv/bin
export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
.DEFAULT_GOAL := help

help: ## List all targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: ## Start everything; prints the addresses and demo logins (PORT=8000)
	@$(SETUP) ports service engine web model
	@exec $(SERVICE)/python tools/run.py

test: ## Run all checks and tests but the long ones, with the minutes of each lane
	@$(SETUP) --dev service engine web
	@exec $(SERVICE)/python tools/test.py

test-long: ## Run what takes longer: simulation, random visitors (SEEDS=40), load (VISITORS=100), learning curve, tagger
	@$(SETUP) --dev service engine web model
	@exec $(SERVICE)/python tools/test.py long

install: ## Build both environments and the web parts, without training or starting
	@$(SETUP) --dev service engine web

train: ## Train a new model, also when nothing changed
	@$(SETUP) engine model --force

understand: ## Read messages (JSON lines on stdin), write readings (JSON lines on stdout)
	@$(SETUP) engine model
	@exec $(ENGINE)/python -m bot.understand

evaluate: ## How well labelled messages are read (FILES=…; default: those held out in tests/understanding)
	@$(SETUP) engine model
	@exec $(ENGINE)/python -W ignore -m bot.evaluate $(FILES)

check-data: ## What is wrong with data/nlu as a whole: repeats, conflicts, thin topics (FILES=… it must not be close to)
	@$(SETUP) engine
	@exec $(ENGINE)/python -W ignore -m bot.evaluation.examples $(FILES)

simulate: ## Random visitors through every situation, with every choice taken; what breaks contract §3 is printed (PATHS=200)
	@$(SETUP) engine model
	@exec $(ENGINE)/python -W ignore -m tests.simulation --paths $(or $(PATHS),200)

learning-curve: ## What a quarter, a half and all of the examples bring, on messages held out
	@$(SETUP) engine
	@exec $(ENGINE)/python -W ignore -m bot.evaluation.curve

tagger: ## Train the tagger of redaction on data/redaction again (four minutes; then make encoder)
	@$(SETUP) engine
	@exec $(ENGINE)/python -W ignore -m bot.train_tagger

encoder: ## Fine-tune the encoder on data/nlu again (seventy minutes on two cores; seldom needed)
	@$(SETUP) --dev engine
	@$(SETUP) encoder
	@$(ENGINE)/python -W ignore -m encoder.prepare var/encoder
	@exec encoder/.venv/bin/python -W ignore -m encoder

compare: ## Compare kinds of models on writers they have not read (half an hour on two cores)
	@$(SETUP) --dev engine
	@$(SETUP) encoder
	@$(ENGINE)/python -W ignore -m encoder.prepare --by-writer var/compare
	@encoder/.venv/bin/python -W ignore -m encoder --compare var/compare
	@exec $(ENGINE)/python -W ignore -m bot.evaluation.compare var/compare

check: ## Lint and type-check Python and TypeScript
	@$(SETUP) --dev service engine web
	@exec $(SERVICE)/python tools/test.py check

format: ## Format the Python code
	@$(SETUP) --dev service engine
	@$(ENGINE)/ruff check --fix --quiet . ; $(ENGINE)/ruff format .

staff: ## Create a staff account: make staff NAME=robin ROLE=counsellor
	@$(SETUP) service
	@$(SERVICE)/python -m service.cli staff add --name "$(NAME)" --role "$(ROLE)"

bench: ## Turns per second, ours beside a stock Rasa; fails below the goal (LIGHT=1: config.light.yml, too)
	@$(SETUP) --dev service engine web model
	@exec $(SERVICE)/python -m bench.turns $(if $(LIGHT),--light)

bench-desk: ## The counsellor's desk with 500 open chats and 20 messages a second, beside the same page with nobody else
	@$(SETUP) --dev service web
	@exec $(SERVICE)/python -m bench.desk

screenshots: ## Make the pictures of the README and of docs/how-to again
	@$(SETUP) --dev service engine web model
	@exec $(SERVICE)/python tools/screenshots.py

lock: ## Work out the hashed locks again after a change of dependencies
	@$(PYTHON) tools/lock.py

clean: ## Remove what was built (environments, web, models stay out of git); keeps var/
	@rm -rf .venv service/.venv encoder/.venv .tools .rasa models web/dist web/node_modules .mypy_cache .ruff_cache .pytest_cache

.PHONY: help run test test-long install train understand evaluate check-data simulate learning-curve tagger encoder compare check format staff bench bench-desk screenshots lock clean
