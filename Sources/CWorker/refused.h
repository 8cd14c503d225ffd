// System calls that a worker has no use for and that reach out of it.
#ifndef REFUSED_H
#define REFUSED_H

#include <sys/syscall.h>

#if defined(SYS_fork)
#define REFUSED_OLD_CALLS                                                                                    \
  SYS_fork, SYS_vfork, SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat, SYS_mknod,    \
      SYS_iopl, SYS_ioperm, SYS_modify_ldt, SYS_uselib, SYS_ustat, SYS_sysfs,
#else
#define REFUSED_OLD_CALLS
#endif

// Numbers from 424 on are the same on all processors; headers may be older than kernels.
#define REFUSED_CALLS                                                                                        \
  /* programs and processes */                                                                               \
  SYS_execveat, SYS_setsid, SYS_setpgid, SYS_ptrace, SYS_process_vm_readv,                       \
      SYS_process_vm_writev, SYS_kcmp, SYS_tkill, SYS_setrlimit, 424 /* pidfd_send_signal */,                \
      434 /* pidfd_open */, 438 /* pidfd_getfd */, 440 /* process_madvise */, 448 /* process_mrelease */,    \
      SYS_sched_setscheduler, SYS_sched_setparam, SYS_sched_setattr, SYS_ioprio_set, SYS_migrate_pages,      \
      SYS_move_pages, SYS_personality, /* owners, modes and times of files, which landlock does not see */   \
      SYS_fchmod, SYS_fchmodat, 452 /* fchmodat2 */, SYS_fchown, SYS_fchownat, SYS_utimensat, SYS_setxattr,  \
      SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr,                     \
      463 /* setxattrat */, 466 /* removexattrat */, 469 /* file_setattr */, SYS_mknodat,                    \
      SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_quotactl, 443 /* quotactl_fd */, SYS_fanotify_init,  \
      SYS_acct, /* mounts and namespaces */ SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, \
      SYS_setns, 428 /* open_tree */, 429 /* move_mount */, 430 /* fsopen */, 431 /* fsconfig */,            \
      432 /* fsmount */, 433 /* fspick */, 442 /* mount_setattr */, 467 /* open_tree_attr */, SYS_swapon,    \
      SYS_swapoff, /* the kernel */ SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_add_key,              \
      SYS_request_key, SYS_keyctl, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,     \
      SYS_kexec_file_load, SYS_reboot, SYS_syslog, SYS_sethostname, SYS_setdomainname, SYS_settimeofday,     \
      SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex, SYS_vhangup, SYS_lookup_dcookie, SYS_nfsservctl,   \
      /* memory that its size does not show */ SYS_memfd_create, 447 /* memfd_secret */,                       \
      /* what others can be met through */ SYS_shmget, SYS_shmat, SYS_shmctl, SYS_semget, SYS_semop,         \
      SYS_semctl, SYS_semtimedop, SYS_msgget, SYS_msgsnd, SYS_msgrcv, SYS_msgctl, SYS_mq_open,               \
      SYS_mq_unlink, REFUSED_OLD_CALLS SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid,    \
      SYS_setresgid, SYS_setgroups, SYS_capset

#endif
