/* One task per node of a list, and a common sum. */
#include <stdio.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};

int main(void)
{
    struct node *list = NULL;
    int sum = 0;
    for (int i = 0; i < 12; i++) {
        struct node *node = malloc(sizeof *node);
        *node = (struct node){list, i};
        list = node;
    }
#pragma omp parallel
#pragma omp single
    for (struct node *node = list; node; node = node->next)
#pragma omp task firstprivate(node) shared(sum)
        sum += node->value;
    printf("%d\n", sum);
    return 0;
}
