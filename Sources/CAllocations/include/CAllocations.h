// Counts the allocations of a thread: a library to be preloaded into a worker.
//
// It stands before the C library's malloc and its kin and passes every call on. A program finds the two
// functions with dlsym(RTLD_DEFAULT, ...); they are not there when the library was not preloaded.
#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

#include <stdint.h>

#define MIEN_ALLOCATIONS_EXPORT __attribute__((visibility("default")))

/// Begins to count the allocations of the calling thread, from 0. What other threads do is not counted.
MIEN_ALLOCATIONS_EXPORT void mien_allocations_arm(void);

/// Ends it: how often the calling thread has asked for memory since `mien_allocations_arm`. Giving memory
/// back is not counted, changing a block's size is.
MIEN_ALLOCATIONS_EXPORT uint64_t mien_allocations_disarm(void);

#endif
