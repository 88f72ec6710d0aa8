# book.mk - exercise tables, plots, the book, the reference and reports.

# Settings of every pandoc run: the reader's and the filter's.
PANDOC := pandoc --from markdown --fail-if-warnings \
    --lua-filter book/filter.lua
PROSE := $(patsubst chapters/%/chapter.md,%, \
    $(sort $(wildcard chapters/[0-9]*/chapter.md)))
EXPERIMENTS := $(patsubst chapters/%/experiment.c,%, \
    $(sort $(wildcard chapters/[0-9]*/experiment.c)))

# Labels and exercise tables come from chapter.md alone.
build/labels/%.tsv: chapters/%/chapter.md book/filter.lua
	@mkdir -p $(@D)
	@$(PANDOC) -M chapter=$* -M part=labels -M labels-out=$@.part \
	    -M exercises-out=build/labels/$*.exercises $< -t native -o /dev/null
	@mv $@.part $@
build/labels.tsv: $(PROSE:%=build/labels/%.tsv)
	@cat $^ /dev/null > $@.part
	@awk -F '\t' 'seen[$$1] {print "the name " $$1 " is in " seen[$$1] \
	    " and in " $$3; bad = 1} {seen[$$1] = $$3} END {exit bad}' $@.part
	@mv $@.part $@

.PHONY: exercises
exercises: build/labels.tsv ## the tables of exercises, from each chapter.md
	@for c in $(PROSE); do \
	    cmp -s build/labels/$$c.exercises chapters/$$c/exercises.tsv || \
	    { cp build/labels/$$c.exercises chapters/$$c/exercises.tsv && \
	      echo "chapters/$$c/exercises.tsv is new"; }; \
	done

# build/VARIANT/given/CHAPTER.a: what an experiment stands on beside the code
# of SOURCE (the solutions, or a student's work).
define given_archive
build/$(1)/given/$(2).a: $(call objects,$(1),$(wildcard datasets/*.c) \
    $(foreach c,$(call below,$(2)) $(2),$(call given,$(c))))
	@mkdir -p $$(@D) && rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach v,double float,$(foreach c,$(EXPERIMENTS), \
    $(eval $(call given_archive,$(v),$(c)))))
experiment_parts = $(foreach v,double float,build/$(v)/given/$(1).a \
    $(call objects,$(v),chapters/$(1)/experiment.c \
        grader/check/experiment.c))

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

.PHONY: plots
plots: setup build/labels.tsv $(PRACTICE) $(foreach c,$(EXPERIMENTS),$(call experiment_parts,$(c))) ## run your experiments and draw their figures (CH=02)
	@book/plot.sh practice build/work/plots

# What `make check` says to somebody who has just begun, and after a first
# attempt, for chapter 0.
build/transcripts/begin.txt: skeletons/00-ground/ground.c
build/transcripts/attempt.txt: book/attempt/ground.c
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
BOOK_PARTS := book.md book/appendix-tests.md build/labels.tsv \
    $(wildcard grader/mutants/results.tsv grader/alternatives/results.tsv) $(FIGURES) \
    build/transcripts/begin.txt build/transcripts/attempt.txt \
    $(PROSE:%=chapters/%/chapter.md) book/filter.lua book/book.sh \
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

# Reports. What report.sh needs beside a record:
REPORT := build/book/report build/labels.tsv build/texmf/.warm \
    build/grader/course
build/book/report: $(call objects,double,$(wildcard book/*.c))
	@mkdir -p $(@D)
	$(CC) -o $@ $^ -ljansson

# The font cache of LuaLaTeX, filled once: reports get a copy.
build/texmf/.warm: book/template.tex book/typeset.sh
	@mkdir -p $(@D) build/warm
	printf '%s\n' 'Text, *text*, **text**, `text`, $$x$$, αω' | \
	    pandoc --template book/template.tex -V report=yes \
	    -V title-meta=x -V title=x -V subtitle=x -o build/warm/warm.tex
	book/typeset.sh build/warm/warm.tex build/warm/warm.pdf
	@touch $@

.PHONY: report-tools report reference-report
report-tools: $(REPORT)
report: setup plots $(REPORT) ## your own PDF report, without marks (WORK=)
	@EX= CH= grader/check/check.sh > build/check.txt || true
	@book/report.sh --own "$$WORK/report.pdf"
	@echo "$$WORK/report.pdf"

reference-report: reference-grade build/reference/report.pdf
	@echo "build/reference/report.pdf"
build/reference/report.pdf: build/reference/result.json $(REPORT) \
    book/report.sh book/filter.lua book/answers.lua book/plot.sh \
    book/common.gp $(wildcard chapters/[0-9]*/*.gp)
	book/report.sh $(@D)
