/* Records: what becomes known to a strategy, as flat sized structs. */
#ifndef MIEN_RECORD_H
#define MIEN_RECORD_H

#include <stddef.h>
#include <stdint.h>

/* Kinds. A reader skips kinds and operations that it does not know. */
#define MIEN_RECORD_TURN 1u      /* a turn; text = what is written, where it is known */
#define MIEN_RECORD_DELTA 2u     /* a piece of generated text; no media time, anchored to its turn */
#define MIEN_RECORD_WORD 3u      /* a spoken word; text = the word */
#define MIEN_RECORD_PHONE 4u     /* a phone; text = ARPABET with stress digit, or SIL */
#define MIEN_RECORD_CUE 5u       /* something to express; cue = its sort, text = what, value = how strongly */
#define MIEN_RECORD_AUDIO 6u     /* speech audio became available; read it through features/1 */
#define MIEN_RECORD_VOICE 7u     /* a stretch of voice activity; without an end it goes on */
#define MIEN_RECORD_PARAMETER 8u /* a parameter of the strategy changes; text = id, value = new value */

/* Operations. */
#define MIEN_OP_ANNOUNCE 1u /* becomes known for the first time */
#define MIEN_OP_REVISE 2u   /* is corrected: only the fields whose flags are set change */
#define MIEN_OP_CANCEL 3u   /* is taken back from `end` on (it fell silent there), else from arrival on */

/* Sorts of cue. */
#define MIEN_CUE_EMOTION 1u /* a named emotion */
#define MIEN_CUE_EMOJI 2u
#define MIEN_CUE_STAGE 3u /* a stage direction */
#define MIEN_CUE_TOOL 4u  /* a tool call */
#define MIEN_CUE_GAZE 5u  /* whom or what to look at */

/* Flags: which fields are set, and how good the times are. A field whose flag is not set is 0. */
#define MIEN_HAS_START 1u
#define MIEN_HAS_END 2u
#define MIEN_HAS_VALUE 4u
#define MIEN_HAS_ANCHOR 8u    /* turn and offset */
#define MIEN_HAS_TEXT 16u     /* also of an empty text */
#define MIEN_IS_ESTIMATED 32u /* times were spread by rule, not measured */

/* One record.
 *
 * Records of a batch lie one after the other, each `size` bytes long (a multiple of 8, and perhaps more than
 * the reader knows): step with mien_record_next. Owned by the host, with their texts; valid and unchanged
 * until receive returns.
 *
 * Times are flicks on the session axis, 0 = the first sample of the session's audio. `arrival` is always set
 * and is when the strategy may know; `start` and `end` are when the thing happens. A thing may be known
 * before it happens (speech is synthesised ahead) or after it is over (recognisers lag). */
typedef struct mien_record {
  uint32_t size;
  uint16_t kind;        /* MIEN_RECORD_... */
  uint16_t op;          /* MIEN_OP_... */
  uint32_t flags;       /* MIEN_HAS_..., MIEN_IS_... */
  uint32_t cue;         /* MIEN_CUE_..., 0 for other kinds */
  uint32_t participant; /* 0 = the one performed, 1... = the others */
  uint32_t offset;      /* anchor: UTF-8 offset into the turn's text */
  uint64_t id;          /* the thing spoken of, never 0; revise and cancel repeat it */
  uint64_t turn;        /* anchor: id of the turn */
  int64_t arrival;      /* flicks; when it became known */
  int64_t start;        /* flicks */
  int64_t end;          /* flicks, half-open */
  double value;         /* strength of a cue 0..1, or a parameter's value */
  const char *text;     /* UTF-8, zero-terminated, never null; "" unless MIEN_HAS_TEXT */
  uint32_t text_length; /* bytes without the zero */
  uint32_t reserved;    /* 0 */
} mien_record;

enum { MIEN_RECORD_SIZE_1_0 = offsetof(mien_record, reserved) + sizeof(uint32_t) };

/* [any thread] The record after `record` in a batch; past the last one there is nothing to read. */
static inline const mien_record *mien_record_next(const mien_record *record) {
  return (const mien_record *)(const void *)((const char *)record + record->size);
}

#endif
