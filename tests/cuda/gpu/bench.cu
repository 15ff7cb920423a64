/*
 * bench.cu - our solutions of transpose, scan and histogram on a GPU, beside a
 * copy inside its memory and what NVIDIA's CUB takes for the same.
 *
 * A line for each: name, numbers, milliseconds of ours, of the copy that moves
 * as many bytes, of CUB (0: it has no such thing), and whether results are the
 * same. They take turns; of each the middle one of several is shown. Times are
 * of events, so that a launch counts, and allocations inside a solution do.
 */
#include <cub/cub.cuh>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace ours_transpose
{
#include "../../../solutions/cuda/transpose.cu"
}
namespace ours_scan
{
#include "../../../solutions/cuda/scan.cu"
}
namespace ours_histogram
{
#include "../../../solutions/cuda/histogram.cu"
}

enum { ROUNDS = 15, KEYS = 256 };

static void must(cudaError_t e, int line)
{
    if (e == cudaSuccess)
        return;
    printf("# bench.cu:%d: %s\n", line, cudaGetErrorString(e));
    exit(3);
}
#define MUST(call) must((call), __LINE__)

static cudaEvent_t before, after;

/* Milliseconds of what `work` puts into the stream, once. */
template <class W> static float once(W work)
{
    float ms;
    MUST(cudaDeviceSynchronize());
    MUST(cudaEventRecord(before));
    work();
    MUST(cudaEventRecord(after));
    MUST(cudaEventSynchronize(after));
    MUST(cudaGetLastError());
    MUST(cudaEventElapsedTime(&ms, before, after));
    return ms;
}

static double middle(std::vector<float> &times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

template <class T> static T *device(size_t n)
{
    T *room;
    MUST(cudaMalloc(&room, n * sizeof *room));
    return room;
}

/* `moved`: bytes that are read and written at least. */
template <class O, class C>
static void row(const char *name, size_t n, double moved, O ours, C cub,
                bool has_cub, bool same)
{
    size_t half = (size_t)(moved / 2);
    char *from = device<char>(half), *to = device<char>(half);
    std::vector<float> time[3];
    MUST(cudaMemset(from, 1, half));
    ours();
    cub();
    for (int i = 0; i < ROUNDS; i++) {
        time[0].push_back(once(ours));
        time[1].push_back(once([&] {
            cudaMemcpyAsync(to, from, half, cudaMemcpyDeviceToDevice);
        }));
        time[2].push_back(has_cub ? once(cub) : 0);
    }
    printf("%s %zu %.4f %.4f %.4f %s\n", name, n, middle(time[0]),
           middle(time[1]), middle(time[2]), same ? "same" : "OTHER");
    MUST(cudaFree(from));
    MUST(cudaFree(to));
}

/* Numbers of a simple generator, the same every time. */
template <class T> static std::vector<T> numbers(size_t n)
{
    std::vector<T> list(n);
    unsigned long long state = 42;
    for (size_t i = 0; i < n; i++) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        list[i] = (T)(state >> 40);
    }
    return list;
}

template <class T> static T *sent(const std::vector<T> &list)
{
    T *room = device<T>(list.size());
    MUST(cudaMemcpy(room, list.data(), list.size() * sizeof(T),
                    cudaMemcpyHostToDevice));
    return room;
}

template <class T> static std::vector<T> fetched(const T *room, size_t n)
{
    std::vector<T> list(n);
    MUST(cudaMemcpy(list.data(), room, n * sizeof(T), cudaMemcpyDeviceToHost));
    return list;
}

static void transposes(int rows, int cols)
{
    size_t n = (size_t)rows * cols;
    std::vector<float> in = numbers<float>(n);
    float *from = sent(in), *to = device<float>(n);
    auto ours = [&] { ours_transpose::transpose(from, to, rows, cols); };
    ours();
    std::vector<float> got = fetched(to, n);
    bool same = true;
    for (int i = 0; i < rows; i += 7)
        for (int j = 0; j < cols; j += 3)
            same &= got[(size_t)j * rows + i] == in[(size_t)i * cols + j];
    row("transpose", n, 8.0 * n, ours, [] {}, false, same);
    MUST(cudaFree(from));
    MUST(cudaFree(to));
}

static void scans(int n)
{
    unsigned *in = sent(numbers<unsigned>(n));
    unsigned *a = device<unsigned>(n), *b = device<unsigned>(n);
    void *room = NULL;
    size_t bytes = 0;
    MUST(cub::DeviceScan::ExclusiveSum(room, bytes, in, b, n));
    MUST(cudaMalloc(&room, bytes));
    auto ours = [&] { ours_scan::scan(in, n, a); };
    auto cub = [&] { cub::DeviceScan::ExclusiveSum(room, bytes, in, b, n); };
    ours();
    cub();
    bool same = fetched(a, n) == fetched(b, n);
    row("scan", n, 8.0 * n, ours, cub, true, same);
    MUST(cudaFree(in));
    MUST(cudaFree(a));
    MUST(cudaFree(b));
    MUST(cudaFree(room));
}

/* `equal`: of 16 keys so many are the same. */
static void histograms(int n, int equal)
{
    std::vector<unsigned char> list = numbers<unsigned char>(n);
    for (int i = 0; i < n; i++)
        list[i] = list[i] % 16 < equal ? 7 : list[(i * 31u) % n];
    unsigned char *keys = sent(list);
    unsigned *a = device<unsigned>(KEYS), *b = device<unsigned>(KEYS);
    void *room = NULL;
    size_t bytes = 0;
    auto all = [&] {
        return cub::DeviceHistogram::HistogramEven(room, bytes, keys, b,
                                                   KEYS + 1, 0, (int)KEYS, n);
    };
    MUST(all());
    MUST(cudaMalloc(&room, bytes));
    auto ours = [&] { ours_histogram::histogram(keys, n, a); };
    ours();
    MUST(all());
    bool same = fetched(a, KEYS) == fetched(b, KEYS);
    row(equal ? "histogram-skewed" : "histogram", n, 1.0 * n, ours,
        [&] { all(); }, true, same);
    MUST(cudaFree(keys));
    MUST(cudaFree(a));
    MUST(cudaFree(b));
    MUST(cudaFree(room));
}

int main()
{
    cudaDeviceProp gpu;
    MUST(cudaGetDeviceProperties(&gpu, 0));
    MUST(cudaEventCreate(&before));
    MUST(cudaEventCreate(&after));
    printf("# %s\n", gpu.name);
    transposes(8192, 8192);
    transposes(8191, 8193);
    scans(1 << 26);
    histograms(1 << 28, 0);
    histograms(1 << 28, 15);
}
