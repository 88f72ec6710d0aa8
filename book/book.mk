# book.mk - plots, the book, the reference and reports.

.PHONY: reference-report
