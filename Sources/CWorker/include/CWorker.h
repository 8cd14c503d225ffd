// The walls around a worker: a process in which a strategy runs that nobody trusts.
//
// The host spawns it with three descriptors, talks to it over a socket, and ends it. The worker limits and
// confines itself before it loads anything foreign. Functions give 0 or an errno unless they say otherwise;
// none of them keeps state, and all may be called from several threads at once.
#ifndef CWORKER_H
#define CWORKER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Spawning and ending

/// Starts the program at `path` with the arguments and environment given, both ended by NULL.
///
/// The child has /dev/null as stdin, `fd_stdio` as stdout and stderr, `fd_socket`, `fd_memory` and
/// `fd_scratch` as 3, 4 and 5, and nothing else that was open here; the sources may have any numbers, also
/// those. A negative `fd_stdio` stands for /dev/null, any other negative one leaves its number closed. The
/// child leads a process group of its own, blocks no signals and handles all of them as by default. The
/// working folder, limits and user are the caller's. `*pid` is set on success; a program that cannot be
/// started is the errno of exec.
int cworker_spawn(
    const char *path, char *const argv[], char *const envp[], int fd_socket, int fd_memory, int fd_scratch,
    int fd_stdio, pid_t *pid);

/// Kills the process group of a child that `cworker_spawn` started, and waits for it. `*status` is what
/// `cworker_exit_code` and `cworker_signal` read, `*max_rss_kib` the most memory it held; both may be NULL.
/// ECHILD when it has been waited for already. A child that had ended by itself keeps its own status.
int cworker_end(pid_t pid, int *status, long *max_rss_kib);

/// Waits until a child has ended, at most `timeout_ms` (negative: for ever), then as `cworker_end`.
/// ETIMEDOUT leaves the child as it is.
int cworker_wait(pid_t pid, int timeout_ms, int *status, long *max_rss_kib);

/// The code with which a process left by itself, -1 when a signal ended it.
int cworker_exit_code(int status);

/// The signal that ended a process, 0 when it left by itself.
int cworker_signal(int status);

/// Bytes of memory that a process holds now (0: this one); 0 when there is no such process.
uint64_t cworker_resident(pid_t pid);

/// Nanoseconds of processor time that a process and its threads have used (0: this one); 0 when there is no
/// such process.
uint64_t cworker_cpu_nanoseconds(pid_t pid);

/// Nanoseconds of a clock that only goes forward.
uint64_t cworker_nanoseconds(void);

// Memory

/// Makes memory of that many bytes, all zero, that two processes can map. It cannot shrink, so that nobody
/// takes pages from under the other. Closed by exec.
int cworker_memory(uint64_t bytes, int *fd);

/// Bytes of a notepad.
#define CWORKER_NOTEPAD_BYTES 262144

/// Makes a file in memory for a worker's stdout and stderr. It takes CWORKER_NOTEPAD_BYTES and no more:
/// writes behind its end fail with EPERM in the worker. Closed by exec.
int cworker_notepad(int *fd);

/// Copies what stands in a notepad from byte `from` on, up to the first byte that nobody wrote, into `bytes`.
/// `*length` is how many were copied, 0 at its end.
int cworker_read_notepad(int fd, uint64_t from, char *bytes, size_t capacity, size_t *length);

/// Bytes on either side of mapped rows that cannot be touched.
#define CWORKER_GUARD_BYTES 4194304

/// Maps `bytes` of a memory from `offset` on, a multiple of the page size, to be read and written. The
/// CWORKER_GUARD_BYTES before the first page and behind the last fault when touched. EINVAL for an offset
/// that is not aligned, for no bytes, and for what lies behind the memory's end.
int cworker_map_rows(int fd, uint64_t offset, uint64_t bytes, void **start);

/// Takes back what `cworker_map_rows` gave, guards and all.
int cworker_unmap_rows(void *start, uint64_t bytes);

