/* A worker that tests send in: it does one thing, says on stdout how it went, and leaves. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "CWorker.h"

static void say(const char *what, long result) {
  printf("%s: %s\n", what, result < 0 ? strerrorname_np(errno) : "ok");
}

static int opens(const char *path, int flags) {
  int fd = open(path, flags, 0600);
  if (fd >= 0) close(fd);
  return fd;
}

static int descriptors(void) {
  for (int fd = 0; fd < 4096; fd++)
    if (fcntl(fd, F_GETFD) >= 0) printf("%d ", fd);
  printf("\n%s\n", getpgrp() == getpid() ? "leads" : "follows");
  sigset_t blocked;
  sigprocmask(SIG_SETMASK, NULL, &blocked);
  int unlike = 0;
  for (int signal = 1; signal < 32; signal++) {
    struct sigaction action;
    if (sigismember(&blocked, signal) == 1) unlike++;
    if (sigaction(signal, NULL, &action) == 0 && action.sa_handler != SIG_DFL) unlike++;
  }
  printf("%d unlike\n", unlike);
  char byte;
  printf("stdin %zd\n", read(0, &byte, 1));
  for (int fd = 3; fd <= 5; fd++) {
    char link[64], target[256] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, target, sizeof target - 1);
    printf("%d %s\n", fd, length > 0 ? target : "");
  }
  return 0;
}

/* Spawns itself with sources of the numbers given. */
static int crossed(const char *program, char **numbers) {
  char *arguments[] = {(char *)program, "descriptors", NULL};
  int sources[3];
  int notes = fcntl(1, F_DUPFD, 100);
  for (int fd = 0; fd < 3; fd++) sources[fd] = fcntl(3 + fd, F_DUPFD, 50);
  for (int fd = 0; fd < 3; fd++) close(3 + fd);
  for (int fd = 0; fd < 3; fd++)
    if (dup2(sources[fd], atoi(numbers[fd])) < 0) return 2;
  pid_t child;
  if (cworker_spawn(program, arguments, environ, atoi(numbers[0]), atoi(numbers[1]), atoi(numbers[2]), notes,
                    &child) != 0)
    return 3;
  int status;
  return cworker_wait(child, 20000, &status, NULL) == 0 ? cworker_exit_code(status) : 4;
}

static int only_stdio(void) {
  struct stat null, stdio;
  for (int fd = 3; fd < 4096; fd++)
    if (fcntl(fd, F_GETFD) >= 0) return 2;
  if (stat("/dev/null", &null) != 0) return 3;
  for (int fd = 0; fd < 3; fd++)
    if (fstat(fd, &stdio) != 0 || stdio.st_rdev != null.st_rdev) return 4;
  return write(1, "x", 1) == 1 ? 0 : 5;
}

static int echo(int spin_us) {
  char bytes[65536];
  size_t length;
  for (;;) {
    int failure = cworker_receive(3, bytes, sizeof bytes, -1, spin_us, &length);
    if (failure != 0) return failure == ENOTCONN ? 0 : failure;
    if (cworker_send(3, bytes, length) != 0) return 2;
  }
}

static int guards(const char *where) {
  void *start;
  if (cworker_map_rows(4, 4096, 8192, &start) != 0) return 2;
  volatile char *rows = start;
  rows[0] = 1;
  rows[8191] = 2;
  if (strcmp(where, "before") == 0) rows[-1] = 1;
  if (strcmp(where, "behind") == 0) rows[8192] = 1;
  if (strcmp(where, "far") == 0) rows[8192 + (1 << 20)] = 1;
  return 0;
}

static void *thread(void *context) { return context; }

static void caught(int signal) { (void)signal; }

