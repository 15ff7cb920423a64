/*
 * devices.c - a worker that uses a GPU, without one: what its driver needs is
 * there, and what no worker may do is refused.
 */
#include <dirent.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    int buses = opendir("/sys/module") != NULL;
    int nameless = memfd_create("x", 0) >= 0;
    int most = dup2(0, 399) == 399 && dup2(0, 400) < 0;
    int processes = fork() >= 0;
    execl("/bin/true", "true", NULL);
    puts(buses && nameless && most && !processes ? "as it should be"
                                                 : "not as it should be");
    return 0;
}
