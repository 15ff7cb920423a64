/*
 * Micro-kernels and what a hand computes for them. A line "expect NAME: WORD
 * key=value ..." says what the line WORD of kernel NAME has to hold.
 */
#include <cuda_runtime.h>

/* 32 floats side by side: 128 bytes, 4 sectors.
 * expect copy: global_loads requests=1 accesses=32 bytes=128 sectors=4 ideal=4
 * expect copy: global_stores requests=1 sectors=4 ideal=4 */
__global__ void copy(const float *in, float *out)
{
    out[threadIdx.x] = in[threadIdx.x];
}

/* Each second float: 256 bytes are spanned, 8 sectors; 4 would hold them.
 * expect stride2: global_loads requests=1 sectors=8 ideal=4 */
__global__ void stride2(const float *in, float *out)
{
    out[threadIdx.x] = in[2 * threadIdx.x];
}

/* Each eighth float lies in a sector of its own: 32.
 * expect stride8: global_loads requests=1 sectors=32 ideal=4
 * expect stride8: global_stores sectors=4 */
__global__ void stride8(const float *in, float *out)
{
    out[threadIdx.x] = in[8 * threadIdx.x];
}

/* Shifted by one float, 128 bytes touch 5 sectors.
 * expect shifted: global_loads requests=1 sectors=5 ideal=4 */
__global__ void shifted(const float *in, float *out)
{
    out[threadIdx.x] = in[threadIdx.x + 1];
}

/* All lanes read one float: 1 sector.
 * expect same: global_loads requests=1 accesses=32 sectors=1 ideal=1 */
__global__ void same(const float *in, float *out)
{
    out[threadIdx.x] = in[0];
}

/* 32 doubles: 256 bytes, 8 sectors.
 * expect doubles: global_loads requests=1 bytes=256 sectors=8 ideal=8 */
__global__ void doubles(const double *in, double *out)
{
    out[threadIdx.x] = in[threadIdx.x];
}

/* 32 bytes are one sector.
 * expect bytes: global_loads requests=1 bytes=32 sectors=1 ideal=1 */
__global__ void bytes(const char *in, char *out)
{
    out[threadIdx.x] = in[threadIdx.x];
}

/* 32 vectors of 16 bytes: 512 bytes, 16 sectors.
 * expect vectors: global_loads requests=1 bytes=512 sectors=16 ideal=16 */
__global__ void vectors(const float4 *in, float4 *out)
{
    out[threadIdx.x] = in[threadIdx.x];
}

/* Two warps, the second with 8 lanes: 4 + 1 sectors.
 * expect tail: global_loads requests=2 accesses=40 sectors=5 ideal=5 */
__global__ void tail(const float *in, float *out)
{
    out[threadIdx.x] = in[threadIdx.x];
}

/* Only even lanes: 16 floats over 4 sectors where 2 would do.
 * expect even: global_loads requests=1 accesses=16 sectors=4 ideal=2
 * expect even: barriers divergent_branches=1 */
__global__ void even(const float *in, float *out)
{
    if (threadIdx.x % 2 == 0)
        out[threadIdx.x] = in[threadIdx.x];
}

/* A column of a matrix of 32 x 32 floats: 32 sectors; a row: 4.
 * expect naive_transpose: global_loads requests=32 sectors=128 ideal=128
 * expect naive_transpose: global_stores requests=32 sectors=1024 ideal=128 */
__global__ void naive_transpose(const float *in, float *out)
{
    out[threadIdx.x * 32 + threadIdx.y] = in[threadIdx.y * 32 + threadIdx.x];
}

/* The columns of the tile meet in one bank: 32 passes a request.
 * expect tile_transpose: global_stores requests=32 sectors=128 ideal=128
 * expect tile_transpose: shared_stores requests=32 passes=32
 * expect tile_transpose: shared_loads requests=32 passes=1024 ideal=32 worst=32
 * expect tile_transpose: barriers=32 */
__global__ void tile_transpose(const float *in, float *out)
{
    __shared__ float tile[32][32];
    tile[threadIdx.y][threadIdx.x] = in[threadIdx.y * 32 + threadIdx.x];
    __syncthreads();
    out[threadIdx.y * 32 + threadIdx.x] = tile[threadIdx.x][threadIdx.y];
}

/* One more column: all banks differ.
 * expect padded_transpose: shared_loads requests=32 passes=32 worst=1
 * expect padded_transpose: shared_stores requests=32 passes=32 worst=1 */
