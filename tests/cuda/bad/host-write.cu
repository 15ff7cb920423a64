/* 1 expect: the host writes 4 bytes at host-write.cu:8 */

int main()
{
    int *device;
    cudaMalloc(&device, 4 * sizeof *device);
    cudaMemset(device, 0, 4 * sizeof *device);
    device[2] = 5;
    cudaFree(device);
}
