# datasets/data.mk
