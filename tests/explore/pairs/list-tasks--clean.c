/* One task per node of a list, each with its own node. */
#include <stdio.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};

int main(void)
{
    struct node *list = NULL;
    for (int i = 0; i < 12; i++) {
        struct node *node = malloc(sizeof *node);
        *node = (struct node){list, i};
        list = node;
    }
#pragma omp parallel
#pragma omp single
    for (struct node *node = list; node; node = node->next)
#pragma omp task firstprivate(node)
        node->value *= node->value;
    printf("%d\n", list->value);
    while (list) {
        struct node *node = list;
        list = list->next;
        free(node);
    }
    return 0;
}
