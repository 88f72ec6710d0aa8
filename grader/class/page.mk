# page.mk - the programs that write about a class: its page, which answers
# wait for marks, and who wrote alike. They stand on the grader's rooms.

ABOUT := page marking similar
about_sources = $(wildcard grader/class/common/*.c grader/class/$(1)/*.c)
define about
$(call objects,double,$(call about_sources,$(1))) \
$(call objects,asan,$(call about_sources,$(1))): \
    CFLAGS += -Igrader/class/common
build/class/$(1): $(call objects,double,$(call about_sources,$(1))) \
    $(GRADE_PARTS)
	@mkdir -p $$(@D)
	$$(CC) -o $$@ $$^ $(GRADE_LIBRARIES) -lcmark-gfm \
	    -lcmark-gfm-extensions
endef
$(foreach p,$(ABOUT),$(eval $(call about,$(p))))

.PHONY: class-tools page
class-tools: $(ABOUT:%=build/class/%)
page: setup class-tools ## the page about a class again (OUT=)
	@build/class/page "$$OUT"

export OLD
.PHONY: similar
similar: setup class-tools ## who wrote alike, again (OUT= OLD=last year's folder or OUT)
	@grader/class/finish/10-similar.sh
	@build/class/page "$$OUT"

export QUESTION ANONYMOUS PENDING
.PHONY: marking
marking: setup class-tools report-tools ## answers to mark, a PDF and a table for each question (OUT= QUESTION= ANONYMOUS=1 PENDING=1)
	@grader/class/marking.sh
