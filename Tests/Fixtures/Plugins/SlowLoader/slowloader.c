/* A plugin that is never done with being loaded. */
#include <unistd.h>

#include "slowloader.h"

__attribute__((constructor)) static void load(void) {
  for (;;) pause();
}

MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t major, uint32_t minor) {
  return (void)major, (void)minor, NULL;
}
