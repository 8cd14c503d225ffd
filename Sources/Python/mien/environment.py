"""The Python that a strategy runs in, as text that changes when it does."""

import os
import platform
import re
import sys


def describe():
    """Version, implementation and machine, then `name==version` of every distribution, sorted, one to a line."""
    found = {}
    for folder in sites():
        try:
            entries = sorted(os.listdir(folder))
        except OSError:
            continue
        for entry in entries:
            stem, kind = os.path.splitext(entry)
            if kind in (".dist-info", ".egg-info"):
                name, version = _named(os.path.join(folder, entry), stem)
                # The first one on the path is the one that is imported.
                found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version)
    head = f"python {platform.python_version()} {platform.python_implementation()} {platform.machine()}"
    return "\n".join([head] + [f"{name}=={found[name]}" for name in sorted(found)])


def sites():
    """The folders of sys.path that exist, in its order."""
    folders = []
    for entry in sys.path:
        path = os.path.abspath(entry or os.getcwd())
        if os.path.isdir(path) and path not in folders:
            folders.append(path)
    return folders


def _named(path, stem):
    """Name and version by the folder's name, as installers write it; else by what stands in it."""
    name, _, version = re.sub(r"-py\d+(\.\d+)?$", "", stem).partition("-")
    if version:
        return name, version
    for inner in (os.path.join(path, "PKG-INFO"), os.path.join(path, "METADATA"), path):
        try:
            with open(inner, encoding="utf-8", errors="replace") as file:
                for line in file:
                    if line.startswith("Version:"):
                        return name, line[8:].strip()
        except OSError:
            continue
    return name, "unknown"
