"""The Python that a strategy runs in, as text that changes when it does."""

import importlib.metadata
import os
import platform
import re
import sys


def describe():
    """Version, implementation and platform, then `name==version` of every distribution, sorted, one to a line."""
    found = {}
    for distribution in importlib.metadata.distributions():
        try:
            name = distribution.metadata["Name"]
            version = distribution.version
        except Exception:  # a distribution whose files are broken counts as not installed
            continue
        if name:
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
