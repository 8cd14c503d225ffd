/* A plugin of a contract that is not this one: its table says major 2, and nothing else of it may be read. */
#include "foreignmajor.h"

MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t major, uint32_t minor) {
  static const mien_entry entry = {sizeof(mien_entry), 2, 0, 1, 0, 0};
  return (void)major, (void)minor, &entry;
}
