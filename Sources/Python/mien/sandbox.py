"""Takes rights away from the process, for good: files by Landlock, system calls by seccomp.

Best effort. What the kernel lacks is said in a note and done without. What is left: reading the system, the
interpreter's folders, the bundle and what was declared; writing in the scratch folder and what was declared;
threads; network only where declared.
"""

import ctypes
import os
import platform
import stat
import struct
import sys

READABLE = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc", "/opt", "/proc", "/sys", "/dev")
# Names are looked up through files that live here on some systems.
_NETWORK_READABLE = ("/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager")

_PR_SET_NO_NEW_PRIVS = 38
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION = 1  # flag of create
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_O_PATH = getattr(os, "O_PATH", 0o10000000)

_LOAD, _EQUAL, _SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW = 0x7FFF0000
_CLONE_THREAD = 0x10000
_EPERM, _ENOSYS = 1, 38
_ERRNO = 0x50000
_AT_NUMBER, _AT_MACHINE, _AT_FIRST = 0, 4, 16

# Per machine: audit number, number of seccomp(2), then system calls by name.
_NAMES = (
    "socket connect accept bind listen accept4 clone fork vfork execve kill ptrace setpgid setsid execveat clone3 "
    "process_vm_readv process_vm_writev tkill tgkill io_uring_setup bpf userfaultfd perf_event_open add_key "
    "request_key keyctl mount umount2 pivot_root chroot unshare setns pidfd_send_signal pidfd_getfd rt_sigqueueinfo "
    "rt_tgsigqueueinfo open_by_handle_at kexec_load reboot init_module finit_module delete_module").split()
_MACHINES = {
    "x86_64": (0xC000003E, 317, (
        41, 42, 43, 49, 50, 288, 56, 57, 58, 59, 62, 101, 109, 112, 322, 435, 310, 311, 200, 234, 425, 321, 323, 298,
        248, 249, 250, 165, 166, 155, 161, 272, 308, 424, 438, 129, 297, 304, 246, 169, 175, 313, 176)),
    "aarch64": (0xC00000B7, 277, (
        198, 203, 202, 200, 201, 242, 220, None, None, 221, 129, 117, 154, 157, 281, 435, 270, 271, 130, 131, 425,
        280, 282, 241, 217, 218, 219, 40, 39, 41, 51, 97, 268, 424, 438, 138, 240, 265, 104, 142, 105, 273, 106)),
}
_NETWORK = ("connect", "accept", "bind", "listen", "accept4")
_INTERNET_FAMILIES = (2, 10, 16)  # inet, inet6, netlink: what looking up and calling an address takes


def enter(*, bundle, scratch=None, network=False, read=(), write=()):
    """Gives rights up. Returns notes on what could not be done."""
    if not sys.platform.startswith("linux"):
        return [f"no sandbox on {sys.platform}: the strategy has all rights of its user"]
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, *(ctypes.c_ulong(n) for n in (1, 0, 0, 0))) != 0:
        return [f"no sandbox: {os.strerror(ctypes.get_errno())}"]
    notes = []
    readable = [*READABLE, *interpreter_folders(), bundle, *read, *(_NETWORK_READABLE if network else ())]
    writable = [*([scratch] if scratch else []), *write]
    for step in (lambda: _restrict_files(libc, readable, writable, network), lambda: _filter_calls(libc, network)):
        try:
            notes += step() or []
        except OSError as error:
            notes.append(error.strerror or str(error))
    return notes


def interpreter_folders():
    """The folders from which this interpreter takes itself and its modules."""
    places = [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix]
    if sys.executable:
        places += [sys.executable, os.path.realpath(sys.executable)]
    places += [os.path.abspath(entry) for entry in sys.path if entry]
    return list(dict.fromkeys(places))


