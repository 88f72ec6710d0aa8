# data.mk - data sets: the real ones, fetched, and the stand-ins, made.

.PHONY: data standin
data: ## fetch MNIST and CIFAR-10, with checksums (DATASETS=dir has a copy)
	@datasets/fetch.sh

build/datasets/standin: build/double/datasets/standin/main.o \
    $(patsubst %.c,build/double/%.o,$(wildcard datasets/*.c)) \
    $(patsubst %.c,build/double/%.o,$(call given,00-ground))
	@mkdir -p $(@D)
	$(CC) -o $@ $^ -lz -lmd -lm

standin: build/datasets/standin ## make the stand-ins for MNIST and CIFAR-10
	@$<
