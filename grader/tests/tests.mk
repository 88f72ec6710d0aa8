# tests.mk - what the project's own tests are built from.

# Unit tests: build/VARIANT/unit/NAME.
UNITS := $(patsubst grader/tests/unit/%.c,%,$(wildcard grader/tests/unit/*.c))
BASE := $(wildcard datasets/*.c) $(call given,00-ground)
define unit
build/$(1)/unit/$(2): $(call objects,$(1),grader/tests/unit/$(2).c $(BASE))
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$($(1)_flags) -o $$@ $$^ -lcriterion -lz -lmd -lm
endef
$(foreach v,double float asan,$(foreach u,$(UNITS), \
    $(eval $(call unit,$(v),$(u)))))
UNIT_TESTS := $(foreach v,double float asan,$(UNITS:%=build/$(v)/unit/%))
.PHONY: units
units: $(UNIT_TESTS)

# Measurements. Timing is never a test.
build/float/bench: $(call objects,float,$(wildcard grader/bench/*.c)) \
    $(call objects,float,$(wildcard solutions/06-mnist/*.c)) \
    build/float/below/06-mnist.a
	$(Q)$(CC) -o $@ $^ -lz -lm
.PHONY: bench
bench: build/float/bench ## GFLOP/s of products, images a second of training
	@$<
