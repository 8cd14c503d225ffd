/* One library, many strategies, each with one misdeed; without it they are alike and honest.
 *
 * All write three weights and the turn of the head: [0] goes up and down with the frame, [1] steps with every
 * word whose time has come, [2] is 0 or what the misdeed reports, and the head nods. Parameter `at` is the
 * frame from which on (or at which) it happens; only an instance that was prepared misbehaves.
 *
 *   honest           nothing; has state/1
 *   segfault         writes to a bad address               abort     aborts
 *   trap             runs into a trap                      hang      computes for ever
 *   sleep            waits for ever                        hog       takes memory without end
 *   leak             loses 64 KiB per call, from frame 0   exit      exit(0)
 *   quit             _exit(0)                              close     closes descriptors 0 to 1023
 *   nan              one weight is no number               infinite  one weight is infinite
 *   overrun          one float behind each row             overrun-far   1 MiB behind the rows
 *   underrun         one float before the first row        activity-overrun  one behind each row's activity
 *   out-of-range     weights of 3 and -2, a rotation of length 2
 *   peek             reports how much audio it finds behind what is known (10 rows, 1600 samples)
 *   early            steps 30 frames before its words when a former take in its process told it of them
 *   restless         reports the clock and an address      blocky    reports its place in the call
 *   understated      declares 0 frames of lookahead, and 12 from the second time on in its process
 *   allocates        allocates in render                   slow      computes 0.2 s per frame
 *   connects         in prepare; reports 0.5 for a socket, 1 for a connection to 127.0.0.1:9
 *   writes           reports 1 when it made /tmp/mien-rogue-escape
 *   reads            reports 1 when it could list the user's home
 *   forks            starts 3 children that sleep for a minute, reports the share that lives
 *   kills            reports 1 when its parent took a SIGTERM
 *   prints           1 MiB each to stdout and stderr per frame
 *   unsettable       refuses the highest value of `at`     state-liar  load forgets the words
 *   growing          keeps 256 KiB more per frame, until destroy
 *   crash-destroy    aborts in destroy                     refuses   prepare fails with two lines, 10 KB
 *   silent           declares 700 frames of lookahead      deaf      receive fails at the third record
 *   lagging          steps 30 frames after its words       lookahead-12  declares 12 frames and uses them
 *   overstated       declares 60 frames and uses none      tolerant  restless, with a declared tolerance of 2
 *   forgetful        has state/1; reports every third question among its words, and saves no count of them */
#ifndef MISDEEDS_H
#define MISDEEDS_H

#include "rogue.h"

/* Name, id, frames of lookahead declared, frames that its words come early (or late). */
#define MISDEEDS(_)                                                                                           \
  _(HONEST, "honest", 0, 0) _(SEGFAULT, "segfault", 0, 0) _(ABORT, "abort", 0, 0) _(TRAP, "trap", 0, 0)       \
  _(HANG, "hang", 0, 0) _(SLEEP, "sleep", 0, 0) _(HOG, "hog", 0, 0) _(LEAK, "leak", 0, 0)                     \
  _(EXIT, "exit", 0, 0) _(QUIT, "quit", 0, 0) _(CLOSE, "close", 0, 0) _(NOT_A_NUMBER, "nan", 0, 0)            \
  _(INFINITE, "infinite", 0, 0) _(OVERRUN, "overrun", 0, 0) _(OVERRUN_FAR, "overrun-far", 0, 0)               \
  _(UNDERRUN, "underrun", 0, 0) _(ACTIVITY_OVERRUN, "activity-overrun", 0, 0)                                 \
  _(OUT_OF_RANGE, "out-of-range", 0, 0) _(PEEK, "peek", 0, 0) _(EARLY, "early", 0, 0)                         \
  _(RESTLESS, "restless", 0, 0) _(BLOCKY, "blocky", 0, 0) _(UNDERSTATED, "understated", 0, 0)                 \
  _(ALLOCATES, "allocates", 0, 0) _(SLOW, "slow", 0, 0) _(CONNECTS, "connects", 0, 0)                         \
  _(WRITES, "writes", 0, 0) _(READS, "reads", 0, 0) _(FORKS, "forks", 0, 0) _(KILLS, "kills", 0, 0)           \
  _(PRINTS, "prints", 0, 0) _(UNSETTABLE, "unsettable", 0, 0) _(STATE_LIAR, "state-liar", 0, 0)               \
  _(GROWING, "growing", 0, 0) _(CRASH_DESTROY, "crash-destroy", 0, 0) _(REFUSES, "refuses", 0, 0)             \
  _(SILENT, "silent", 700, 0) _(DEAF, "deaf", 0, 0) _(LAGGING, "lagging", 0, -30)                             \
  _(LOOKAHEAD_12, "lookahead-12", 12, 12) _(OVERSTATED, "overstated", 60, 0)                             \
  _(TOLERANT, "tolerant", 0, 0) _(FORGETFUL, "forgetful", 0, 0)

#define MISDEED_NAME(name, id, lookahead, reach) name,
typedef enum misdeed { MISDEEDS(MISDEED_NAME) MISDEED_COUNT } misdeed;

enum { CHANNELS = 4, REPORT = 2, HEAD = 3, WIDTH = HEAD + 4 };

typedef struct rogue {
  mien_strategy table;
  const mien_host *host;
  const mien_feature_stream *own;
  const char *error;
  misdeed deed;
  int prepared;
  double at;
  float report;
  int64_t numerator, denominator, reach;
  int64_t *words; /* arrival of each word, in order; twice it, and 1 more for a question */
  uint64_t word_count, word_room, shown, records, questions;
  void *kept; /* a chain of blocks that destroy frees */
} rogue;

/* In prepare, before the binding is given. */
__attribute__((visibility("hidden"))) mien_status misdeed_in_prepare(rogue *r, mien_binding *binding);

/* In render, after an honest row was written for `frame`. */
__attribute__((visibility("hidden"))) mien_status misdeed_in_render(
    rogue *r, const mien_input *input, const mien_output *output, int64_t frame);

#endif
