/* The one symbol that a plugin exports. */
#ifndef MIEN_ENTRY_H
#define MIEN_ENTRY_H

#include <stddef.h>
#include <stdint.h>

#include "strategy.h"

/* Owned by the plugin; valid as long as the library is loaded. */
typedef struct mien_entry {
  uint32_t size;
  uint32_t abi_major;
  uint32_t abi_minor;
  uint32_t strategy_count;

  /* [any thread] The descriptor of strategy `index`, or null past the end. */
  const mien_strategy_descriptor *(*descriptor)(uint32_t index);

  /* [any thread, several at once] Makes an instance: the host makes takes in parallel. On success
   * `*strategy` is owned by the caller until destroy. */
  mien_status (*create)(uint32_t index, const mien_host *host, mien_strategy **strategy);
} mien_entry;

enum { MIEN_ENTRY_SIZE_1_0 = offsetof(mien_entry, create) + sizeof(void *) };

/* [control-thread] Called once after loading, before anything else. Does no work beyond returning the
 * table; returns null when the plugin cannot serve a host of that version. */
MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t host_major, uint32_t host_minor);

typedef const mien_entry *(*mien_strategy_entry_function)(uint32_t host_major, uint32_t host_minor);

#define MIEN_ENTRY_SYMBOL "mien_strategy_entry"

#endif
