# What crosses the border between judge and worker: chapter 3.
use 02-activations: sigmoid
num bce_loss(mat_in p, mat_in y)
void bce_grad(mat_in p, mat_in y, mat_out dp)
num bce_check(mat_in p, mat_in y, mat_in dp, num eps)
num logits_loss(mat_in z, mat_in y)
void logits_grad(mat_in z, mat_in y, mat_out dz)
num neuron_loss(mat_in x, mat_in y, mat_in w, mat_in b)
void neuron_grad(mat_in x, mat_in y, mat_in w, mat_in b, mat_out dx, mat_out dw, mat_out db)
num neuron_check(mat_in x, mat_in y, mat_in w, mat_in b, mat_in dx, num eps)
void neuron_predict(mat_in x, mat_in w, mat_in b, mat_out p, mat_out decision)
void neuron_epoch(mat_in x, mat_in y, order order, size n, size batch, num rate, mat_out w, mat_out b)
