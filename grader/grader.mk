# grader.mk - setting up, the trusted grader, and the project's own tests.

include grader/judge/judge.mk

.PHONY: setup
setup: ## install the Debian packages that are missing
	@true
