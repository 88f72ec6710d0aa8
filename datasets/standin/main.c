/* main.c - makes the embedded stand-ins: standin [DIR]. */
#include "standin.h"

int main(int argc, char **argv)
{
    return standin_make(argc > 1 ? argv[1] : STANDIN_DIR) ? 0 : 1;
}
