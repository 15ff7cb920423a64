/* 2 ranks. A function that MPI calls to copy an attribute calls MPI in turn. */
#include <mpi.h>
#include <stddef.h>

static int copy(MPI_Comm comm, int key, void *extra, void *in, void *out,
                int *flag)
{
    int rank;
    (void)key;
    (void)extra;
    MPI_Comm_rank(comm, &rank);
    *(void **)out = in;
    *flag = rank >= 0;
    return MPI_SUCCESS;
}

int main(int argc, char **argv)
{
    int key, found = 0, value = 7, *copied;
    MPI_Init(&argc, &argv);
    MPI_Comm other;
    MPI_Comm_create_keyval(copy, MPI_COMM_NULL_DELETE_FN, &key, NULL);
    MPI_Comm_set_attr(MPI_COMM_WORLD, key, &value);
    MPI_Comm_dup(MPI_COMM_WORLD, &other);
    MPI_Comm_get_attr(other, key, &copied, &found);
    if (!found || *copied != 7)
        MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_Comm_free(&other);
    MPI_Comm_delete_attr(MPI_COMM_WORLD, key);
    MPI_Comm_free_keyval(&key);
    MPI_Finalize();
    return 0;
}
