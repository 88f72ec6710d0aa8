# What crosses the border between judge and worker: chapter 0.
void scale(num a, mat_in x, mat_out y)
