/* A plugin that takes its process with it as soon as it is asked what it holds. Before that it talks more
 * than a pipe holds, so that a host which reads one pipe after the other waits for ever. */
#include <stdio.h>
#include <stdlib.h>

#include "crasher.h"

static const mien_strategy_descriptor *descriptor(uint32_t index) {
  (void)index;
  for (int i = 0; i < 20000; i++) fputs("crashing soon\n", stderr);
  abort();
}

static mien_status create(uint32_t index, const mien_host *host, mien_strategy **strategy) {
  return (void)index, (void)host, (void)strategy, MIEN_FAILED;
}

MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t major, uint32_t minor) {
  static const mien_entry entry = {sizeof(mien_entry), MIEN_ABI_MAJOR, MIEN_ABI_MINOR, 1, descriptor, create};
  return (void)major, (void)minor, &entry;
}
