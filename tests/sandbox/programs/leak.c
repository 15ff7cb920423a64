/* leak.c - memory that nobody gives back. */
#include <stdlib.h>

static void *volatile p;

int main(void)
{
    p = malloc(77);
    p = NULL;
    return 0;
}
