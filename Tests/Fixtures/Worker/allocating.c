/* Asks for memory in every way, and says how much of that was counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*arm)(void);
static uint64_t (*disarm)(void);

static void *others(void *stop) {
  for (int round = 0; !__atomic_load_n((int *)stop, __ATOMIC_ACQUIRE) || round < 1000; round++) {
    void *volatile block = malloc((size_t)round % 4096);
    free(block);
  }
  return NULL;
}

int main(void) {
  *(void **)&arm = dlsym(RTLD_DEFAULT, "mien_allocations_arm");
  *(void **)&disarm = dlsym(RTLD_DEFAULT, "mien_allocations_disarm");
  if (!arm || !disarm) return puts("absent"), 0;

  void *volatile blocks[10];
  void *placed = NULL;
  blocks[9] = malloc(7);
  arm();
  blocks[0] = malloc(10);
  blocks[0] = realloc(blocks[0], 5000);
  blocks[1] = calloc(3, 3);
  blocks[2] = reallocarray(NULL, 4, 4);
  int failure = posix_memalign(&placed, 64, 100);
  blocks[3] = aligned_alloc(64, 128);
  blocks[4] = memalign(64, 128);
  blocks[5] = strdup("text");
  for (int index = 0; index < 6; index++) free(blocks[index]);
  free(placed);
  uint64_t counted = disarm();
  free(blocks[9]);
  printf("%d %llu\n", failure, (unsigned long long)counted);

  int stop = 0;
  pthread_t thread;
  pthread_create(&thread, NULL, others, &stop);
  arm();
  for (volatile int turns = 0; turns < 1000000; turns++);
  counted = disarm();
  __atomic_store_n(&stop, 1, __ATOMIC_RELEASE);
  pthread_join(thread, NULL);
  printf("%llu\n", (unsigned long long)counted);
  return 0;
}
