/* Thread-specific keys, as of pthread_key_create() and tss_create(). */
#pragma once

#include <stdbool.h>

#define MAX_KEYS 128

struct thread;

/* Forgets all keys; called at the start of a schedule. */
void keys_reset(void);

/* Returns the number of a new key, or -1 if there are MAX_KEYS. */
int keys_create(void (*destructor)(void *));

/* Both false if there is no such key. */
bool keys_delete(unsigned key);
bool keys_set(struct thread *thread, unsigned key, const void *value);

/* NULL if there is no such key or no value. */
void *keys_get(const struct thread *thread, unsigned key);

/* Calls the destructors of the thread's values, in at most four rounds. */
void keys_destruct(struct thread *thread);
