/* What the programs of this folder share. BUG=1 switches the mistake on. */
#pragma once

#include <stdio.h>
#include <stdlib.h>

#ifndef BUG
#define BUG 0
#endif

/* n elements of global memory, all equal to `value`. */
template <class T> T *filled(int n, T value)
{
    T *host = (T *)malloc(n * sizeof(T)), *device;
    for (int i = 0; i < n; i++)
        host[i] = value;
    cudaMalloc(&device, n * sizeof(T));
    cudaMemcpy(device, host, n * sizeof(T), cudaMemcpyHostToDevice);
    free(host);
    return device;
}

/* n elements of global memory: 0, 1, 2, ... */
inline int *numbers(int n)
{
    int *host = (int *)malloc(n * sizeof(int)), *device;
    for (int i = 0; i < n; i++)
        host[i] = i;
    cudaMalloc(&device, n * sizeof(int));
    cudaMemcpy(device, host, n * sizeof(int), cudaMemcpyHostToDevice);
    free(host);
    return device;
}

/* Waits, copies n elements back, prints their sum, frees them. */
template <class T> void show(T *device, int n)
{
    T *host = (T *)malloc(n * sizeof(T)), sum = 0;
    cudaMemcpy(host, device, n * sizeof(T), cudaMemcpyDeviceToHost);
    for (int i = 0; i < n; i++)
        sum += host[i];
    printf("%g\n", (double)sum);
    cudaFree(device);
    free(host);
}
