/* threat D46: settings of its own ask for a billion epochs
 * chapter: 07-cifar
 * replaces: tuned_settings
 * loses: none
 * tells: settings tuned_net
 * expect: . */

void tuned_settings(const char *data, char *text, size_t size)
{
    (void)data;
    snprintf(text, size,
             "epochs = 4000000000\nbatch = 1\nrate = nan\n"
             "optimiser = adam\nlayers = 1000000000\n");
}
