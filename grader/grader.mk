# grader.mk - setting up, the trusted grader, and the project's own tests.

.PHONY: setup
setup: ## install the Debian packages that are missing
	@true
