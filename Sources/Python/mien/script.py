"""Loads a bundle's script and finds the strategies in it."""

import importlib.util
import os
import sys
import traceback

from .refusal import account
from .strategy import Strategy


class ScriptError(Exception):
    """A script that cannot be used: what, where, and how to cure it."""


def load(folder, script):
    """Runs the script and gives its strategies: every subclass of Strategy with an id in its namespace, in the
    order in which they stand there. Raises ScriptError."""
    found = []
    for value in vars(module(folder, script)).values():
        if (isinstance(value, type) and issubclass(value, Strategy) and value.id is not None
                and value not in found):
            found.append(value)
    if not found:
        raise ScriptError("no strategy in it; write a subclass of mien.Strategy with an id")
    return found


def module(folder, script, manifest="strategy.json"):
    """Runs the script and gives it as a module. The bundle's folder comes first on sys.path. Raises ScriptError."""
    folder = os.path.abspath(folder)
    path = os.path.join(folder, script)
    if not os.path.isfile(path):
        raise ScriptError(f"no such script; 'script' in {manifest} names a file of the bundle")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    # A bundle may stand where nothing may be written, and its bytes are hashed.
    sys.dont_write_bytecode = True
    stem = os.path.splitext(os.path.basename(path))[0]
    name = stem if stem.isidentifier() and stem not in sys.modules else f"bundle_{stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ScriptError("not a Python script; its name must end with .py")
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    try:
        spec.loader.exec_module(made)
    except Exception as error:
        traceback.print_exc()
        raise ScriptError(f"cannot be imported: {account(error, folder)}") from error
    except SystemExit as error:
        raise ScriptError(f"ends the process with {error.code!r} while it is imported") from None
    return made
