# book.mk - exercise tables, the book with its figures, and the reference.

.PHONY: exercises
exercises: build/labels.tsv ## the tables of exercises, from each chapter.md
	@for c in $(PROSE); do \
	    cmp -s build/labels/$$c.exercises chapters/$$c/exercises.tsv || \
	    { cp build/labels/$$c.exercises chapters/$$c/exercises.tsv && \
	      echo "chapters/$$c/exercises.tsv is new"; }; \
	done

# The figures of the book, from the solutions.
define figures
build/plots/$(1)/.drawn: $(call experiment_parts,$(1)) book/plot.sh \
    book/common.gp build/labels.tsv $(wildcard chapters/$(1)/*.gp chapters/$(1)/chapter.md) \
    $(foreach c,$(call below,$(1)) $(1),$(wildcard solutions/$(c)/*.c))
	book/plot.sh run solutions $(1) $$(@D)
	book/plot.sh draw $(1) $$(@D)
	@touch $$@
endef
$(foreach c,$(EXPERIMENTS),$(eval $(call figures,$(c))))
FIGURES := $(EXPERIMENTS:%=build/plots/%/.drawn)

# What `make check` says to somebody who has just begun, and after a first
# attempt, for chapter 0.
build/transcripts/begin.txt: skeletons/00-ground/ground.c
# both practise in the same place, one after the other
build/transcripts/attempt.txt: book/attempt/ground.c | build/transcripts/begin.txt
build/transcripts/%.txt: $(PRACTICE) $(wildcard grader/check/*.sh \
    grader/check/*.awk)
	@mkdir -p $(@D)/$*
	@WORK=$(@D)/$* ID= NAME= grader/check/start.sh > /dev/null
	@cp $(filter %/ground.c,$^) $(@D)/$*/00-ground/ground.c
	WORK=$(@D)/$* CH=00 EX= grader/check/check.sh > $@.part; test $$? -eq 1
	sed 's|$(@D)/$*|work|g' $@.part | fold -s -w 78 | sed 's| *$$||' > $@

# The book. EDITION=instructor shows rubrics, in a directory of its own.
EDITION ?= student
BOOK := build/book$(if $(filter instructor,$(EDITION)),-instructor)
BOOK_PARTS := book.md book/appendix-tests.md book/appendix.sh \
    build/labels.tsv $(wildcard grader/measure/mutants/*.tsv \
        grader/measure/alternatives/*.tsv grader/tests/*.tsv) $(FIGURES) \
    build/transcripts/begin.txt build/transcripts/attempt.txt \
    $(PROSE:%=chapters/%/chapter.md) $(FILTER) book/book.sh \
    $(wildcard chapters/[0-9]*/*.[ch] datasets/*.[ch] grader/check/*.[ch])

.PHONY: book
book: setup build/book/reference/index.html $(BOOK)/book.pdf $(BOOK)/html/index.html ## the book as PDF and as HTML pages
	@echo "$(BOOK)/book.pdf and $(BOOK)/html/index.html"
$(BOOK)/book.pdf: $(BOOK_PARTS) book/template.tex book/typeset.sh
	@mkdir -p $(@D)
	book/book.sh pdf $(EDITION) $(BOOK)
$(BOOK)/html/index.html: $(BOOK_PARTS) book/page.html book/style.css \
    book/math.js
	@mkdir -p $(@D)
	book/book.sh html $(EDITION) $(BOOK)

# The reference: what every header promises, a group for each chapter. The
# fields of structs need no words of their own; all else does.
HEADERS := $(wildcard chapters/[0-9]*/*.h datasets/*.h)
.PHONY: reference
reference: setup build/book/reference/index.html ## the reference of all functions (Doxygen)
	@echo build/book/reference/index.html
build/book/reference/index.html: $(HEADERS) build/labels.tsv book/Doxyfile
	@mkdir -p $(@D)
	@awk -F '\t' '$$1 ~ /^ch:/ {printf "/** @defgroup ch%.2s Chapter %s: %s */\n", \
	    $$3, $$2, $$4}' build/labels.tsv > $(@D)/groups.dox
	@{ cat book/Doxyfile; echo 'INPUT = $(@D)/groups.dox $(HEADERS)'; \
	    echo 'OUTPUT_DIRECTORY = build/book'; } > $(@D)/Doxyfile
	doxygen $(@D)/Doxyfile > $(@D)/log 2>&1
	@if grep -v 'Member .* (variable) of struct' $(@D)/log | grep .; then \
	    rm -f $@; exit 1; fi

.PHONY: reference-report
reference-report: reference-grade build/reference/report.pdf
	@echo "the reference solutions: $$(sed -n 's/^\*\*\(.*\)\*\*\.$$/\1/p' \
	    build/reference/feedback.md), build/reference/report.pdf"
build/reference/report.pdf: build/reference/result.json $(REPORT_PARTS) \
    book/report.sh $(FILTER) book/plot.sh \
    book/common.gp $(wildcard chapters/[0-9]*/*.gp)
	book/report.sh $(@D)
