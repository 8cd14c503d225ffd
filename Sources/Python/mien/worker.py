"""The process in which a strategy written in Python runs.

    python worker.py describe BUNDLE SCRIPT     one line of JSON: {"descriptors", "environment", "sites"}
    python worker.py run BUNDLE SCRIPT          the worker protocol on descriptors 3, 4 and 5, ready with that JSON
    python worker.py measure BUNDLE SCRIPT      the same for a metric or an encoder, ready with its functions

Environment: MIEN_ACCESS is JSON of what the strategy may do beyond the sandbox, {"network", "read", "write"} with
absolute paths, and of its limits, {"addressSpace", "descriptors"}; MIEN_SANDBOX=off leaves the sandbox out;
MIEN_DEVICE is what the script is told as its device. Faults end it with status 1 and one line on the error stream,
which is also the text of a reply of status 2 where there is a host.
"""

import json
import os
import pathlib
import signal
import struct
import sys
import threading
import time

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SOCKET, MEMORY, SCRATCH = 3, 4, 5
_ORDERLY_EXIT = 1.0  # seconds that a strategy has to end when the host is gone


class Fault(Exception):
    """Why the worker cannot start; `place` is the file at fault, which a host knows."""

    def __init__(self, text, place=None):
        super().__init__(text)
        self.place = place


def main(arguments):
    if len(arguments) != 3 or arguments[0] not in ("describe", "run", "measure"):
        raise Fault("use: worker.py describe|run|measure BUNDLE SCRIPT")
    if sys.version_info < (3, 9):
        raise Fault(f"{sys.executable} is Python {sys.version.split()[0]}: strategies need 3.9 or newer")
    command, bundle, script = arguments
    bundle = os.path.abspath(bundle)
    # The folder of this file is no place for a strategy's imports; the one above it holds the package.
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [HOME] + [entry for entry in sys.path if os.path.abspath(entry or ".") not in (here, HOME)]
    # Sums must not depend on the number of processors, and takes are made in parallel already.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    try:
        import numpy  # noqa: F401
    except ImportError as error:
        fault = Fault(
            f"{sys.executable} cannot import numpy ({error}): run {sys.executable} -m pip install numpy, or name "
            "another interpreter under 'python' in strategy.json")
        if command != "describe":
            tell(fault)
        raise fault from None
    if command == "describe":
        describe(bundle, script)
    else:
        run(bundle, script, {"run": serve, "measure": measure}[command])


def tell(fault):
    """Tells the host of a fault, if there is one, without anything but the standard library."""
    text = one_line(fault).encode("utf-8", "replace")
    try:
        os.write(SOCKET, struct.pack("<6Q", 2, 0, 0, 0, 0, len(text)) + text)
    except OSError:
        pass


def seed_hashes():
    """Starts over with seeded hashes, so that the order of sets is the same in every process."""
    if os.environ.get("PYTHONHASHSEED", "random") in ("", "random") and not sys.flags.ignore_environment:
        os.environ["PYTHONHASHSEED"] = "0"
        given = getattr(sys, "orig_argv", None) or [sys.executable, *sys.argv]
        os.execv(sys.executable, [sys.executable, *given[1:]])


def one_line(text):
    """Without line breaks, and of a length that can be read."""
    return " ".join(str(text).split())[:1000]


def describe(bundle, script):
    # What the script prints goes to the error stream; the output holds one line.
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    surroundings = environment(bundle)
    restrict(bundle, access())
    descriptors, _ = load(bundle, script)
    print(greeting(descriptors, surroundings), file=output)
    output.close()


def run(bundle, script, serve):
    import faulthandler
    import socket

    from mien import printing, wire

    printing.redirect()
    # A Ctrl-C at the terminal is the host's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        channel = socket.socket(fileno=SOCKET)
        memory = wire.SharedMemory(MEMORY)
    except (OSError, wire.Breach) as error:
        raise Fault(f"descriptors {SOCKET} and {MEMORY} are not a host's: {error}") from None
    line = wire.Line(channel)
    try:
        # A crash in native code tells where in the script it was.
        faulthandler.enable(all_threads=False)
        serve(bundle, script, line, memory)
    except Fault as fault:
        line.greet(wire.BREACHED, one_line(fault).encode("utf-8", "replace"))
        raise


