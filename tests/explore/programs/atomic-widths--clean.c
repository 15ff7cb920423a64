/* Every width and operation of atomics, against the expected values. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

static _Atomic uint8_t byte;
static _Atomic uint16_t half;
static _Atomic uint32_t word;
static _Atomic uint64_t wide;
static _Atomic(void *) pointer;
static atomic_flag taken = ATOMIC_FLAG_INIT;

static void *work(void *unused)
{
    uint32_t expected = atomic_load(&word);
    while (!atomic_compare_exchange_weak(&word, &expected, expected + 1))
        ;
    atomic_fetch_add(&byte, 200);
    atomic_fetch_sub(&half, 1);
    atomic_fetch_or(&wide, (uint64_t)1 << 40);
    atomic_fetch_and(&wide, ~(uint64_t)1);
    atomic_fetch_xor(&wide, 0);
    atomic_exchange(&pointer, &word);
    while (atomic_flag_test_and_set(&taken))
        ;
    atomic_flag_clear(&taken);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, work, NULL);
    pthread_create(&threads[1], NULL, work, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert(byte == (uint8_t)400 && half == 65534 && word == 2);
    assert(wide == (uint64_t)1 << 40 && pointer == &word);
}