/* Everything that a sandbox is to refuse or allow; `secret` is a file outside. */
static void attempts(const char *scratch, const char *secret) {
  char path[512], other[512];
  snprintf(path, sizeof path, "%s/made", scratch);
  snprintf(other, sizeof other, "%s.other", secret);
  say("read system", opens("/usr/lib/os-release", O_RDONLY));
  say("read outside", opens(secret, O_RDONLY));
  say("write outside", opens(secret, O_WRONLY));
  say("create outside", opens(other, O_CREAT | O_WRONLY));
  say("empty outside", truncate(secret, 0));
  say("mode outside", chmod(secret, 0));
  say("remove outside", unlink(secret));
  say("write scratch", opens(path, O_CREAT | O_WRONLY));
  say("rename within scratch", rename(path, strcat(strcpy(other, path), "2")));
  snprintf(path, sizeof path, "%s.other", secret);
  say("move out", rename(other, path));
  say("link out", link(other, path));
  int inside = openat(5, "by-number", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  say("write scratch by descriptor", inside);
  say("folder in scratch", mkdirat(5, "folder", 0700));
  say("write /dev/null", opens("/dev/null", O_WRONLY));
  say("read /dev/urandom", opens("/dev/urandom", O_RDONLY));
  snprintf(path, sizeof path, "/proc/%d/environ", (int)getppid());
  say("read the host's environment", opens(path, O_RDONLY));
  say("resident", cworker_resident(0) > 0 ? 0 : -1);

  int pair[2];
  say("socket", socket(AF_INET, SOCK_STREAM, 0));
  say("local socket", socket(AF_UNIX, SOCK_STREAM, 0));
  say("raw socket", socket(AF_INET, SOCK_RAW, 1));
  say("pair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
  say("datagram pair", socketpair(AF_UNIX, SOCK_DGRAM, 0, pair));

  say("memory file", memfd_create("held", 0));
  say("secret memory", syscall(447 /* memfd_secret */, 0));
  say("memory for others", syscall(SYS_shmget, 0, 4096, 0600));
  say("library", dlopen("libutil.so.1", RTLD_NOW) ? 0 : -1);

  cpu_set_t processors;
  struct sched_param usual = {0};
  say("read processors", sched_getaffinity(0, sizeof processors, &processors));
  say("processors", sched_setaffinity(0, sizeof processors, &processors));
  say("processors by number", sched_setaffinity(getpid(), sizeof processors, &processors));
  say("processors of the host", sched_setaffinity(getppid(), sizeof processors, &processors));
  say("order of the host", sched_setscheduler(getppid(), SCHED_OTHER, &usual));
  say("order within the host", sched_setparam(getppid(), &usual));
  say("attributes of the host", syscall(SYS_sched_setattr, getppid(), NULL, 0));
  say("priority", setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0)));
  say("priority of the host", setpriority(PRIO_PROCESS, getppid(), getpriority(PRIO_PROCESS, getppid())));
  say("priority of several", setpriority(PRIO_PGRP, 0, getpriority(PRIO_PROCESS, 0)));
  say("reading priority of the host", syscall(SYS_ioprio_set, 1, getppid(), 0));

  struct f_owner_ex owner = {F_OWNER_PID, getppid()};
  int number = getppid();
  say("owner", fcntl(pair[0], F_SETOWN, number));
  say("owner in full", fcntl(pair[0], F_SETOWN_EX, &owner));
  say("signal of choice", fcntl(pair[0], F_SETSIG, SIGUSR1));
  say("owner by request", ioctl(pair[0], FIOSETOWN, &number));
  say("group by request", ioctl(pair[0], SIOCSPGRP, &number));
  say("flags", fcntl(pair[0], F_SETFL, O_NONBLOCK));

  char *arguments[] = {"/bin/true", NULL};
  pid_t child;
  pid_t forked = fork();
  if (forked == 0) _exit(0);
  say("fork", forked);
  errno = posix_spawn(&child, "/bin/true", NULL, NULL, arguments, arguments + 1);
  say("spawn", errno == 0 ? 0 : -1);
  say("clone3", syscall(SYS_clone3, NULL, 0));
  /* Where exec is allowed nothing more would be said. */
  fflush(stdout);
  say("exec", execv("/bin/true", arguments));

  pthread_t id;
  say("thread", pthread_create(&id, NULL, thread, NULL) == 0 && pthread_join(id, NULL) == 0 ? 0 : -1);
  char *much = malloc(64 << 20);
  if (much) memset(much, 1, 64 << 20);
  say("memory", much ? 0 : -1);
  void *code = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  say("code", code == MAP_FAILED ? -1 : 0);

  say("signal the host", kill(getppid(), 0));
  say("signal a thread of the host", syscall(SYS_tgkill, getppid(), getppid(), 0));
  say("signal everybody", kill(-1, 0));
  signal(SIGUSR1, caught);
  say("signal itself", kill(getpid(), SIGUSR1));
  say("raise", raise(SIGUSR1) == 0 ? 0 : -1);
  say("session", setsid());
  say("group", setpgid(0, getppid()));

  struct rlimit limit;
  say("read limit", getrlimit(RLIMIT_NOFILE, &limit));
  say("set limit", setrlimit(RLIMIT_NOFILE, &limit));
  say("limit of the host", prlimit(getppid(), RLIMIT_NOFILE, NULL, &limit));
  say("trace", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
  struct iovec here = {path, 1}, there = {path, 1};
  say("read the host's memory", process_vm_readv(getppid(), &here, 1, &there, 1, 0));
  say("namespace", unshare(CLONE_NEWUSER));
  say("mount", mount("none", scratch, "tmpfs", 0, NULL));
  say("ring", syscall(SYS_io_uring_setup, 1, NULL));
#if defined(__x86_64__)
  say("x32", syscall(0x40000000 + SYS_getpid));
#endif
}

static int sandboxed(const char *what, const char *scratch, const char *secret, int network) {
  const char *reads[] = {"/usr", "/lib", "/lib64", "/bin", "/etc", NULL};
  const char *writes[] = {scratch, NULL};
  char said[512];
  int failure = cworker_sandbox(reads, writes, network, said, sizeof said);
  printf("sandbox: %s\nsaid: %s\n", failure == 0 ? "ok" : strerrorname_np(failure), said);
  fflush(stdout);
  if (strcmp(what, "abort") == 0) abort();
#if defined(__x86_64__)
  if (strcmp(what, "foreign") == 0) {
    long result = 20; /* getpid, as a 32-bit program says it */
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    return 0;
  }
#endif
  attempts(scratch, secret);
  return 0;
}

static int become(const char *scratch) {
  const char *reads[] = {"/usr", "/lib", "/lib64", "/bin", NULL};
  const char *writes[] = {scratch, NULL};
  static const char program[] = "/bin/sh", other[] = "/bin//sh";
  char *arguments[] = {"sh", "-c", "echo a shell; exec env echo another program", NULL};
  char *escape[] = {"sh", "-c", "echo escaped", NULL};
  char said[512];
  if (cworker_sandbox_for(program, reads, writes, 0, said, sizeof said) != 0) return 2;
  execve(other, escape, environ);
  execve(program, arguments, environ);
  return 3;
}

static int limits(void) {
  if (cworker_limits(UINT64_C(1) << 30, 64) != 0) return 2;
  int kinds[] = {RLIMIT_AS, RLIMIT_NOFILE, RLIMIT_CORE, RLIMIT_FSIZE};
  for (int index = 0; index < 4; index++) {
    struct rlimit limit;
    getrlimit(kinds[index], &limit);
    printf("%llu %llu\n", (unsigned long long)limit.rlim_cur, (unsigned long long)limit.rlim_max);
  }
  printf("dumpable %d\n", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
  printf("%s\n", malloc((size_t)2 << 30) ? "got 2 GiB" : "no 2 GiB");
  return 0;
}

static int flood(void) {
  char block[65536];
  memset(block, 'x', sizeof block);
  ssize_t result = 0;
  long long taken = 0;
  for (int round = 0; round < 1024 && (result = write(1, block, sizeof block)) > 0; round++) taken += result;
  return result < 0 && errno == EPERM && taken == CWORKER_NOTEPAD_BYTES ? 7 : 8;
}

/* A host that is killed before it could end its worker, whose number it leaves in the notes. */
static int host(const char *program, const char *then) {
  int ends[2];
  pid_t child;
  char *arguments[] = {(char *)program, "orphan", (char *)then, NULL};
  if (cworker_channel(ends) != 0) return 2;
  if (cworker_spawn(program, arguments, environ, ends[1], -1, -1, 1, &child) != 0) return 3;
  close(ends[1]);
  char byte;
  size_t length;
  if (cworker_receive(ends[0], &byte, 1, 5000, 0, &length) != 0) return 4;
  printf("%d\n", (int)child);
  fflush(stdout);
  return kill(getpid(), SIGKILL);
}

static int orphan(const char *then) {
  if (cworker_end_with_host(3) != 0) return 2;
  /* A socket in the place of the host's, whose peer stays; a copy tells the host. */
  int copy = dup(3), pair[2];
  if (strcmp(then, "replace") == 0 && (cworker_channel(pair) != 0 || dup2(pair[0], 3) < 0)) return 3;
  cworker_send(copy, "x", 1);
  close(copy);
  if (strcmp(then, "close") == 0) close(3);
  for (;;) pause();
}

static int file_at(int folder, const char *name) {
  int fd = openat(folder, name, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  return fd < 0 ? -1 : close(fd);
}

/* Folder in folder, each with a file; `mode` is what they are left with. */
static int chain(const char *path, int levels, mode_t mode) {
  int folder = open(path, O_RDONLY | O_DIRECTORY);
  for (int level = 0; level < levels; level++) {
    if (mkdirat(folder, "d", 0700) != 0 || file_at(folder, "f") != 0) return 2;
    int next = openat(folder, "d", O_RDONLY | O_DIRECTORY);
    if (next < 0 || fchmod(folder, mode) != 0) return 3;
    close(folder);
    folder = next;
  }
  return close(folder);
}

/* Makes a tree and removes it, if told as another user and with few descriptors. */
static int tree(const char *path, const char *shape, const char *user) {
  struct rlimit few = {16, 16};
  setrlimit(RLIMIT_NOFILE, &few);
  if (*user && (setgid((gid_t)atoi(user)) != 0 || setuid((uid_t)atoi(user)) != 0)) return 20;
  int failure = 0, folder;
  if (mkdir(path, 0700) != 0 || (folder = open(path, O_RDONLY | O_DIRECTORY)) < 0) return 21;
  if (strcmp(shape, "deep") == 0) failure = chain(path, 3000, 0700);
  if (strcmp(shape, "closed") == 0) {
    const mode_t modes[] = {0300, 0, 0500, 0600};
    for (int index = 0; index < 4 && failure == 0; index++) {
      char each[512];
      snprintf(each, sizeof each, "%s/%d", path, index);
      failure = mkdir(each, 0700) != 0 ? 22 : chain(each, 5, modes[index]);
    }
    if (failure == 0) failure = chmod(path, 0300);
  }
  if (strcmp(shape, "links") == 0)
    failure = mkdirat(folder, "a", 0700) != 0 || symlinkat("../outside", folder, "b") != 0 ||
                      symlinkat("../../outside", folder, "a/b") != 0 || symlinkat(".", folder, "a/self") != 0 ||
                      mkfifoat(folder, "a/pipe", 0600) != 0
                  ? 23 : 0;
  /* What is moved to the top is given numbers, too. */
  if (strcmp(shape, "numbers") == 0)
    failure = file_at(folder, "0") != 0 || mkdirat(folder, "1", 0700) != 0 || file_at(folder, "1/f") != 0 ||
                      mkdirat(folder, "2", 0700) != 0 || mkdirat(folder, "x", 0700) != 0
                  ? 24 : chain(strcat(strcpy((char[512]){0}, path), "/x"), 5, 0700);
  if (strcmp(shape, "wide") == 0)
    for (int index = 0; index < 400 && failure == 0; index++) {
      char each[64];
      snprintf(each, sizeof each, "%d", index % 20);
      mkdirat(folder, each, 0700);
      snprintf(each, sizeof each, "%d/%d", index % 20, index);
      failure = mkdirat(folder, each, 0700);
      if (failure == 0) failure = file_at(folder, strcat(each, "/f"));
    }
  close(folder);
  if (failure != 0) return failure;
  failure = cworker_remove_tree(path);
  if (failure != 0) say("remove", (errno = failure, -1));
  return failure == 0 ? 0 : 25;
}

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "";
  const char *first = count > 2 ? arguments[2] : "", *second = count > 3 ? arguments[3] : "";
  if (strcmp(what, "descriptors") == 0) return descriptors();
  if (strcmp(what, "crossed") == 0 && count == 5) return crossed(arguments[0], arguments + 2);
  if (strcmp(what, "only-stdio") == 0) return only_stdio();
  if (strcmp(what, "echo") == 0) return echo(atoi(first));
  if (strcmp(what, "guards") == 0) return guards(first);
  if (strcmp(what, "become") == 0) return become(first);
  if (strcmp(what, "limits") == 0) return limits();
  if (strcmp(what, "flood") == 0) return flood();
  if (strcmp(what, "host") == 0) return host(arguments[0], first);
  if (strcmp(what, "orphan") == 0) return orphan(first);
  if (strcmp(what, "tree") == 0) return tree(first, second, count > 4 ? arguments[4] : "");
  if (strcmp(what, "leave") == 0) return atoi(first);
  if (strcmp(what, "die") == 0) return raise(SIGSEGV);
  if (strcmp(what, "burn") == 0)
    for (volatile int spin = 0;; spin++);
  if (strcmp(what, "sleep") == 0)
    for (;;) pause();
  if (strcmp(what, "sandbox") == 0) return sandboxed("", first, second, 0);
  if (strcmp(what, "network") == 0) return sandboxed("", first, second, 1);
  if (strcmp(what, "abort") == 0 || strcmp(what, "foreign") == 0) return sandboxed(what, first, second, 0);
  if (strcmp(what, "free") == 0) return attempts(first, second), 0;
  return 64;
}
