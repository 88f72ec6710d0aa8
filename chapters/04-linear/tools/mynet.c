/* mynet.c - prints the net of the student whose id is the argument. */
#include "mynet.h"

#include <stdio.h>

static void print_edges(const char *from, const char *to, size_t rows,
                        const double w[][2], const double *b)
{
    for (size_t j = 0; j < rows; j++)
        for (size_t k = 0; k < 2; k++)
            printf("  %s%zu -> %s%zu   %4.1f\n", from, j + 1, to, k + 1,
                   w[j][k]);
    for (size_t k = 0; k < 2; k++)
        printf("  bias of %s%zu  %4.1f\n", to, k + 1, b[k]);
}

int main(int argc, char **argv)
{
    if (argc != 2 || !*argv[1]) {
        fprintf(stderr, "Write your id into student.txt first.\n");
        return 2;
    }
    MyNet net = mynet_of(argv[1]);
    printf("The net of %s\n\n", argv[1]);
    printf("input x = (%g, %g, %g), target t = (%g, %g), learning rate %g\n",
           net.x[0], net.x[1], net.x[2], net.t[0], net.t[1], net.rate);
    printf("\nfrom the inputs to the hidden units (w11 is the first):\n");
    print_edges("x", "h", 3, net.w1, net.b1);
    printf("\nfrom the hidden units to the outputs:\n");
    print_edges("h", "y", 2, net.w2, net.b2);
    return 0;
}
