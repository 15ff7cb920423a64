/*
 * Where the runtime keeps its own variables.
 *
 * Before every schedule the variables of the explored program are put back to
 * their first values (snapshot.h). The runtime is linked into the same
 * executable, so its own variables stand in a section of their own, which the
 * snapshot leaves out. Every variable of the runtime that can change is marked
 * with EXPLORE_STATE; a test rejects an object file that has any other.
 */
#pragma once

#define EXPLORE_STATE __attribute__((section("explore_state")))

/* The address that the caller of the present function returns to. */
#define CALLER ((uintptr_t)__builtin_return_address(0))