__global__ void padded_transpose(const float *in, float *out)
{
    __shared__ float tile[32][33];
    tile[threadIdx.y][threadIdx.x] = in[threadIdx.y * 32 + threadIdx.x];
    __syncthreads();
    out[threadIdx.y * 32 + threadIdx.x] = tile[threadIdx.x][threadIdx.y];
}

/* Words 0, 2, 4, ...: two lanes a bank.
 * expect bank2: shared_loads requests=1 passes=2 worst=2 */
__global__ void bank2(float *out)
{
    __shared__ float s[64];
    s[threadIdx.x] = 1;
    s[threadIdx.x + 32] = 1;
    __syncthreads();
    out[threadIdx.x] = s[2 * threadIdx.x];
}

/* An odd stride meets all banks.
 * expect bank3: shared_loads requests=1 passes=1 worst=1 */
__global__ void bank3(float *out)
{
    __shared__ float s[96];
    for (int i = threadIdx.x; i < 96; i += 32)
        s[i] = 1;
    __syncthreads();
    out[threadIdx.x] = s[3 * threadIdx.x];
}

/* One word for all lanes is a broadcast.
 * expect broadcast: shared_loads requests=1 passes=1 worst=1 */
__global__ void broadcast(float *out)
{
    __shared__ float s;
    if (threadIdx.x == 0)
        s = 1;
    __syncthreads();
    out[threadIdx.x] = s;
}

/* Doubles side by side: two half warps, one pass each.
 * expect shared_doubles: shared_loads requests=1 bytes=256 passes=2 ideal=2 */
__global__ void shared_doubles(double *out)
{
    __shared__ double s[32];
    s[threadIdx.x] = 1;
    __syncthreads();
    out[threadIdx.x] = s[threadIdx.x];
}

/* All lanes change one element: 32 steps.
 * expect atomic_one: global_atomics requests=1 accesses=32 sectors=1 serial=32
 * expect atomic_one: barriers hottest_atomic=32 */
__global__ void atomic_one(int *out)
{
    atomicAdd(out, 1);
}

/* Each its own: 1 step.
 * expect atomic_own: global_atomics requests=1 sectors=4 serial=1
 * expect atomic_own: barriers hottest_atomic=1 */
__global__ void atomic_own(int *out)
{
    atomicAdd(&out[threadIdx.x], 1);
}

/* Eight elements, four lanes each, in shared memory; then 8 lanes to global.
 * expect atomic_shared: shared_atomics requests=1 accesses=32 serial=4
 * expect atomic_shared: global_atomics requests=1 accesses=8 serial=1 */
__global__ void atomic_shared(int *out)
{
    __shared__ int bin[8];
    if (threadIdx.x < 8)
        bin[threadIdx.x] = 0;
    __syncthreads();
    atomicAdd(&bin[threadIdx.x % 8], 1);
    __syncthreads();
    if (threadIdx.x < 8)
        atomicAdd(&out[threadIdx.x], bin[threadIdx.x]);
}

/* The branch parts warp 1 only; warps 0 and 2 agree.
 * expect branch: barriers divergent_branches=1 */
__global__ void branch(float *out)
{
    if (threadIdx.x < 40)
        out[threadIdx.x] = 1;
    else
        out[threadIdx.x] = 2;
}

/* Whole warps take each side: none is divergent.
 * expect branch_warps: barriers divergent_branches=0 */
__global__ void branch_warps(float *out)
{
    if (threadIdx.x / 32 % 2)
        out[threadIdx.x] = 1;
    else
        out[threadIdx.x] = 2;
}

/* Lane l makes l % 4 rounds; after 0, 1, 2 some leave, after 3 all.
 * expect loop: barriers divergent_branches=3 */
__global__ void loop(int *out)
{
    int sum = 0;
    for (int i = 0; i < threadIdx.x % 4; i++)
        sum += i;
    out[threadIdx.x] = sum;
}

/* Five shuffles a warp, two warps.
 * expect shuffles: barriers=0 warp_operations=10
 * expect shuffles: global_stores requests=2 accesses=2 sectors=2 */
__global__ void shuffles(int *out)
{
    int value = threadIdx.x;
    for (int d = 16; d > 0; d /= 2)
        value += __shfl_down_sync(0xffffffff, value, d);
    if (threadIdx.x % 32 == 0)
        out[threadIdx.x] = value;
}

/* Lane l leaves out round l of 32; a vote puts the others together: 32 requests
 * of 31 lanes each, at one address, and not the 31 of those that do not lag.
 * expect rounds: shared_atomics requests=32 accesses=992 serial=992
 * expect rounds: barriers warp_operations=32 */