// Messages

/// Opens the two ends of a connection that keeps messages apart. Both are closed by exec.
int cworker_channel(int ends[2]);

/// Sends one message. It never waits: EAGAIN when the peer has left too many unread. ENOTCONN when the peer
/// is gone. No signal is raised. EINVAL for an empty message.
int cworker_send(int fd, const void *bytes, size_t length);

/// Receives one message.
///
/// Looks for it without sleeping for `spin_us` microseconds, which burns a core but saves the two wake-ups
/// of a message that comes soon; then sleeps until `timeout_ms` after the call (negative: for ever).
/// ETIMEDOUT when none came, ENOTCONN when the peer is gone and all it sent is read, EMSGSIZE for a message
/// longer than `capacity`, which is lost; `*length` is then its whole length.
int cworker_receive(int fd, void *bytes, size_t capacity, int timeout_ms, int spin_us, size_t *length);

// Scratch folders

/// Removes the folder `path` and all that is in it, however deep, also folders that forbid it to their owner.
/// Links are removed, not followed, and a few descriptors are all that it takes. ENOTDIR for what is no
/// folder, also for a link to one, EINVAL for a path that ends in "." or ".." and for "/"; else the first
/// errno, with as much removed as could be. The workers that wrote there must have ended.
int cworker_remove_tree(const char *path);

/// Removes what killed hosts left in `folder`: folders of this user with the name `prefix`, the number of a
/// process that is no more, "-" and anything, as in `mien-worker-4711-x`. The first errno of what could not be
/// removed; the others are still tried. A process that this one cannot see, as in another container with the
/// same `folder`, counts as none.
int cworker_sweep(const char *folder, const char *prefix);

// What a worker does to itself

/// Limits this process: address space (0: as it is), open descriptors, files of at most 256 MiB (a larger one
/// ends it with SIGXFSZ), no core files, which also keeps debuggers out. After `cworker_sandbox` there is no way
/// back; core files and debuggers come back when the process becomes another program.
int cworker_limits(uint64_t address_space_bytes, uint64_t descriptors);

/// Confines this process, for good.
///
/// Afterwards files below `read_paths` may be read and mapped as code, files below `write_paths` also
/// written, made and removed; both lists end with NULL, a path that is not there is passed over, and a path
/// may be `/proc/self/fd/5`. This process' own folder in /proc and /dev/null, zero, random and urandom are
/// always open. Programs, processes, signals to others, places
/// of others in the order of processes, files in memory, limits, owners and modes of files, mounts, tracing
/// and everything else that reaches out of the process are refused with EPERM, and so is the network unless
/// `allow_network` is not 0. Threads, memory, and what is open already go on working.
///
/// Call it while this is the only thread, before anything foreign is loaded. What this kernel cannot do is
/// said in `said`, in one line, "" when all of it is in force. Returns an errno only when the process could
/// not even be kept from gaining rights.
int cworker_sandbox(
    const char *const *read_paths, const char *const *write_paths, int allow_network, char *said,
    size_t capacity);

/// As `cworker_sandbox`, for a process that then becomes an interpreter: `execve` passes when its first argument
/// is the very pointer `program`, and no other `execve` does. The program must lie below `read_paths` with all
/// it loads. It keeps every wall but one: a script that goes to the length of putting the name of another
/// program at that address may become that program, within the same walls.
int cworker_sandbox_for(
    const char *program, const char *const *read_paths, const char *const *write_paths, int allow_network,
    char *said, size_t capacity);

/// Version of landlock in this kernel, 0 when it has none: files outside are safe from 3 on.
int cworker_landlock(void);

/// Starts a thread that ends this process with code 0 as soon as the peer of the socket `fd` is gone, or
/// within a second after `fd` was closed or this process has got another parent than at the call. Call it
/// after `cworker_sandbox`.
int cworker_end_with_host(int fd);

#endif
