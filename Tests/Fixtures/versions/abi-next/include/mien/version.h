/* Version of the contract between a Mien host and a strategy plugin.
 *
 * Another major is refused by name. A newer minor only adds: structs grow at their end, and every reader
 * uses the smaller of the size it knows and the size it is given. The size that a struct had when its
 * version first came out stands beside it (..._SIZE_1_0, ..._SIZE_1): less than that is refused. Structs
 * that lie in arrays without a size of their own (mien_channel) never grow. */
#ifndef MIEN_VERSION_H
#define MIEN_VERSION_H

#include <stddef.h>
#include <stdint.h>

#define MIEN_ABI_MAJOR 1u
#define MIEN_ABI_MINOR 1u

/* Flicks in one second: every time in the contract is an int64 of flicks on the session axis. */
#define MIEN_FLICKS_PER_SECOND INT64_C(705600000)

#if defined(__GNUC__) || defined(__clang__)
#define MIEN_EXPORT __attribute__((visibility("default")))
#else
#define MIEN_EXPORT
#endif

/* Whether the sized struct at `pointer` reaches as far as `field` of `type`: to be asked before touching a
 * field that came after 1.0, or after revision 1 of an extension. */
#define MIEN_HOLDS(type, pointer, field) \
  ((pointer)->size >= offsetof(type, field) + sizeof(((const type *)0)->field))

/* What a call came to. Negative is failure, also in codes that a reader does not know; the text is had from
 * mien_strategy.last_error. */
typedef int32_t mien_status;
#define MIEN_OK ((mien_status)0)
#define MIEN_FAILED ((mien_status)-1)        /* the plugin could not do it, see last_error */
#define MIEN_BAD_ARGUMENT ((mien_status)-2)  /* the caller broke the contract */
#define MIEN_UNSUPPORTED ((mien_status)-3)   /* this session cannot be served (rate, channels) */
#define MIEN_OUT_OF_MEMORY ((mien_status)-4)

#endif
