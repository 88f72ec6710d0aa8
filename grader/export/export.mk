# export.mk - handing results on. A format is a file of formats/; the linker
# makes their table.

FORMATS := $(patsubst grader/export/formats/%.c,%, \
    $(wildcard grader/export/formats/*.c))
# Of the grade program it takes the parts that read, clean and report.
EXPORT_PARTS := $(addprefix grader/grade/,alike.c catalogue.c csv_read.c \
    csv_write.c fault.c files.c plain.c record.c text.c)
EXPORT_SOURCES := $(wildcard grader/export/*.c grader/export/formats/*.c) \
    $(EXPORT_PARTS)
$(foreach v,double asan,$(call objects,$(v),$(EXPORT_SOURCES))): CFLAGS += \
    -D_GNU_SOURCE
define export_program
$(1): $(call objects,$(2),$(EXPORT_SOURCES))
	@mkdir -p $$(@D)
	$$(CC) $$($(2)_flags) -o $$@ $$^ -larchive -ljansson -lunistring -lm
endef
$(eval $(call export_program,build/grader/export,double))
$(eval $(call export_program,build/asan/export,asan))

.PHONY: export
export: setup build/grader/export ## results for another program (FORMAT= OUT=; without FORMAT: the list)
	@build/grader/export

.PHONY: gradescope
gradescope: ## an autograder for Gradescope, and for other platforms (COURSE= OUT= TRAIN=0)
	@grader/export/kit.sh
