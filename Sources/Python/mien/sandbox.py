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

from . import system_calls

READABLE = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc", "/opt", "/proc", "/sys", "/dev")
# Names are looked up through files that live here on some systems.
_NETWORK_READABLE = ("/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager")

#: Which walls stand around this process: "files", "calls", "network".
walls = set()

_PR_SET_NO_NEW_PRIVS = 38
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION = 1  # flag of create
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_O_PATH = getattr(os, "O_PATH", 0o10000000)

_LOAD, _EQUAL, _SET, _AND, _RETURN = 0x20, 0x15, 0x45, 0x54, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x50000
_EPERM, _ENOSYS = 1, 38
_AT_NUMBER, _AT_MACHINE, _AT_ARGUMENTS = 0, 4, 16
_FIRST_OF_X32 = 1 << 30
_CLONE_THREAD = 0x10000
_INTERNET_FAMILIES = (2, 10, 16)  # inet, inet6, netlink: what looking up and calling an address takes
_NETWORK = ("connect", "accept", "bind", "listen", "accept4")
_PAIRS = (1, 5)  # stream and seqpacket: datagrams of a pair could be addressed to others
_INTO_TERMINAL = (0x5412, 0x541C)
# Who is sent signals for a descriptor, and which: FIOSETOWN, SIOCSPGRP; F_SETOWN, F_SETSIG, F_SETOWN_EX.
_OWN_BY_REQUEST, _OWN = (0x8901, 0x8902), (8, 10, 15)
# C libraries go another way where these are not there.
_UNKNOWN = ("clone3", "io_uring_setup", "io_uring_enter", "io_uring_register")


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
        walls.add("files")
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
    machine = platform.machine()
    if machine not in system_calls.MACHINES or sys.maxsize < 1 << 32:
        return [f"no filter of system calls for {machine}: network and programs are not barred"]
    program = _program(machine, network)
    lines = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(lines))
    # 1, 1: set a filter, for all threads.
    answer = _call(libc, system_calls.MACHINES[machine][1], 1, 1, header)
    if answer != 0:
        why = os.strerror(ctypes.get_errno()) if answer < 0 else f"thread {answer} cannot take it"
        return [f"no filter of system calls ({why}): network and programs are not barred"]
    walls.update(["calls"] if network else ["calls", "network"])
    return []


def _program(machine, network):
    """The filter as bytes: classic BPF over {number, machine, instruction pointer, arguments}."""
    calls = system_calls.calls(machine)
    deny = (_RETURN, 0, 0, _ERRNO | _EPERM)
    allow = (_RETURN, 0, 0, _ALLOW)
    lines = [
        (_LOAD, 0, 0, _AT_MACHINE), (_EQUAL, 1, 0, system_calls.MACHINES[machine][0]), deny,
        (_LOAD, 0, 0, _AT_NUMBER)]
    if machine == "x86_64":
        lines += [(_SET, 0, 1, _FIRST_OF_X32), deny]
    decided = set()

    def decide(name, argument, tests, otherwise, verdict, mask=None):
        """Looks at the low half of an argument: `verdict` when one of the tests meets it, else `otherwise`."""
        steps = [(_LOAD, 0, 0, _AT_ARGUMENTS + 8 * argument)]
        steps += [(_AND, 0, 0, mask)] if mask is not None else []
        for code, value in tests:
            steps += [(code, 0, 1, value), verdict]
        lines.extend([(_EQUAL, 0, len(steps) + 1, calls[name]), *steps, otherwise])
        decided.add(name)

    own = [(_EQUAL, os.getpid())]
    for name in ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"):
        decide(name, 0, own, deny, allow)
    decide("clone", 0, [(_SET, _CLONE_THREAD)], deny, allow)
    decide("prlimit64", 0, [(_EQUAL, 0), *own], deny, allow)
    # Of one process, not of a group or a user.
    lines += [
        (_EQUAL, 0, 4, calls["setpriority"]), (_LOAD, 0, 0, _AT_ARGUMENTS), (_EQUAL, 1, 0, 0), deny,
        (_LOAD, 0, 0, _AT_NUMBER)]
    decide("setpriority", 1, [(_EQUAL, 0), *own], deny, allow)
    decide("sched_setaffinity", 0, [(_EQUAL, 0), *own], deny, allow)
    decide("fcntl", 1, [(_EQUAL, command) for command in _OWN], allow, deny)
    decide("socketpair", 1, [(_EQUAL, kind) for kind in _PAIRS], deny, allow, mask=0xF)
    decide("ioctl", 1, [(_EQUAL, request) for request in _INTO_TERMINAL + _OWN_BY_REQUEST], allow, deny)
    if network:
        decide("socket", 0, [(_EQUAL, family) for family in _INTERNET_FAMILIES], deny, allow)
        decided.update(_NETWORK)
    for name, number in calls.items():
        if name not in decided:
            answer = (_RETURN, 0, 0, _ERRNO | _ENOSYS) if name in _UNKNOWN else deny
            lines += [(_EQUAL, 0, 1, number), answer]
    lines.append(allow)
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
