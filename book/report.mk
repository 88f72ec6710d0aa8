# report.mk - names and tables of the chapters, the plots and the report of a
# student's own work. Students get it.

# Settings of every pandoc run: the reader's and the filter's.
PANDOC := pandoc --from markdown --fail-if-warnings \
    --lua-filter book/filter.lua
FILTER := book/filter.lua $(wildcard book/filter/*.lua)
PROSE := $(patsubst chapters/%/chapter.md,%, \
    $(sort $(wildcard chapters/[0-9]*/chapter.md)))

# Labels and exercise tables come from chapter.md alone.
build/labels/%.tsv: chapters/%/chapter.md $(FILTER)
	@mkdir -p $(@D)
	@$(PANDOC) -M chapter=$* -M part=labels -M labels-out=$@.part \
	    -M exercises-out=build/labels/$*.exercises $< -t native -o /dev/null
	@mv $@.part $@
build/labels.tsv: $(PROSE:%=build/labels/%.tsv)
	@cat $^ /dev/null > $@.part
	@awk -F '\t' 'seen[$$1] {print "the name " $$1 " is in " seen[$$1] \
	    " and in " $$3; bad = 1} {seen[$$1] = $$3} END {exit bad}' $@.part
	@mv $@.part $@

# build/VARIANT/given/CHAPTER.a: what an experiment stands on beside the code
# of SOURCE (the solutions, or a student's work).
define given_archive
build/$(1)/given/$(2).a: $(call objects,$(1),$(CLOCK) $(wildcard datasets/*.c) \
    $(foreach c,$(call below,$(2)) $(2),$(call given,$(c))))
	@mkdir -p $$(@D) && rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach v,double float,$(foreach c,$(EXPERIMENTS), \
    $(eval $(call given_archive,$(v),$(c)))))
experiment_parts = build/grader/handed build/flags.sh $(CHAPTERS:%=build/wanted/%) \
    $(foreach v,double float,build/$(v)/given/$(1).a \
        build/$(v)/experiment/$(1).o build/$(v)/grader/check/experiment.o)

.PHONY: plots
plots: setup build/labels.tsv build/course.tsv $(call practice,$(NAMED)) $(foreach c,$(filter $(NAMED),$(EXPERIMENTS)),$(call experiment_parts,$(c))) ## run your experiments and draw their figures (CH=02 COURSE=)
	@book/plot.sh practice build/work/plots

# Reports. What report.sh needs beside a record:
REPORT_PARTS := build/book/report build/labels.tsv build/texmf/.warm \
    $(if $(wildcard grader/judge),build/grader/box) \
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

.PHONY: report-tools report
report-tools: $(REPORT_PARTS)
report: setup plots $(PRACTICE) $(REPORT_PARTS) ## your own PDF report, without marks (WORK= COURSE=)
	@EX= CH= grader/check/check.sh > build/check.txt || true
	@book/report.sh --own "$$WORK/report.pdf"
	@echo "$$WORK/report.pdf"

