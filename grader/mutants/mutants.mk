# mutants.mk - how many wrong solutions lose their marks, and how many right
# ones, written otherwise, keep them.

build/mutants/mutate: grader/mutants/mutate.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -O2 $(WARN) -o $@ $<

# CH=03 becomes 03-neuron; without it, all.
asked = $(if $(CH),$(or $(notdir $(wildcard chapters/$(CH)*)), \
    $(error CH=$(CH): there is no such chapter)))
.PHONY: mutants alternatives
mutants: $(GRADER) $(PRACTICE) build/mutants/mutate ## wrong solutions lose their marks (CH= JOBS= EX= QUICK=1)
	@grader/mutants/run.sh $(asked)

alternatives: $(GRADER) ## right ones of another kind keep them (CH= SEEDS= JOBS=)
	@grader/alternatives/run.sh $(asked)