def _restrict_files(libc, readable, writable, network):
    version = _call(libc, _LANDLOCK_CREATE, None, 0, _LANDLOCK_VERSION)
    if version < 1:
        return ["this kernel has no Landlock: files are not protected"]
    handled = (1 << 13) - 1
    handled |= _REFER if version >= 2 else 0
    handled |= _TRUNCATE if version >= 3 else 0
    handled |= _IOCTL if version >= 5 else 0
    ports = 3 if version >= 4 and not network else 0  # bind and connect
    scopes = 3 if version >= 6 else 0  # abstract sockets of others, signals to others
    attributes = struct.pack("<QQQ", handled, ports, scopes)[:24 if version >= 6 else 16 if version >= 4 else 8]
    rules = _check(_call(libc, _LANDLOCK_CREATE, attributes, len(attributes), 0), "Landlock cannot be entered")
    try:
        for path in readable:
            _allow(libc, rules, path, _READ_FILE | _READ_DIR)
        for path in writable:
            _allow(libc, rules, path, handled & ~_EXECUTE)
        _allow(libc, rules, "/dev/null", (_READ_FILE | _WRITE_FILE | _TRUNCATE) & handled)
        _check(_call(libc, _LANDLOCK_RESTRICT, rules, 0), "Landlock cannot be entered")
    finally:
        os.close(rules)
    others = len(os.listdir("/proc/self/task")) - 1 if os.path.isdir("/proc/self/task") else 0
    return [f"{others} threads were there before the sandbox: rules for files do not bind them"] if others else []


def _allow(libc, rules, path, access):
    try:
        descriptor = os.open(path, _O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no right
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            access &= _OF_FILES
        beneath = struct.pack("<Qi", access, descriptor)
        _check(_call(libc, _LANDLOCK_ADD, rules, _PATH_BENEATH, beneath, 0), f"Landlock does not take {path}")
    finally:
        os.close(descriptor)


def _filter_calls(libc, network):
    machine = _MACHINES.get(platform.machine())
    if machine is None or sys.maxsize < 1 << 32:
        return [f"no filter of system calls for {platform.machine()}: network and programs are not barred"]
    program = _program(machine, network)
    lines = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(lines))
    # 1, 1: set a filter, for all threads.
    answer = _call(libc, machine[1], 1, 1, header)
    if answer != 0:
        why = os.strerror(ctypes.get_errno()) if answer < 0 else f"thread {answer} cannot take it"
        return [f"no filter of system calls ({why}): network and programs are not barred"]
    return []


def _program(machine, network):
    """The filter as bytes: classic BPF over {number, machine, instruction pointer, arguments}."""
    audit, _, numbers = machine
    calls = {name: number for name, number in zip(_NAMES, numbers) if number is not None}
    deny = _ERRNO | _EPERM
    lines = [
        (_LOAD, 0, 0, _AT_MACHINE),
        (_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, deny),
        (_LOAD, 0, 0, _AT_NUMBER),
    ]
    if audit == 0xC000003E:  # x32 calls carry bit 30
        lines += [(_SET, 0, 1, 1 << 30), (_RETURN, 0, 0, deny)]

    def first_argument(name, tests):
        """Decides on the first argument; `tests` begin with it loaded and end with a return."""
        if name in calls:
            lines.append((_EQUAL, 0, len(tests) + 1, calls[name]))
            lines.append((_LOAD, 0, 0, _AT_FIRST))
            lines.extend(tests)

    own = [(_EQUAL, 0, 1, os.getpid()), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, deny)]
    first_argument("clone", [(_SET, 0, 1, _CLONE_THREAD), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, deny)])
    first_argument("kill", own)
    first_argument("tgkill", own)
    if network:
        families = []
        for family in _INTERNET_FAMILIES:
            families += [(_EQUAL, 0, 1, family), (_RETURN, 0, 0, _ALLOW)]
        first_argument("socket", families + [(_RETURN, 0, 0, deny)])
    decided = {"clone", "kill", "tgkill"} | ({"socket", *_NETWORK} if network else set())
    for name, number in calls.items():
        if name not in decided:
            # glibc falls back to clone where clone3 is not there.
            answer = _ERRNO | _ENOSYS if name == "clone3" else deny
            lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, answer)]
    lines.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", *line) for line in lines)


def _call(libc, number, *arguments):
    # Every argument in full width: what is variadic is not converted.
    wide = [ctypes.c_char_p(a) if isinstance(a, bytes) else ctypes.c_void_p(a) if a is None else ctypes.c_long(a)
            for a in arguments]
    return libc.syscall(ctypes.c_long(number), *wide)


def _check(answer, what):
    if answer < 0:
        raise OSError(ctypes.get_errno(), f"{what} ({os.strerror(ctypes.get_errno())}): files are not protected")
    return answer
