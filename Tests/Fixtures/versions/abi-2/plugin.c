/* Plugins of a major that is not this one. Nothing but the first three numbers of the table means the same
 * there. Built with -DPOLITE it looks at the host's major first and gives nothing to a host of another one. */
#include <stddef.h>
#include <stdint.h>

typedef struct entry_2 {
  uint32_t size, abi_major, abi_minor;
  double anything[4];
} entry_2;

__attribute__((visibility("default"))) const entry_2 *mien_strategy_entry(uint32_t major, uint32_t minor) {
  static const entry_2 entry = {sizeof entry, 2, 0, {1, 2, 3, 4}};
  (void)minor;
#ifdef POLITE
  return major == 2 ? &entry : NULL;
#else
  (void)major;
  return &entry;
#endif
}
