# course.mk - course presets: what they say, packing a submission, and what
# students get.

COURSE_PARTS := $(wildcard grader/course/*.c) $(patsubst %,grader/grade/%.c, \
    course catalogue fault files text moment late archive_name)
$(call objects,double,$(COURSE_PARTS)): CFLAGS += -D_GNU_SOURCE
build/grader/course: $(call objects,double,$(COURSE_PARTS))
	@mkdir -p $(@D)
	$(Q)$(CC) -o $@ $^ -linih -lm
