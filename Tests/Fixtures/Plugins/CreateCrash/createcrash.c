/* A plugin whose descriptor is fine and that takes its process with it when an instance is made. */
#include <stdlib.h>

#include "createcrash.h"

static const mien_channel channels[] = {{"jawOpen", MIEN_CHANNEL_WEIGHT, 0}};
static const mien_strategy_descriptor descriptor_table = {
    sizeof(mien_strategy_descriptor), 0, "crash-create", "1.0.0", "Create crash", "", "", channels, 1, 0};

static const mien_strategy_descriptor *descriptor(uint32_t i) { return i == 0 ? &descriptor_table : NULL; }
static mien_status create(uint32_t index, const mien_host *host, mien_strategy **strategy) {
  (void)index, (void)host, (void)strategy;
  abort();
}

MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t major, uint32_t minor) {
  static const mien_entry entry = {sizeof(mien_entry), MIEN_ABI_MAJOR, MIEN_ABI_MINOR, 1, descriptor, create};
  return (void)major, (void)minor, &entry;
}
