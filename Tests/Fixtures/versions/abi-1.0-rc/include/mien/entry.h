/* The one symbol that a plugin exports. */
#ifndef MIEN_ENTRY_H
#define MIEN_ENTRY_H

#include <stddef.h>
#include <stdint.h>

#include "host.h"
#include "strategy.h"
#include "version.h"

/* The plugin's table. Owned by the plugin; valid and unchanged as long as the library is loaded. */
typedef struct mien_entry {
  uint32_t size;
  uint32_t abi_major; /* of the headers it was built with; a host of another major reads no further */
  uint32_t abi_minor;
  uint32_t strategy_count; /* at least 1 */

  /* [any thread, several at once] The descriptor of strategy `index`, or null past the end. Owned by the
   * plugin; valid and unchanged as long as the library is loaded. */
  const mien_strategy_descriptor *(*descriptor)(uint32_t index);

  /* [control-thread, several at once] Makes an instance of strategy `index`: hosts make takes in parallel.
   * On success `*strategy` is the caller's to use until destroy; on failure it is not touched, nothing is
   * left behind, and `host->log` may say why. `host` is the host's and valid until destroy returns; it may
   * have no extension at all, as when a host only reads parameters. */
  mien_status (*create)(uint32_t index, const mien_host *host, mien_strategy **strategy);
} mien_entry;

enum { MIEN_ENTRY_SIZE_1_0 = offsetof(mien_entry, create) + sizeof(void *) };

#ifdef __cplusplus
extern "C" {
#endif

/* [control-thread] Called once after loading, before anything else, with the version of the host's headers.
 * Does no work beyond returning the table, which is the plugin's and valid as long as the library is loaded;
 * returns null when the plugin cannot serve a host of that version. A host with a smaller minor is served. */
MIEN_EXPORT const mien_entry *mien_strategy_entry(uint32_t host_major, uint32_t host_minor);

#ifdef __cplusplus
}
#endif

typedef const mien_entry *(*mien_strategy_entry_function)(uint32_t host_major, uint32_t host_minor);

#define MIEN_ENTRY_SYMBOL "mien_strategy_entry"

#endif