def serve(bundle, script, line, memory):
    from mien import driver, wire
    from mien.takes import Takes

    allowed = access()
    lower(allowed)
    surroundings = environment(bundle)
    notes = restrict(bundle, allowed)
    threading.Thread(target=watch, args=(SOCKET, os.getppid()), daemon=True).start()
    memory.progress[0] = driver.LOADING
    descriptors, strategies = load(bundle, script)
    memory.progress[0] = driver.NONE
    text = greeting(descriptors, surroundings).encode()
    if len(text) > wire.LARGEST_GREETING:
        raise Fault(
            f"its descriptors take {len(text)} bytes, {wire.LARGEST_GREETING} are the most: declare fewer channels, "
            "or split it into several bundles", os.path.join(bundle, script))
    line.greet(wire.DONE, text)
    Takes(strategies, line, memory, bundle=pathlib.Path(bundle), device=device(bundle), notes=notes).serve()


def measure(bundle, script, line, memory):
    """Loads the script of a metric or an encoder and answers what its host asks."""
    from mien import driver, measurements, script as scripts, wire

    allowed = access()
    lower(allowed)
    surroundings = environment(bundle)
    restrict(bundle, allowed)
    threading.Thread(target=watch, args=(SOCKET, os.getppid()), daemon=True).start()
    memory.progress[0] = driver.LOADING
    try:
        functions = measurements.functions(scripts.module(bundle, script, "the manifest"))
    except scripts.ScriptError as error:
        raise Fault(str(error), os.path.join(bundle, script)) from None
    memory.progress[0] = driver.NONE
    told = {"functions": list(functions), **surroundings}
    line.greet(wire.DONE, json.dumps(told, separators=(",", ":")).encode())
    measurements.Measurements(functions, line, memory, bundle).serve()


def environment(bundle):
    """What a host keeps of the interpreter: its text, and the folders in which a change may change it."""
    from mien import environment as surroundings

    sites = [site for site in surroundings.sites() if site not in (HOME, bundle)]
    return {"environment": surroundings.describe(), "sites": sites}


def greeting(descriptors, surroundings):
    """What a host is told first: JSON without spaces, in ASCII."""
    return json.dumps({"descriptors": descriptors, **surroundings}, separators=(",", ":"))


def access():
    """What the host allows."""
    try:
        told = json.loads(os.environ.get("MIEN_ACCESS") or "{}")
        return {
            "network": bool(told.get("network", False)),
            **{key: [os.path.abspath(path) for path in told.get(key) or ()] for key in ("read", "write")},
            **{key: int(told.get(key) or 0) for key in ("addressSpace", "descriptors")}}
    except (ValueError, TypeError, AttributeError) as error:
        raise Fault(f"MIEN_ACCESS cannot be read: {error}") from None


def lower(allowed):
    """Lowers limits of the process."""
    import resource

    limits = {resource.RLIMIT_NOFILE: allowed["descriptors"] or 1024, resource.RLIMIT_CORE: 0}
    if allowed["addressSpace"] > 0:
        limits[resource.RLIMIT_AS] = allowed["addressSpace"]
    for limit, value in limits.items():
        _, hard = resource.getrlimit(limit)
        value = value if hard == resource.RLIM_INFINITY else min(hard, value)
        resource.setrlimit(limit, (value, value))


def restrict(bundle, allowed):
    """Enters the sandbox; gives notes on what it lacks."""
    from mien import sandbox

    if os.environ.get("MIEN_SANDBOX") == "off":
        return ["the sandbox is off: the strategy has all rights of its user"]
    notes = sandbox.enter(
        bundle=bundle, scratch=scratch(), **{key: allowed[key] for key in ("network", "read", "write")})
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
    from mien import declaration, script as scripts

    try:
        strategies = scripts.load(bundle, script)
        return declaration.descriptors(strategies), strategies
    except (scripts.ScriptError, declaration.DeclarationError) as error:
        raise Fault(str(error), os.path.join(bundle, script)) from None


def device(bundle):
    """What the host says, else "device" of the bundle's strategy.json."""
    named = os.environ.get("MIEN_DEVICE")
    if not named:
        try:
            with open(os.path.join(bundle, "strategy.json"), encoding="utf-8") as file:
                named = json.load(file).get("device")
        except (OSError, ValueError, AttributeError):
            named = None
    return named if isinstance(named, str) and named else "cpu"


def watch(descriptor, parent):
    """Ends the process when the other side of the socket is gone, so that no orphan stays.

    Another socket may have been put in its place, so it also looks whether the parent is still the same.
    """
    import select

    poll = select.poll()
    poll.register(descriptor, getattr(select, "POLLRDHUP", 0) | select.POLLHUP)
    while not poll.poll(1000) and os.getppid() == parent:
        pass
    time.sleep(_ORDERLY_EXIT)
    os._exit(1)


if __name__ == "__main__":
    try:
        seed_hashes()
        main(sys.argv[1:])
    except Fault as fault:
        print(one_line(f"{fault.place}: {fault}" if fault.place else fault), file=sys.stderr, flush=True)
        sys.exit(1)
