# mutants.mk - how many wrong solutions lose their marks, and which sentences of
# the contracts a check keeps.

build/mutants/mutate: $(call objects,double,$(wildcard grader/measure/mutants/*.c))
	@mkdir -p $(@D)
	$(CC) -o $@ $^

# CH=03 becomes 03-neuron; without it, all.
asked = $(if $(CH),$(or $(notdir $(wildcard chapters/$(CH)*)), \
    $(error CH=$(CH): there is no such chapter)))
.PHONY: mutants
mutants: $(GRADER) $(PRACTICE) build/mutants/mutate ## wrong solutions lose their marks (CH= JOBS= EX= QUICK=1)
	@grader/measure/mutants/run.sh $(asked)

.PHONY: contracts mistakes
contracts: $(PRACTICE) $(MARKED:%=build/judge/%/tests.list) ## each sentence of a contract is checked (CH= ROW= EVERY= JOBS=)
	@EVERY=$${EVERY:-1} bash grader/tests/judging/contracts.sh $(asked)

mistakes: $(PRACTICE) ## every known mistake is caught, and told its cause (CH= JOBS=)
	@EVERY=1 bash grader/tests/judging/mistakes.sh $(asked)
