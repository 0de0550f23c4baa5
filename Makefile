# Two commands a newcomer needs: `make demo` and `make test`.
# Both install what is missing first (Debian or Ubuntu; asks for sudo only when something is missing).

SWIFT ?= swift
# Where Swift's own installer puts it, for the shell that has not learnt of it yet.
export PATH := $(PATH):$(HOME)/.local/share/swiftly/bin
COMMONGROUND = .build/release/commonground

.PHONY: demo test build install maps bench format lint clean help

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: build ## Install, build, plan the example town and say where the results are
	@$(COMMONGROUND) plan Fixtures/ljutomer --out demo
	@echo
	@echo "Results in demo/: open demo/index.html in a browser, demo/plan.qgz in QGIS,"
	@echo "read demo/municipality.md. Change the budget in Fixtures/ljutomer/plan.yaml and run it again."

test: ## Install, build and run all tests
	@tools/install tests
	@tools/maplibre
	@$(SWIFT) build --build-tests
	@$(SWIFT) test --skip-build

build: install ## Build the command
	@tools/maplibre
	@$(SWIFT) build -c release --product commonground

install: ## Install what is missing
	@tools/install

maps: build ## Write maps/ afresh: a selection of the example's results
	@tools/maps

bench: build ## Time the stages on made-up towns, and the engine beside other engines
	@Benchmarks/run
	@Benchmarks/compare

format: ## Format all Swift files
	@$(SWIFT) format -i -r Sources Tests Package.swift

lint: ## Check the format
	@$(SWIFT) format lint --strict -r Sources Tests Package.swift

clean: ## Remove what was built
	@rm -rf .build demo
