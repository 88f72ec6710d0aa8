# Neural Networks from Scratch, in C. `make help` lists what can be asked.
#
# This file is the face: one target for each thing a student, an instructor
# or an author does. How things are built stands in the included files.

.DELETE_ON_ERROR:
SHELL := /bin/bash
# V=1 shows the commands.
MAKEFLAGS += --no-builtin-rules --no-print-directory $(if $(V),,--silent)

# Whatever language a terminal speaks: figures, books and reports hold more
# than ASCII, numbers have a point, and what programs say is looked through.
export LC_ALL := C.UTF-8
export LANGUAGE :=

# Names that come from outside reach recipes through the environment only.
WORK ?= work
OUT ?= result
export WORK OUT SUBMISSION SUBMISSIONS NAME ID COURSE SEED MARKS EX LEVEL CH
export FORMAT TO WORKSHEET GRADEBOOK ASSIGNMENT SCALE
export DATASETS KERNEL TRAIN JOBS SANITIZE RECEIVED ARCHIVE
export ENGINE REPORT ROSTER OLD RECORD CHECK

.DEFAULT_GOAL := $(if $(wildcard grader/grader.mk),all,help)

include chapters/build.mk
include datasets/data.mk
include grader/course/course.mk
include book/report.mk
# What students do not get.
include $(wildcard grader/grader.mk grader/course/release.mk \
    grader/class/class.mk grader/export/export.mk grader/class/page.mk \
    grader/measure/*/*.mk grader/replay/replay.mk \
    grader/tests/tests.mk book/book.mk)

.PHONY: setup
setup: ## install the Debian packages that are missing
	@grader/setup.sh

# A person was told what is wrong: no "Error 1" of make's behind it. A status
# above 2 is not ours.
TOLD := || [ $$? -le 2 -a -t 1 ]

.PHONY: start check debug hint mynet progress watch
start: ## a copy of the skeletons in work/, yours to fill in (ID= NAME=)
	@grader/check/start.sh $(TOLD)

check: setup $(call practice,$(CHOSEN)) ## check your code (CH=02, EX=sigmoid, SANITIZE=1)
	@grader/check/check.sh $(TOLD)

watch: setup ## check again whenever you save (CH=02, EX=sigmoid)
	@grader/check/watch.sh

progress: setup $(call practice,$(NAMED)) ## how far you are: exercises, points, minutes
	@grader/check/progress.sh $(TOLD)

debug: setup $(call practice,$(CHOSEN)) ## the checks of one exercise in gdb (EX=sigmoid)
	@DEBUG=1 grader/check/check.sh $(TOLD)

mynet: build/mynet build/grader/handed ## the net of your own for chapter 4's paper exercise
	@build/mynet "$$(grader/check/student.sh "$$WORK")"
build/mynet: $(call objects,double,chapters/04-linear/tools/mynet.c) \
    build/double/below/04-linear.a
	$(CC) -o $@ $^ -lm

hint: ## a hint for an exercise (EX=sigmoid LEVEL=2)
	@grader/check/hint.sh $(TOLD)

.PHONY: help clean
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' \
	    $(MAKEFILE_LIST)
	@$(if $(FORMATS),echo "FORMAT= takes: $(FORMATS)" | fold -s -w 78 | sed 's/^/  /')

clean: ## remove everything that was built
	rm -rf build
