/* Plugin extension `mien.state/1`: an instance's state as bytes, so that a session can go on elsewhere.
 *
 * Load comes in place of what was received and rendered before: a fresh instance of the same build,
 * prepared for the same session, given the bytes that were saved before frame k, goes on with frame k and
 * renders what the first one would have. Bytes need no meaning to any other build; load refuses those that it
 * cannot read with MIEN_FAILED and never trusts them. */
#ifndef MIEN_EXT_STATE_H
#define MIEN_EXT_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "../strategy.h"

#define MIEN_EXT_STATE "mien.state/1"

/* Owned by the plugin; valid and unchanged until destroy is called. No function is null. */
typedef struct mien_state {
  uint32_t size;
  uint32_t reserved; /* 0 */

  /* [control-thread, prepared, any number of times] Writes the state into `bytes`, which the caller owns and
   * which holds `capacity` bytes (null for 0). `*length` becomes what the state takes; when that is more than
   * `capacity` nothing is written, the call still is MIEN_OK, and the caller comes again with more room. What
   * is rendered afterwards does not change by it. */
  mien_status (*save)(mien_strategy *strategy, void *bytes, uint64_t capacity, uint64_t *length);

  /* [control-thread, prepared, before the first receive or render] Takes on a saved state. The bytes are the
   * caller's and valid during the call; they need not be aligned. Audio that was known when the state was
   * saved is readable again before the next render. After a failure only last_error and destroy follow. */
  mien_status (*load)(mien_strategy *strategy, const void *bytes, uint64_t length);
  uint64_t (*largest)(mien_strategy *strategy); /* since 1.1 */
} mien_state;

enum { MIEN_STATE_SIZE_1 = offsetof(mien_state, load) + sizeof(void *) };

#endif
