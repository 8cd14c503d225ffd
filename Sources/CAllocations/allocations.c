#define _GNU_SOURCE
#include "CAllocations.h"

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

// A preloaded library is there before the first thread, so its thread-locals cost one instruction.
#define OF_THREAD static _Thread_local __attribute__((tls_model("initial-exec")))

OF_THREAD int armed;
OF_THREAD int resolving;
OF_THREAD uint64_t allocations;

void mien_allocations_arm(void) {
  allocations = 0;
  armed = 1;
}

uint64_t mien_allocations_disarm(void) {
  armed = 0;
  return allocations;
}

static struct {
  void *(*malloc)(size_t);
  void *(*calloc)(size_t, size_t);
  void *(*realloc)(void *, size_t);
  void (*free)(void *);
  int (*posix_memalign)(void **, size_t, size_t);
  void *(*aligned_alloc)(size_t, size_t);
  void *(*memalign)(size_t, size_t);
  void *(*valloc)(size_t);
  void *(*pvalloc)(size_t);
} next;

// What dlsym itself asks for while the next functions are being looked up: never given back, all zeros.
enum { ARENA = 65536, ALIGNMENT = 16 };
static _Alignas(ALIGNMENT) char arena[ARENA];
static size_t arena_used;

static void *from_arena(size_t size) {
  if (size > ARENA - ALIGNMENT) return NULL;
  size_t room = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  size_t start = __atomic_fetch_add(&arena_used, room, __ATOMIC_RELAXED);
  return start <= ARENA - room ? arena + start : NULL;
}

static int in_arena(const void *block) {
  uintptr_t place = (uintptr_t)block, start = (uintptr_t)arena;
  return place >= start && place < start + ARENA;
}

#define FIND(name) next.name = (__typeof__(next.name))dlsym(RTLD_NEXT, #name)

// Runs as soon as anything is asked for, in a program's only thread; 0 while dlsym is at work.
static int slowly_ready(void) {
  if (resolving) return 0;
  resolving = 1;
  FIND(calloc);
  FIND(realloc);
  FIND(free);
  FIND(posix_memalign);
  FIND(aligned_alloc);
  FIND(memalign);
  FIND(valloc);
  FIND(pvalloc);
  void *(*found)(size_t) = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
  // Last, because it says that all are there.
  __atomic_store_n(&next.malloc, found, __ATOMIC_RELEASE);
  resolving = 0;
  return found != NULL;
}

static inline int ready(void) {
  return __builtin_expect(__atomic_load_n(&next.malloc, __ATOMIC_ACQUIRE) != NULL, 1) || slowly_ready();
}

__attribute__((constructor)) static void begin(void) { (void)ready(); }

static inline void note(void) {
  if (__builtin_expect(armed, 0)) allocations++;
}

MIEN_ALLOCATIONS_EXPORT void *malloc(size_t size) {
  if (!ready()) return from_arena(size);
  note();
  return next.malloc(size);
}

MIEN_ALLOCATIONS_EXPORT void *calloc(size_t count, size_t size) {
  if (!ready()) {
    size_t total;
    return __builtin_mul_overflow(count, size, &total) ? NULL : from_arena(total);
  }
  note();
  return next.calloc(count, size);
}

MIEN_ALLOCATIONS_EXPORT void *realloc(void *block, size_t size) {
  int known = ready();
  if (known && !in_arena(block)) {
    note();
    return next.realloc(block, size);
  }
  if (known) note();
  void *moved = known ? next.malloc(size) : from_arena(size);
  if (moved && block) {
    size_t most = (size_t)(arena + ARENA - (char *)block);
    memcpy(moved, block, size < most ? size : most);
  }
  return moved;
}

MIEN_ALLOCATIONS_EXPORT void *reallocarray(void *block, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(block, total);
}

MIEN_ALLOCATIONS_EXPORT void free(void *block) {
  if (block && !in_arena(block) && ready()) next.free(block);
}

MIEN_ALLOCATIONS_EXPORT int posix_memalign(void **block, size_t alignment, size_t size) {
  if (!ready()) return ENOMEM;
  note();
  return next.posix_memalign(block, alignment, size);
}

#define ALIGNED(name, parameters, arguments)            \
  MIEN_ALLOCATIONS_EXPORT void *name parameters {       \
    if (!ready()) return NULL;                          \
    note();                                             \
    return next.name arguments;                         \
  }

ALIGNED(aligned_alloc, (size_t alignment, size_t size), (alignment, size))
ALIGNED(memalign, (size_t alignment, size_t size), (alignment, size))
ALIGNED(valloc, (size_t size), (size))
ALIGNED(pvalloc, (size_t size), (size))
