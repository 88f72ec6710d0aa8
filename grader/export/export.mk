# export.mk - handing results on. A format is a file of formats/; the linker
# makes their table.

FORMATS := $(patsubst grader/export/formats/%.c,%, \
    $(wildcard grader/export/formats/*.c))
EXPORT_SOURCES := $(wildcard grader/export/*.c grader/export/formats/*.c)
define export_program
$(1): $(call objects,$(2),$(EXPORT_SOURCES)) $(3)
	@mkdir -p $$(@D)
	$$(CC) $$($(2)_flags) -o $$@ $$^ -larchive -ljansson -lunistring -lm
endef
$(eval $(call export_program,build/grader/export,double,build/grader/rooms.a))
$(eval $(call export_program,build/asan/export,asan,build/asan/rooms.a))

.PHONY: export
export: setup build/grader/export ## results for another program (FORMAT= OUT=; without FORMAT: the list)
	@build/grader/export

.PHONY: gradescope
gradescope: ## an autograder for Gradescope, and for other platforms (COURSE= OUT= TRAIN=0)
	@grader/export/kit.sh
