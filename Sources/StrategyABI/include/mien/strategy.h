/* A strategy: what it is, and an instance that makes one take.
 *
 * Threads. All calls to one instance come one after the other, from one thread at a time, which may change
 * between calls. Different instances may be called at the same time from different threads.
 * [control-thread] calls may allocate and log. [frame-thread] calls must neither allocate, lock, log, wait
 * nor do I/O.
 *
 * Order: create, (extensions), prepare once, then receive and render as the session goes, destroy. After a
 * failure of prepare, receive or render only last_error and destroy follow. */
#ifndef MIEN_STRATEGY_H
#define MIEN_STRATEGY_H

#include <stddef.h>
#include <stdint.h>

#include "channel.h"
#include "host.h"
#include "record.h"
#include "version.h"

/* What makes a difference to a strategy. Records of all kinds come in any case; audio and sessions to learn
 * from are there only where they are named. A host overlooks needs that it does not know: the extension is
 * then absent. */
#define MIEN_NEEDS_WORDS 1u
#define MIEN_NEEDS_PHONES 2u
#define MIEN_NEEDS_OWN_AUDIO 4u      /* features/1 of the participant performed */
#define MIEN_NEEDS_PARTNER_AUDIO 8u  /* features/1 of the others */
#define MIEN_NEEDS_REHEARSAL 16u     /* rehearsal/1: sessions to learn from */

/* What a strategy is. Owned by the plugin, with all that it points to; valid and unchanged as long as the
 * library is loaded. Strings are UTF-8 and never null. */
typedef struct mien_strategy_descriptor {
  uint32_t size;
  uint32_t needs;      /* MIEN_NEEDS_... */
  const char *id;      /* lower case, digits, '-', '.'; the same as in strategy.json */
  const char *version; /* semantic version of the behavior: a change of output is a change of version */
  const char *title;
  const char *summary; /* one sentence */
  const char *vendor;
  const mien_channel *channels; /* what it writes, in the order of its rows; no name twice */
  uint32_t channel_count;       /* 1...4096 */
  float tolerance; /* 0: same inputs and seed give the same bytes; else the largest difference to expect */
} mien_strategy_descriptor;

enum {
  MIEN_STRATEGY_DESCRIPTOR_SIZE_1_0 = offsetof(mien_strategy_descriptor, tolerance) + sizeof(float)
};

/* What a session is like. Owned by the host, with all that it points to; valid during prepare: copy what is
 * needed later. It says nothing of the session's length or content: those become known with time. */
typedef struct mien_session {
  uint32_t size;
  uint32_t rate_numerator;        /* frames per second = numerator / denominator, 1...1000: frame k is */
  uint32_t rate_denominator;      /* that of the time k * denominator / numerator, to the nearest flick */
  uint32_t largest_span;          /* render is never asked for more frames at once */
  uint64_t seed;                  /* the only source of randomness */
  uint32_t participant_count;     /* at least 1; 0 is the one performed */
  uint32_t channel_count;         /* as declared */
  const uint8_t *channel_present; /* per declared channel: 1 when the character has it */
  const char *participant;        /* id of the one performed; UTF-8, never null */
  const char *language;           /* BCP 47, "" when unknown; never null */
} mien_session;

enum { MIEN_SESSION_SIZE_1_0 = offsetof(mien_session, language) + sizeof(void *) };

/* What a strategy settles in prepare. Owned by the host, valid during prepare; all but `size` is 0 before
 * the call. */
typedef struct mien_binding {
  uint32_t size;
  uint32_t lookahead_frames; /* frame k may use what is known at t(k + lookahead); 0...600 */
} mien_binding;

enum { MIEN_BINDING_SIZE_1_0 = offsetof(mien_binding, lookahead_frames) + sizeof(uint32_t) };

/* Which frames to render. Owned by the host, valid during render. */
typedef struct mien_input {
  uint32_t size;
  uint32_t frame_count; /* 1...largest_span */
  int64_t first_frame;  /* index of the first one; every frame is asked for once, in order */
} mien_input;

enum { MIEN_INPUT_SIZE_1_0 = offsetof(mien_input, first_frame) + sizeof(int64_t) };

/* Where frames go. Rows hold the declared channels in declared order, packed. Owned by the host, with the
 * memory it points to; valid during render. Floats between the end of a row and the next one are not the
 * strategy's. */
typedef struct mien_output {
  uint32_t size;
  uint32_t row_stride;      /* floats from one row to the next */
  uint32_t activity_stride; /* floats from one activity row to the next */
  uint32_t reserved;        /* 0 */
  float *rows;              /* set to the rest pose by the host */
  float *activity;          /* per channel 0...1, set to 1 by the host: how far the layer holds it */
} mien_output;

enum { MIEN_OUTPUT_SIZE_1_0 = offsetof(mien_output, activity) + sizeof(void *) };

/* An instance. Owned by the plugin; valid and unchanged from create until destroy is called. */
typedef struct mien_strategy {
  uint32_t size;
  uint32_t reserved; /* 0 */
  void *context;     /* the plugin's own; hosts leave it alone */

  /* [control-thread] Once, before anything is received or rendered. */
  mien_status (*prepare)(struct mien_strategy *strategy, const mien_session *session, mien_binding *binding);

  /* [control-thread, prepared] What became known since the last call, in order of due frame, arrival,
   * sequence. Called before the first frame that may depend on it; never with count 0. */
  mien_status (*receive)(struct mien_strategy *strategy, const mien_record *records, uint32_t count);

  /* [frame-thread, prepared] Renders frames within which nothing new becomes known. Numbers must be finite.
   * Output must not depend on how frames are grouped into calls. */
  mien_status (*render)(struct mien_strategy *strategy, const mien_input *input, const mien_output *output);

  /* [control-thread] Ends the instance, prepared or not, and frees all it owns. No call follows. */
  void (*destroy)(struct mien_strategy *strategy);

  /* [control-thread] A plugin extension by id (`mien.params/1`), or null when there is none; `id` is the
   * caller's and read during the call. The table is the plugin's; valid and unchanged until destroy is
   * called. The function itself may be null: no extensions. */
  const void *(*get_extension)(struct mien_strategy *strategy, const char *id);

  /* [control-thread] Why the last call failed, or null; UTF-8, owned by the plugin, valid until the next
   * call. The function itself may be null: no texts. */
  const char *(*last_error)(struct mien_strategy *strategy);
} mien_strategy;

enum { MIEN_STRATEGY_SIZE_1_0 = offsetof(mien_strategy, last_error) + sizeof(void *) };

#endif
