/* Host extension `mien.rehearsal/1`: the character's recorded sessions that a strategy may learn from.
 *
 * They are never those on which it is scored. There for strategies whose descriptor says
 * MIEN_NEEDS_REHEARSAL. */
#ifndef MIEN_EXT_REHEARSAL_H
#define MIEN_EXT_REHEARSAL_H

#include <stddef.h>
#include <stdint.h>

#include "../channel.h"
#include "../host.h"

#define MIEN_EXT_REHEARSAL "mien.rehearsal/1"

/* One session's motion. Owned by the host, with all that it points to; valid and unchanged until destroy
 * returns. */
typedef struct mien_rehearsal_session {
  uint32_t size;
  uint32_t channel_count;
  const char *id;               /* UTF-8, never null */
  const mien_channel *channels; /* names and kinds, in the order of the rows; bind by name */
  const float *rows;            /* frame_count rows, packed channels as in mien_output */
  uint64_t frame_count;
  uint32_t row_stride;     /* floats from one row to the next */
  uint32_t rate_numerator; /* frames per second of this recording, which need not be the session's */
  uint32_t rate_denominator;
  uint32_t reserved; /* 0 */
  const char *title; /* since 1.1 */
} mien_rehearsal_session;

enum { MIEN_REHEARSAL_SESSION_SIZE_1 = offsetof(mien_rehearsal_session, reserved) + sizeof(uint32_t) };

/* Owned by the host; valid and unchanged until destroy returns. */
typedef struct mien_rehearsal {
  uint32_t size;
  uint32_t reserved; /* 0 */

  /* [control-thread, from prepare on] Number of sessions; may be 0. */
  uint32_t (*count)(const mien_host *host);

  /* [control-thread, from prepare on] The session at `index`, or null past the end. Owned by the host, valid
   * until destroy returns. */
  const mien_rehearsal_session *(*session)(const mien_host *host, uint32_t index);
  const char *(*license)(const mien_host *host); /* since 1.1 */
} mien_rehearsal;

enum { MIEN_REHEARSAL_SIZE_1 = offsetof(mien_rehearsal, session) + sizeof(void *) };

#endif
