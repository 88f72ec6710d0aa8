# course.mk - course presets: what they say, packing a submission, and what
# students get.

COURSE_PARTS := $(wildcard grader/course/*.c) \
    $(patsubst %,grader/base/%.c,fault files moment plain text)
build/grader/course: $(call objects,double,$(COURSE_PARTS))
	@mkdir -p $(@D)
	$(CC) -o $@ $^ -linih -lm

# The exercises of the course. Written each time, replaced when it differs.
build/course.tsv: build/grader/course FORCE
	@$< table > $@.part
	@cmp -s $@.part $@ && rm $@.part || mv $@.part $@
.PHONY: FORCE
FORCE:

.PHONY: submit
submit: setup build/grader/course build/grader/handed ## pack what the course asks for (COURSE= NAME= WORK=)
	@grader/course/submit.sh