__global__ void rounds(void)
{
    __shared__ int sum;
    if (threadIdx.x == 0)
        sum = 0;
    __syncthreads();
    for (int i = 0; i < 32; i++)
        if (__ballot_sync(~0u, threadIdx.x != i) >> threadIdx.x & 1)
            atomicAdd(&sum, 1);
}

/* 20 threads multiply, add and divide; a fused multiply-add is two operations.
 * Each of the 32 compares, and 20 shift.
 * expect arithmetic: operations single=80 double=40 special=20 integer=52 */
__global__ void arithmetic(float *f, double *d, int *k)
{
    int i = threadIdx.x;
    if (i < 20) {
        f[i] = f[i] * 1.5f + fmaf(f[i], f[i], sqrtf(f[i]));
        d[i] = (d[i] - 0.5) / 3.0;
        k[i] <<= 3;
    }
}

/* 32 threads by name: a product, a fused sum and a maximum; a double product;
 * a root and a reciprocal root; a minimum.
 * expect intrinsics: operations single=128 double=32 special=64 integer=32 */
__global__ void intrinsics(float *f, double *d, int *k)
{
    int i = threadIdx.x;
    f[i] = max(__fmaf_rn(f[i], 2.0f, __fmul_rz(f[i], 1.5f)), 0.0f);
    d[i] = __dmul_rn(d[i], 0.5);
    f[i] = rsqrtf(__fsqrt_rn(f[i]));
    k[i] = min(k[i], 7);
}

/* Blocks of 32, the last of which has two to do; each loads and stores.
 * expect busiest: barriers block_accesses=64 */
__global__ void busiest(const float *in, float *out)
{
    if (blockIdx.x < 3 || threadIdx.x < 2)
        out[blockIdx.x * 32 + threadIdx.x] = in[threadIdx.x];
}

/* Four blocks of 64 stride over 1000 floats: 31 full requests and one of 8.
 * expect grid_stride: global_loads requests=32 accesses=1000 sectors=125 */
__global__ void grid_stride(const float *in, float *out, int n)
{
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n;
         i += gridDim.x * blockDim.x)
        out[i] = in[i];
}

/* Managed memory, which the host reads afterwards; that is not counted.
 * expect managed: global_stores requests=1 accesses=32 sectors=4 */
__global__ void managed(float *out)
{
    out[threadIdx.x] = 1;
}

/* expect copies: to_device=1 bytes=8192, to_host=1 bytes=4, */
int main()
{
    static double host[1024];
    double *in, *out;
    cudaMalloc(&in, sizeof host);
    cudaMalloc(&out, sizeof host);
    cudaMemcpy(in, host, sizeof host, cudaMemcpyHostToDevice);
    float *f = (float *)in, *g = (float *)out;
    int *k = (int *)out;
    copy<<<1, 32>>>(f, g);
    stride2<<<1, 32>>>(f, g);
    stride8<<<1, 32>>>(f, g);
    shifted<<<1, 32>>>(f, g);
    same<<<1, 32>>>(f, g);
    doubles<<<1, 32>>>(in, out);
    bytes<<<1, 32>>>((char *)in, (char *)out);
    vectors<<<1, 32>>>((float4 *)in, (float4 *)out);
    tail<<<1, 40>>>(f, g);
    even<<<1, 32>>>(f, g);
    naive_transpose<<<1, dim3(32, 32)>>>(f, g);
    tile_transpose<<<1, dim3(32, 32)>>>(f, g);
    padded_transpose<<<1, dim3(32, 32)>>>(f, g);
    bank2<<<1, 32>>>(g);
    bank3<<<1, 32>>>(g);
    broadcast<<<1, 32>>>(g);
    shared_doubles<<<1, 32>>>(out);
    atomic_one<<<1, 32>>>(k);
    atomic_own<<<1, 32>>>(k);
    atomic_shared<<<1, 32>>>(k);
    branch<<<1, 96>>>(g);
    branch_warps<<<1, 96>>>(g);
    loop<<<1, 32>>>(k);
    shuffles<<<1, 64>>>(k);
    rounds<<<1, 32>>>();
    arithmetic<<<1, 32>>>(f, out, k);
    intrinsics<<<1, 32>>>(f, out, k);
    busiest<<<4, 32>>>(f, g);
    grid_stride<<<4, 64>>>(f, g, 1000);
    float *both;
    cudaMallocManaged(&both, 32 * sizeof *both);
    managed<<<1, 32>>>(both);
    cudaDeviceSynchronize();
    host[0] = both[31];
    cudaFree(both);
    cudaMemcpy(host, out, 4, cudaMemcpyDeviceToHost);
    cudaFree(in);
    cudaFree(out);
}
