#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confinement.h"
#include "refused.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifndef ARCHITECTURE

void confine_calls(int allow_network, const char *program, remarks *said) {
  (void)allow_network, (void)program;
  remark(said, "no filter of system calls for this processor");
}

#else

enum {
  NUMBER = offsetof(struct seccomp_data, nr),
  FIRST_OF_X32 = 0x40000000,
  TYPE_INTO_TERMINAL = 0x5412,  // TIOCSTI
  CONSOLE_CALL = 0x541c,        // TIOCLINUX
  OWN_BY = 0x8901,              // FIOSETOWN
  OWN_BY_GROUP = 0x8902,        // SIOCSPGRP
  MOST = 1024,
};

typedef struct filter {
  struct sock_filter steps[MOST];
  unsigned short count;
} filter;

static void step(filter *p, unsigned code, unsigned value, unsigned char yes, unsigned char no) {
  if (p->count < MOST) p->steps[p->count++] = (struct sock_filter){(unsigned short)code, yes, no, value};
}

static void load(filter *p, unsigned offset) { step(p, BPF_LD | BPF_W | BPF_ABS, offset, 0, 0); }
static void answer(filter *p, unsigned value) { step(p, BPF_RET | BPF_K, value, 0, 0); }
static void refuse_with(filter *p, int error) { answer(p, SECCOMP_RET_ERRNO | (unsigned)error); }

// Low and high half of an argument of the call, on little-endian processors.
static unsigned low(int argument) { return offsetof(struct seccomp_data, args) + 8u * (unsigned)argument; }
static unsigned high(int argument) { return low(argument) + 4; }

// The number of the call is in the accumulator between rules.
static void refuse(filter *p, long call, int error) {
  step(p, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 1);
  refuse_with(p, error);
}

// Steps over the `length` steps of a rule for any other call.
static void when(filter *p, long call, unsigned char length) {
  step(p, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, length);
}

// The call is allowed only when the low half of an argument, masked, is one of two values.
static void allow_only(filter *p, long call, int argument, unsigned mask, unsigned one, unsigned other) {
  when(p, call, 6);
  load(p, low(argument));
  step(p, BPF_ALU | BPF_AND | BPF_K, mask, 0, 0);
  step(p, BPF_JMP | BPF_JEQ | BPF_K, one, 2, 0);
  step(p, BPF_JMP | BPF_JEQ | BPF_K, other, 1, 0);
  refuse_with(p, EPERM);
  load(p, NUMBER);
}

// The call is allowed only with that very pointer as an argument.
static void allow_pointer(filter *p, long call, int argument, const void *pointer) {
  uint64_t value = (uint64_t)(uintptr_t)pointer;
  when(p, call, 6);
  load(p, low(argument));
  step(p, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)value, 0, 2);
  load(p, high(argument));
  step(p, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value >> 32), 1, 0);
  refuse_with(p, EPERM);
  load(p, NUMBER);
}

// The call is refused when the low half of an argument is that value.
static void refuse_value(filter *p, long call, int argument, unsigned value) {
  when(p, call, 4);
  load(p, low(argument));
  step(p, BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
  refuse_with(p, EPERM);
  load(p, NUMBER);
}

static void network(filter *p, int allowed) {
  const unsigned type = 0xf;
  // Datagrams of a pair could be addressed to others.
  allow_only(p, SYS_socketpair, 1, type, SOCK_STREAM, SOCK_SEQPACKET);
  if (allowed) {
    allow_only(p, SYS_socket, 0, ~0u, AF_INET, AF_INET6);
    allow_only(p, SYS_socket, 1, type, SOCK_STREAM, SOCK_DGRAM);
    return;
  }
  const long calls[] = {SYS_socket, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4};
  for (size_t index = 0; index < sizeof calls / sizeof calls[0]; index++) refuse(p, calls[index], EPERM);
  allow_pointer(p, SYS_sendto, 4, NULL);
}

static void processes(filter *p, const char *program) {
  unsigned self = (unsigned)getpid();
  // abort and raise signal the thread through its own process.
  allow_only(p, SYS_kill, 0, ~0u, self, self);
  allow_only(p, SYS_tgkill, 0, ~0u, self, self);
  allow_only(p, SYS_rt_sigqueueinfo, 0, ~0u, self, self);
  allow_only(p, SYS_rt_tgsigqueueinfo, 0, ~0u, self, self);
  if (program) allow_pointer(p, SYS_execve, 0, program);
  else refuse(p, SYS_execve, EPERM);
  // A C library that is told there is no clone3 starts threads with clone, whose flags can be seen.
  refuse(p, SYS_clone3, ENOSYS);
  allow_only(p, SYS_clone, 0, CLONE_THREAD, CLONE_THREAD, CLONE_THREAD);
  allow_only(p, SYS_prlimit64, 0, ~0u, 0, self);
  allow_pointer(p, SYS_prlimit64, 2, NULL);
  allow_only(p, SYS_setpriority, 0, ~0u, PRIO_PROCESS, PRIO_PROCESS);
  allow_only(p, SYS_setpriority, 1, ~0u, 0, self);
  allow_only(p, SYS_sched_setaffinity, 0, ~0u, 0, self);
}

void confine_calls(int allow_network, const char *program, remarks *said) {
  static const long refused[] = {REFUSED_CALLS};
  static const long unknown[] = {SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register};
  filter p = {.count = 0};
  load(&p, offsetof(struct seccomp_data, arch));
  step(&p, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
  answer(&p, SECCOMP_RET_KILL_PROCESS);
  load(&p, NUMBER);
#if defined(__x86_64__)
  step(&p, BPF_JMP | BPF_JGE | BPF_K, FIRST_OF_X32, 0, 1);
  refuse_with(&p, ENOSYS);
#endif
  network(&p, allow_network);
  processes(&p, program);
  refuse_value(&p, SYS_ioctl, 1, TYPE_INTO_TERMINAL);
  refuse_value(&p, SYS_ioctl, 1, CONSOLE_CALL);
  // The owner of a descriptor is sent a signal of one's choice.
  refuse_value(&p, SYS_ioctl, 1, OWN_BY);
  refuse_value(&p, SYS_ioctl, 1, OWN_BY_GROUP);
  refuse_value(&p, SYS_fcntl, 1, F_SETOWN);
  refuse_value(&p, SYS_fcntl, 1, F_SETOWN_EX);
  refuse_value(&p, SYS_fcntl, 1, F_SETSIG);
  for (size_t index = 0; index < sizeof refused / sizeof refused[0]; index++)
    refuse(&p, refused[index], EPERM);
  for (size_t index = 0; index < sizeof unknown / sizeof unknown[0]; index++)
    refuse(&p, unknown[index], ENOSYS);
  answer(&p, SECCOMP_RET_ALLOW);

  struct sock_fprog rules = {p.count, p.steps};
  long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &rules);
  if (result > 0) remark(said, "the filter of system calls could not bind thread %ld", result);
  else if (result < 0) remark(said, "no filter of system calls: %s", strerror(errno));
}

#endif
