// What Swift cannot say to the system itself: signal handlers and children on a terminal of their own.
#ifndef CSYS_H
#define CSYS_H

#include <sys/types.h>

/// Opens a pipe that children do not inherit; `ends` holds its read and write end. With `nonblocking`
/// neither end ever waits. Returns 0 or an errno.
int csys_pipe(int ends[2], int nonblocking);

/// Makes each listed signal write its number as one byte to `descriptor`, and nothing else.
///
/// A signal that was ignored before (nohup, a background job) stays ignored. The descriptor must be
/// non-blocking, or a full pipe would hold up the program. Call once, before other threads start.
/// Returns 0, or the errno of the first failure.
int csys_signals_to(int descriptor, const int *signals, int count);

/// Passes over SIGPIPE, so that a reader that went away shows as an error of `write`; programs started
/// from here still die of it. Returns 0 or an errno.
int csys_ignore_broken_pipes(void);

/// Reads and writes text as the locale says, with UTF-8 where the locale says nothing. Returns 1 when
/// text is UTF-8 afterwards. Numbers keep the form of the C locale.
int csys_use_utf8(void);

/// Starts a program whose stdin, stdout and stderr are a new terminal of `rows` times `columns`.
///
/// `arguments` and `environment` end with NULL. On success `*master` is the other end of the terminal,
/// which the caller closes, and the return value is the child's id, which the caller waits for. On
/// failure returns the negative errno.
pid_t csys_spawn_on_terminal(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns, int *master);

#endif
