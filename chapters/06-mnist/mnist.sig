# What crosses the border between judge and worker: chapter 6.
use 04-linear: linear_new linear_free
use 05-net: samples_new samples_free net_new net_free net_add_linear net_add
use 05-net: net_build net_describe net_forward net_count net_get net_set
use 05-net: net_grad net_backward net_predict train_epoch
void softmax(mat_in z, mat_out p)
num cross_entropy(mat_in p, mat_in t)
void softmax_backward(mat_in p, mat_in dp, mat_out dz)
num class_loss(mat_in z, mat_in t)
void class_grad(mat_in z, mat_in t, mat_out dz)
void one_hot(mat_in labels, mat_out t)
void argmax(mat_in z, mat_out guess)
num accuracy(mat_in guess, mat_in labels)
void digit_or_not(mat_in labels, size digit, mat_out y)
new_Net mlp_new(order widths, size n, u64 seed)
void class_predict(h_Net net, mat_in x, mat_out p)
num class_batch(h_Net net, mat_in x, mat_in labels)
num class_epoch(h_Net net, h_Samples samples, size batch, num rate, u64 seed)
