# What crosses the border between judge and worker: chapter 5.
# Parameters cross by layer number, so that no layer needs a handle once the
# net owns it. `bytes` is const uint8_t *, followed by a size, valid during
# the call.
use 04-linear: linear_new linear_free
new_Samples samples_new(bytes bytes, size size, bytes labels, size count, mat_in scale)
void samples_free(del_Samples s)
new_Net net_new()
void net_free(del_Net net)
size net_add_linear(h_Net net, give_Linear l)
size net_add(h_Net net, text_in kind)
new_Net net_build(text_in plan, text_in rule, u64 seed)
void net_describe(h_Net net, text_out text, size size)
void net_forward(h_Net net, mat_in x, mat_out y)
void net_backward_from(h_Net net, size top, mat_in dy, mat_out dx)
void net_backward(h_Net net, mat_in dy, mat_out dx)
void net_step(h_Net net, num rate)
void net_predict(h_Net net, mat_in x, mat_out p)
num train_epoch(h_Net net, h_Samples samples, size batch, num rate, u64 seed)
size net_count(h_Net net)
void net_kept(h_Net net, size i, mat_out value)
void net_get(h_Net net, size i, mat_out W, mat_out b)
void net_set(h_Net net, size i, mat_in W, mat_in b)
void net_grad(h_Net net, size i, mat_out dW, mat_out db)
