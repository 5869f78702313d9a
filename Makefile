# Two commands do everything: `make build` and `make test`. Set-up may use the network; building and testing never do.
PYTHON ?= python3
BIN := .venv/bin
LOCKED := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# The tests start many processes; without its byte code each of them would compile the whole program again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: lint accept accessibility safety licences build test test-long serve check test-tools golden schemas benchmarks words lock clean

build: .venv/.form             ## check plans/ and guides/, and build the site to site/
	$(BIN)/plans build --pdf

check: .venv/.built            ## say what is wrong, each problem on its line
	$(BIN)/plans check

serve: .venv/.form             ## the draft in a browser, again after each change
	$(BIN)/plans serve

lint: .venv/.tested            ## linter, formatter and type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check generator tests
	$(BIN)/mypy

test: .venv/.tested            ## everything but what is long by nature
	$(BIN)/python -m pytest -m "not long and not tools" -n 2 --dist loadfile

test-long: .venv/.tested       ## what is long by nature
	$(BIN)/python -m pytest -m long

# ACTIONS is a folder with the actions that the workflows pin (.ci/runners/fetch-actions). Without it act has nothing to run them with.
test-tools: .venv-tools/.made .venv/.tested  ## read the workflows with zizmor and actionlint, run them with act and gitlab-ci-local; read every kind of page with html-validate; build with ProperDocs and Zensical
	.venv-tools/bin/zizmor --offline --quiet .
	.venv-tools/bin/actionlint .github/workflows/*.yml
	.ci/html/validate $(abspath $(BIN))/python
	TOOLS=$(abspath .venv-tools/bin) RUNNERS="$$(.ci/runners/install $(abspath .venv-tools/bin/python))" ACTIONS=$(if $(ACTIONS),$(abspath $(ACTIONS))) $(BIN)/python -m pytest -m tools

accept: .venv/.tested schemas words  ## bring everything that is generated and committed up to date; read the difference before you commit it
	ACCEPT=1 $(BIN)/python -m pytest tests/site/test_golden.py tests/site/test_data_files.py

golden: .venv/.tested          ## accept the fixture site as it is built now; read the difference before you commit it
	ACCEPT=1 $(BIN)/python -m pytest tests/site/test_golden.py

accessibility: .venv/.tested   ## test every kind of page in a browser, and write down for the statement what was proved
	ACCEPT_TESTED=1 $(BIN)/python -m pytest -m proves tests/browser

safety: .venv/.tested          ## try to break it in every way there is, long ones too, and write down for the site what was tried
	ACCEPT_SAFETY=1 $(BIN)/python -m pytest -m "fault or counted"

licences: .venv/.tested        ## list under which licence each package is
	$(BIN)/python tests/safety/licences.py

schemas: .venv/.built          ## write schemas/ from the model
	$(BIN)/plans schema

words: .venv/.built            ## write the template of the catalogues: every word of the pages
	$(BIN)/python -m communityplans.schema.message_extraction

benchmarks: .venv/.tested      ## measure loading and building, side by side with other ways
	$(BIN)/python -m tests.benchmarks.run all

clean:
	rm -rf site .venv .venv-tools

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed. Try: make build PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.built: .venv/.made requirements.lock pyproject.toml
	$(LOCKED) -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# What others wrote for the form at /edit/. Without it, a site is built without its form; later: plans edit --fetch
.venv/.form: .venv/.built generator/communityplans/editor/package-lock.json
	@if command -v npm >/dev/null 2>&1; then $(BIN)/plans edit --fetch || true; else echo "npm is not here, so sites are built without the form at /edit/."; fi
	@touch $@

.venv/.tested: .venv/.form requirements-test.lock .ci/browser
	$(LOCKED) -r requirements-test.lock
	@.ci/browser || true
	@touch $@

.venv-tools/.made: requirements-tools.lock
	$(PYTHON) -m venv .venv-tools
	.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.lock
	@touch $@

lock:                          ## make the two lock files again from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml .ci/build.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra test pyproject.toml .ci/build.in -o requirements-test.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url .ci/tools.in -o requirements-tools.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url .ci/node.in -o .ci/node.lock
	cp .ci/node.lock generator/communityplans/starter/ci/node.lock
