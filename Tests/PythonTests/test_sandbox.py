import json
import os
import pathlib
import platform
import struct
import subprocess
import sys
import tempfile
import time
import unittest

import house
from house import Host
from mien import refusal, sandbox, system_calls

HINT = " (the sandbox: write in session.scratch, declare more under access in strategy.json)"
ENFORCED = sys.platform.startswith("linux") and platform.machine() in ("x86_64", "aarch64")

PROBE = """
    import ctypes, fcntl, json, mmap, os, pathlib, resource, signal, socket, subprocess, sys, tempfile, threading

    def attempt(action):
        try:
            return "done: " + str(action())
        except BaseException as error:
            return type(error).__name__

    def thread():
        done = []
        other = threading.Thread(target=lambda: done.append(1))
        other.start()
        other.join()
        return done

    def write(path):
        with open(path, "w") as file:
            file.write("x")

    AT_IMPORT = attempt(lambda: write(os.environ["OUTSIDE"] + "/import"))

    class Probe(Strategy):
        id, version, channels = "probe", "1.0.0", [weight("a")]
        def prepare(self, s):
            outside = os.environ["OUTSIDE"]
            libc = ctypes.CDLL(None, use_errno=True)
            tries = {
                "import": lambda: AT_IMPORT,
                "write": lambda: write(outside + "/new"),
                "append": lambda: open(outside + "/secret", "a"),
                "truncate": lambda: os.truncate(outside + "/secret", 0),
                "remove": lambda: os.remove(outside + "/secret"),
                "rename": lambda: os.rename(s.scratch / "x", outside + "/x"),
                "secret": lambda: open(outside + "/secret").read(),
                "bundle": lambda: write(s.bundle / "x"),
                "read bundle": lambda: len((s.bundle / "strategy.json").read_text()) > 0,
                "etc": lambda: len(open("/etc/passwd").read()) > 0,
                "scratch": lambda: write(s.scratch / "x"),
                "folder": lambda: (s.scratch / "deep" / "er").mkdir(parents=True),
                "temporary": lambda: tempfile.TemporaryFile().write(b"x"),
                "null": lambda: write("/dev/null"),
                "inet": lambda: int(socket.socket().family),
                "inet6": lambda: int(socket.socket(socket.AF_INET6).family),
                "unix": lambda: socket.socket(socket.AF_UNIX).family,
                "pair": lambda: (lambda ends: ends[0].send(b"x"))(socket.socketpair()),
                "exec": lambda: os.execv("/bin/true", ["true"]),
                "system": lambda: subprocess.run(["/bin/true"]),
                "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
                "fork": lambda: os.fork(),
                "session": lambda: os.setsid(),
                "group": lambda: os.setpgid(0, 0),
                "kill parent": lambda: os.kill(os.getppid(), 0),
                "kill self": lambda: os.kill(os.getpid(), 0),
                "mode": lambda: os.chmod(outside + "/secret", 0o777),
                "times": lambda: os.utime(outside + "/secret"),
                "datagrams": lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].fileno(),
                "limits of parent": lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CORE),
                "limits": lambda: len(resource.prlimit(0, resource.RLIMIT_CORE)),
                "memory file": lambda: os.memfd_create("held"),
                "processors": lambda: os.sched_setaffinity(0, os.sched_getaffinity(0)),
                "own processors": lambda: os.sched_setaffinity(os.getpid(), os.sched_getaffinity(0)),
                "processors of parent": lambda: os.sched_setaffinity(os.getppid(), os.sched_getaffinity(0)),
                "order of parent": lambda: os.sched_setscheduler(os.getppid(), os.SCHED_OTHER, os.sched_param(0)),
                "priority": lambda: os.setpriority(os.PRIO_PROCESS, 0, os.getpriority(os.PRIO_PROCESS, 0)),
                "priority of parent": lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 0),
                "priority of several": lambda: os.setpriority(os.PRIO_PGRP, 0, 0),
                "owner": lambda: fcntl.fcntl(3, fcntl.F_SETOWN, os.getppid()),
                "signal of choice": lambda: fcntl.fcntl(3, fcntl.F_SETSIG, signal.SIGUSR1),
                "owner by request": lambda: fcntl.ioctl(3, 0x8901, os.getppid().to_bytes(4, "little")),
                "flags": lambda: fcntl.fcntl(3, fcntl.F_GETFD),
                "much": lambda: len(bytearray(64 << 20)) + len(mmap.mmap(-1, 1 << 20)),
                "thread": thread,
                "ptrace": lambda: ctypes.get_errno() if libc.ptrace(0, 0, 0, 0) < 0 else "traced",
                "declared": lambda: write(os.environ.get("DECLARED", "/none") + "/x"),
                "read declared": lambda: os.listdir(os.environ.get("DECLARED", "/none")),
                "module": lambda: __import__("wave").__name__,
            }
            for name, action in tries.items():
                s.log(json.dumps([name, attempt(action)]))
        def render(self, first, rows, activity):
            pass
    """


