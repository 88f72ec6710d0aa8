# What crosses the border between judge and worker: chapter 7.
use 04-linear: linear_new linear_free
use 05-net: samples_new samples_free net_new net_free net_add_linear net_add
use 05-net: net_build net_describe net_forward net_backward net_count net_get net_set
use 05-net: net_grad net_step
use 06-mnist: class_batch class_predict class_loss
num l2_loss(h_Net net, num lambda)
void l2_grad(h_Net net, num lambda)
void l2_shrink(h_Net net, num rate, num lambda)
num penalised_loss(h_Net net, mat_in x, mat_in labels, num lambda)
new_Optimiser optimiser_new(text_in kind, h_Net net)
void optimiser_free(del_Optimiser o)
void optimiser_step(h_Optimiser o, h_Net net, num rate)
void sgd_step(h_Net net, num rate)
void adam_step(h_Optimiser o, h_Net net, num rate)
num decayed_rate(num rate, num k, size epoch)
void settings_write(h_Settings s, text_out text, size size)
size settings_read(text_in text, h_Settings s)
void tuned_settings(text_in data, text_out text, size size)
num cifar_epoch(h_Net net, h_Optimiser o, h_Samples samples, h_Settings s, size epoch, u64 seed)
size optimiser_steps(h_Optimiser o)
void optimiser_get(h_Optimiser o, size i, mat_out m, mat_out v)
void optimiser_set(h_Optimiser o, size steps, size i, mat_in m, mat_in v)
new_Settings settings_new()
void settings_free(del_Settings s)
void settings_put(h_Settings s, text_in name, num value)
num settings_get(h_Settings s, text_in name)
void settings_put_text(h_Settings s, text_in name, text_in text)
void settings_get_text(h_Settings s, text_in name, text_out text, size size)
