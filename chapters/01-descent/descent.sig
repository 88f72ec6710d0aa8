# What crosses the border between judge and worker: chapter 1.
void surface_gradient(num x, num y, mat_out g)
void optimise(num x, num y, num step, size steps, mat_out path)
void optimise_decay(num x, num y, num step, size steps, num decay, mat_out path)
void tuned_constant(mat_out settings)
void tuned_decay(mat_out settings)