def alive(pid):
    """Whether a process runs; one that has ended may wait for its parent."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@unittest.skipUnless(ENFORCED, "no sandbox on this platform")
class Sandbox(unittest.TestCase):
    def probe(self, **changes):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as outside:
            (pathlib.Path(outside) / "secret").write_text("secret")
            path = house.bundle(folder, PROBE)
            with Host(path, OUTSIDE=outside, **changes) as host:
                host.begin()
                _, notes = host.end()
            self.left = sorted(os.listdir(outside))
            self.bundled = sorted(os.listdir(path))
        heads = [note for note in notes if not note.startswith("[")]
        return heads, dict(json.loads(note) for note in notes if note.startswith("["))

    def test_what_a_strategy_may_and_may_not(self):
        heads, tried = self.probe()
        self.assertEqual(heads, [])
        denied = "PermissionError"
        self.assertEqual(tried, {
            "import": "done: PermissionError", "write": denied, "append": denied, "truncate": denied,
            "remove": denied, "rename": "FileNotFoundError", "secret": denied, "bundle": denied,
            "read bundle": "done: True", "etc": "done: True", "scratch": "done: None", "folder": "done: None",
            "temporary": "done: 1", "null": "done: None", "inet": denied, "inet6": denied, "unix": denied,
            "pair": "done: 1", "exec": denied, "system": denied, "spawn": denied, "fork": denied, "session": denied,
            "group": denied, "kill parent": denied, "kill self": "done: None", "thread": "done: [1]",
            "mode": denied, "times": denied, "datagrams": denied, "limits of parent": denied, "limits": "done: 2",
            "ptrace": "done: 1", "declared": "FileNotFoundError", "read declared": "FileNotFoundError",
            "module": "done: wave", "memory file": denied, "processors": "done: None",
            "own processors": "done: None", "processors of parent": denied, "order of parent": denied,
            "priority": "done: None", "priority of parent": denied, "priority of several": denied, "owner": denied,
            "signal of choice": denied, "owner by request": denied, "flags": "done: 0",
            "much": f"done: {65 << 20}"})
        self.assertEqual(self.left, ["secret"])
        self.assertEqual(self.bundled, ["strategy.json", "strategy.py"])

    def test_what_is_declared_is_allowed(self):
        with tempfile.TemporaryDirectory() as declared:
            access = json.dumps({"network": True, "read": [], "write": [declared]})
            heads, tried = self.probe(MIEN_ACCESS=access, DECLARED=declared)
            self.assertEqual(heads, [])
            self.assertEqual(os.listdir(declared), ["x"])
            self.assertEqual(tried["inet"], "done: 2")
            self.assertEqual(tried["inet6"], "done: 10")
            self.assertEqual(tried["unix"], "PermissionError")
            self.assertEqual(tried["write"], "PermissionError")
            access = json.dumps({"read": [declared]})
            _, tried = self.probe(MIEN_ACCESS=access, DECLARED=declared)
            self.assertEqual(tried["declared"], "PermissionError")
            self.assertEqual(tried["read declared"], "done: ['x']")
            self.assertEqual(tried["inet"], "PermissionError")

    def test_describing_is_no_way_out(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as outside:
            path = house.bundle(folder, PROBE)
            self.assertEqual(house.describe(path, OUTSIDE=outside).returncode, 0)
            self.assertEqual(os.listdir(outside), [])

    def test_it_can_be_left_out_and_says_so(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as outside:
            path = house.bundle(folder, """
                open(__import__("os").environ["OUTSIDE"] + "/x", "w")
                class Free(Strategy):
                    id, version, channels = "free", "1.0.0", [weight("a")]
                    def render(self, first, rows, activity):
                        pass
                """)
            with Host(path, OUTSIDE=outside, MIEN_SANDBOX="off") as host:
                for _ in range(2):
                    host.begin()
                    self.assertEqual(
                        host.end()[1], ["the sandbox is off: the strategy has all rights of its user"])
            self.assertEqual(os.listdir(outside), ["x"])

    def refusal(self, body, **changes):
        body = "class Bad(Strategy):\n    id, version, channels = 'bad', '1.0.0', [weight('a')]\n" + (
            "    def render(self, first, rows, activity):\n        pass\n    def prepare(self, session):\n"
            + house.textwrap.indent(house.textwrap.dedent(body), " " * 8))
        with tempfile.TemporaryDirectory() as folder:
            with Host(house.bundle(folder, body), **changes) as host:
                with self.assertRaises(house.Refused) as caught:
                    host.begin()
        return caught.exception.refusal["text"]

    def test_a_refusal_for_lack_of_rights_names_the_sandbox(self):
        denied = [
            "open(session.bundle / 'x', 'w')",
            "import socket; socket.socket()",
            "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
            "import urllib.request; urllib.request.urlopen('http://mien.invalid')",
            "raise OSError(1, 'no')",
            """
            try:
                open(session.bundle / 'x', 'w')
            except OSError as error:
                raise ValueError('no cache') from error
            """,
            """
            try:
                open(session.bundle / 'x', 'w')
            except OSError:
                raise ValueError('x' * 1000)
            """]
        for body in denied:
            with self.subTest(body=body):
                text = self.refusal(body)
                self.assertTrue(text.endswith(" in prepare)" + HINT), text)
                self.assertLessEqual(len(text), 500)
        for body in ("open('/none')", "raise ValueError('x')", "raise OSError"):
            self.assertNotIn("sandbox", self.refusal(body))
        self.assertNotIn("sandbox", self.refusal(
            "import socket; raise socket.gaierror(-2, 'unknown')", MIEN_ACCESS='{"network": true}'))
        self.assertNotIn("sandbox:", self.refusal("raise PermissionError", MIEN_SANDBOX="off"))

    def test_so_does_one_while_the_script_is_imported(self):
        with tempfile.TemporaryDirectory() as folder:
            path = house.bundle(folder, "open(__file__, 'a')")
            result = house.describe(path)
            self.assertEqual(result.returncode, 1)
            last = result.stderr.splitlines()[-1]
            self.assertTrue(last.endswith("(strategy.py:3 in <module>)" + HINT), last)
            self.assertNotIn("(the sandbox", house.describe(path, MIEN_SANDBOX="off").stderr)

    def test_a_chain_that_bites_its_tail_ends(self):
        error, other = ValueError(), KeyError()
        error.__context__, other.__context__, other.reason = other, error, "words"
        self.assertFalse(refusal.is_denial(error))
        other.reason = PermissionError()
        self.assertTrue(refusal.is_denial(error))

    def test_a_script_that_replaces_its_socket_does_not_outlive_a_killed_host(self):
        with tempfile.TemporaryDirectory() as folder:
            path = house.bundle(folder, """
                import os, socket
                ends = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                class Stays(Strategy):
                    id, version, channels = "stays", "1.0.0", [weight("a")]
                    def prepare(self, session):
                        os.dup2(ends[0].fileno(), 3)
                        import time
                        time.sleep(60)
                    def render(self, first, rows, activity):
                        pass
                """)
            host = (
                "import os, sys, threading, time; import house\n"
                "host = house.Host(sys.argv[1]).__enter__()\n"
                "own = f'/proc/{host.process.pid}/fd/3'\n"
                "before = os.readlink(own)\n"
                "threading.Thread(target=host.begin, daemon=True).start()\n"
                "while os.readlink(own) == before: time.sleep(0.01)\n"
                "print(host.process.pid, flush=True)\n"
                "os.kill(os.getpid(), 9)\n")
            result = subprocess.run(
                [sys.executable, "-c", host, str(path)], capture_output=True, text=True, timeout=60,
                cwd=os.path.dirname(house.__file__), env=house.environment(TMPDIR=folder))
            self.assertEqual(result.returncode, -9, result.stderr)
            end = time.monotonic() + 20
            while alive(int(result.stdout)) and time.monotonic() < end:
                time.sleep(0.05)
            self.assertFalse(alive(int(result.stdout)))

    def test_limits_are_lowered(self):
        with tempfile.TemporaryDirectory() as folder:
            path = house.bundle(folder, """
                import resource
                class Limits(Strategy):
                    id, version, channels = "limits", "1.0.0", [weight("a")]
                    def prepare(self, session):
                        for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_CORE):
                            session.log(str(resource.getrlimit(limit)))
                    def render(self, first, rows, activity):
                        pass
                """)
            with Host(path) as host:
                host.begin()
                self.assertEqual(host.end()[1], ["(1024, 1024)", "(0, 0)"])

    def test_access_that_cannot_be_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = house.bundle(folder, PROBE)
            for text in ("{", "[]", '{"read": 3}'):
                result = house.describe(path, MIEN_ACCESS=text, OUTSIDE="/")
                self.assertEqual((result.returncode, result.stderr.count("\n")), (1, 1), result.stderr)
                self.assertIn("MIEN_ACCESS", result.stderr)


class Filter(unittest.TestCase):
    """The filter of either machine, run by an interpreter of classic BPF."""

    def run_filter(self, machine, number, *arguments, network=False, audit=None):
        program = sandbox._program(machine, network)
        lines = list(struct.iter_unpack("<HBBI", program))
        arguments = (*arguments, *[0] * (6 - len(arguments)))
        call = struct.pack("<IIQ6Q", number, audit or system_calls.MACHINES[machine][0], 0, *arguments)
        at = value = 0
        while True:
            code, yes, no, k = lines[at]
            at += 1
            if code == 0x20:
                (value,) = struct.unpack_from("<I", call, k)
            elif code == 0x54:
                value &= k
            elif code == 0x15:
                at += yes if value == k else no
            elif code == 0x45:
                at += yes if value & k else no
            else:
                return {0x7FFF0000: "allow", 0x50001: "EPERM", 0x50026: "ENOSYS"}[k]

    def test_both_machines_decide_alike(self):
        unknown = {"clone3", "io_uring_setup", "io_uring_enter", "io_uring_register"}
        own = os.getpid()
        for machine in system_calls.MACHINES:
            calls = system_calls.calls(machine)
            self.assertEqual(len(set(calls.values())), len(calls))

            def answer(name, *arguments, **named):
                return self.run_filter(machine, calls[name], *arguments, **named)

            for name in calls:
                if name not in ("ioctl", "prlimit64", "setpriority", "sched_setaffinity", "fcntl"):
                    self.assertEqual(answer(name), "ENOSYS" if name in unknown else "EPERM", name)
            for name, arguments, expected in [
                ("clone", (0x3D0F00,), "allow"), ("clone", (0x11,), "EPERM"), ("kill", (own,), "allow"),
                ("kill", (0xFFFFFFFF,), "EPERM"), ("tgkill", (own,), "allow"), ("tgkill", (own + 1,), "EPERM"),
                ("prlimit64", (0,), "allow"), ("prlimit64", (own,), "allow"), ("prlimit64", (1,), "EPERM"),
                ("setpriority", (0, 0), "allow"), ("setpriority", (0, own), "allow"),
                ("setpriority", (0, 1), "EPERM"), ("setpriority", (1, 0), "EPERM"), ("setpriority", (2, 0), "EPERM"),
                ("sched_setaffinity", (0,), "allow"), ("sched_setaffinity", (own,), "allow"),
                ("sched_setaffinity", (own + 1,), "EPERM"), ("fcntl", (3, 4), "allow"),
                ("fcntl", (3, 8), "EPERM"), ("fcntl", (3, 10), "EPERM"), ("fcntl", (3, 15), "EPERM"),
                ("ioctl", (0, 0x8901), "EPERM"), ("ioctl", (0, 0x8902), "EPERM"),
                ("socketpair", (1, 1), "allow"), ("socketpair", (1, 0x80005), "allow"),
                ("socketpair", (1, 0x80002), "EPERM"), ("ioctl", (0, 0x5413), "allow"),
                ("ioctl", (0, 0x5412), "EPERM"), ("ioctl", (0, 0x541C), "EPERM"),
            ]:
                self.assertEqual(answer(name, *arguments), expected, (machine, name, arguments))
            for family, expected in ((1, "EPERM"), (2, "allow"), (10, "allow"), (16, "allow"), (17, "EPERM")):
                self.assertEqual(answer("socket", family, network=True), expected)
                self.assertEqual(answer("socket", family), "EPERM")
            self.assertEqual(answer("connect", network=True), "allow")
            self.assertEqual(answer("execve", network=True), "EPERM")
            self.assertEqual(self.run_filter(machine, 1023), "allow")
            # A call in the manner of another machine is none of ours.
            self.assertEqual(self.run_filter(machine, 1023, audit=0x40000003), "EPERM")
        self.assertEqual(self.run_filter("x86_64", 1 | 1 << 30), "EPERM")


if __name__ == "__main__":
    unittest.main()
