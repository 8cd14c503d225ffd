"""The process in which a strategy written in Python runs.

    python worker.py describe BUNDLE SCRIPT     one line of JSON: {"descriptors", "environment", "sites"}
    python worker.py run BUNDLE SCRIPT          the worker protocol on descriptors 3, 4 and 5

Environment: MIEN_ACCESS, JSON {"network", "read", "write"} of absolute paths, is what the strategy may do beyond
the sandbox; MIEN_SANDBOX=off leaves the sandbox out. Faults end it with status 1 and one line on the error stream.
"""

import json
import os
import pathlib
import signal
import sys
import threading
import time

SOCKET, MEMORY, SCRATCH = 3, 4, 5
_ORDERLY_EXIT = 1.0  # seconds that a strategy has to end when the host is gone


class Fault(Exception):
    """Why the worker cannot start."""


def main(arguments):
    if len(arguments) != 3 or arguments[0] not in ("describe", "run"):
        raise Fault("use: worker.py describe|run BUNDLE SCRIPT")
    if sys.version_info < (3, 9):
        raise Fault(f"{sys.executable} is Python {sys.version.split()[0]}: strategies need 3.9 or newer")
    command, bundle, script = arguments
    bundle = os.path.abspath(bundle)
    # The folder of this file is no place for a strategy's imports; the one above it holds the package.
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
    home = os.path.dirname(here)
    sys.path.insert(0, home)
    # Sums must not depend on the number of processors, and takes are made in parallel already.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    try:
        import numpy  # noqa: F401
    except ImportError as error:
        raise Fault(
            f"{sys.executable} cannot import numpy ({error}): run {sys.executable} -m pip install numpy, or name "
            "another interpreter under 'python' in strategy.json") from None
    if command == "describe":
        describe(bundle, script, home)
    else:
        run(bundle, script)


def describe(bundle, script, home):
    # What the script prints goes to the error stream; the output holds one line.
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from mien import environment

    sites = [site for site in environment.sites() if site not in (home, bundle)]
    text = environment.describe()
    restrict(bundle)
    descriptors, _ = load(bundle, script)
    print(compact({"descriptors": descriptors, "environment": text, "sites": sites}), file=output)
    output.close()


def run(bundle, script):
    import resource
    import socket

    from mien import wire
    from mien.takes import Takes

    # A Ctrl-C at the terminal is the host's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lower(resource.RLIMIT_NOFILE, 1024)
    lower(resource.RLIMIT_CORE, 0)
    try:
        line = socket.socket(fileno=SOCKET)
        memory = wire.SharedMemory(MEMORY)
    except (OSError, wire.Breach) as error:
        raise Fault(f"descriptors {SOCKET} and {MEMORY} are not a host's: {error}") from None
    for descriptor in (SOCKET, MEMORY):
        os.set_inheritable(descriptor, False)
    notes = restrict(bundle)
    threading.Thread(target=watch, args=(SOCKET,), daemon=True).start()
    descriptors, strategies = load(bundle, script)
    wires = wire.Line(line)
    wires.reply(wire.DONE, text=compact(descriptors).encode())
    Takes(strategies, wires, memory, bundle=pathlib.Path(bundle), device=device(bundle), notes=notes).serve()


def lower(limit, value):
    """Lowers both bounds of a limit of the process."""
    import resource

    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(hard, value)
    resource.setrlimit(limit, (value, value))


def restrict(bundle):
    """Enters the sandbox; gives notes on what it lacks."""
    from mien import sandbox

    if os.environ.get("MIEN_SANDBOX") == "off":
        return ["the sandbox is off: the strategy has all rights of its user"]
    try:
        access = json.loads(os.environ.get("MIEN_ACCESS") or "{}")
        network = bool(access.get("network", False))
        read, write = ([os.path.abspath(path) for path in access.get(key) or ()] for key in ("read", "write"))
    except (ValueError, TypeError, AttributeError) as error:
        raise Fault(f"MIEN_ACCESS cannot be read: {error}") from None
    notes = sandbox.enter(bundle=bundle, scratch=scratch(), network=network, read=read, write=write)
    for note in notes:
        print(f"mien: {note}", file=sys.stderr, flush=True)
    return notes


def scratch():
    """The folder that descriptor 5 is, if it is one."""
    try:
        path = os.readlink(f"/proc/self/fd/{SCRATCH}")
    except OSError:
        return None
    return path if os.path.isdir(path) else None


def load(bundle, script):
    """Descriptors and classes of the script's strategies."""
    from mien import declaration, script as scripts, wire

    try:
        strategies = scripts.load(bundle, script)
        descriptors = declaration.descriptors(strategies)
    except scripts.ScriptError as error:
        raise Fault(str(error)) from None
    except declaration.DeclarationError as error:
        raise Fault(f"{os.path.join(bundle, script)}: {error}") from None
    length = len(compact(descriptors))
    if length > wire.LARGEST_TEXT:
        raise Fault(
            f"{os.path.join(bundle, script)}: its descriptors take {length} bytes, {wire.LARGEST_TEXT} are the "
            "most: declare fewer channels, or split it into several bundles")
    return descriptors, strategies


def compact(value):
    """JSON without spaces, in ASCII."""
    return json.dumps(value, separators=(",", ":"))


def device(bundle):
    """"device" of the bundle's strategy.json."""
    try:
        with open(os.path.join(bundle, "strategy.json"), encoding="utf-8") as file:
            named = json.load(file).get("device")
    except (OSError, ValueError, AttributeError):
        named = None
    return named if isinstance(named, str) and named else "cpu"


def watch(descriptor):
    """Ends the process when the other side of the socket is gone, so that no orphan stays."""
    import select

    poll = select.poll()
    poll.register(descriptor, getattr(select, "POLLRDHUP", 0) | select.POLLHUP)
    while not poll.poll():
        pass
    time.sleep(_ORDERLY_EXIT)
    os._exit(1)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Fault as fault:
        print(" ".join(str(fault).split())[:1000], file=sys.stderr, flush=True)
        sys.exit(1)
