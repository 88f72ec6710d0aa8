# replay.mk - a grading is repeated from its record.

REPLAY_SOURCES := $(wildcard grader/replay/*.c)
build/grader/replay: $(call objects,double,$(REPLAY_SOURCES)) \
    $(GRADE_PARTS)
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(GRADE_LIBRARIES)

.PHONY: replay
replay: $(GRADER) build/grader/replay ## repeat a grading and show a check's values (RECORD= SUBMISSION= CHECK=exercise/check)
	@build/grader/replay

.PHONY: disputes
disputes: $(GRADER) build/grader/replay ## one seed gives one record; feedback tells no value (20 gradings, all named mistakes)
	@REPEATS=20 ROUNDS=99 RECORDED=1 grader/tests/judging/disputes.sh
