"""What a strategy says of itself, checked, and in the form in which hosts store it."""

import math
import numbers
import re

from .strategy import WIDTHS, Channel, Parameter, Strategy

NEEDS = ("words", "phones", "own-audio", "partner-audio", "rehearsal")
LARGEST_CHANNEL_COUNT = 4096
_ID = re.compile(r"[a-z0-9][a-z0-9.\-]*\Z")
_VERSION = re.compile(r"\d+\.\d+\.\d+([-+][0-9A-Za-z.\-+]+)?\Z")


class DeclarationError(Exception):
    """A declaration that no host could use: what, and how to cure it."""


def descriptor(strategy):
    """The descriptor of a subclass of Strategy as the JSON object that hosts read. Raises DeclarationError."""
    where = strategy.__name__
    id = _text(strategy, "id", where)
    if not _ID.match(id) or len(id) > 128:
        raise DeclarationError(f"{where}.id is '{id}': lower case, digits, '-' and '.' are allowed")
    version = _text(strategy, "version", where)
    if not _VERSION.match(version):
        raise DeclarationError(f"{where}.version is '{version}': write a semantic version such as 1.0.0")
    if strategy.render is Strategy.render:
        raise DeclarationError(f"{where} has no render(self, first, rows, activity): add it")
    if callable(getattr(strategy, "save", None)) != callable(getattr(strategy, "load", None)):
        raise DeclarationError(f"{where} has one of save and load: add the other, or drop it")
    return {
        "id": id,
        "version": version,
        "title": _text(strategy, "title", where) or id,
        "summary": _text(strategy, "summary", where),
        "vendor": _text(strategy, "vendor", where),
        "needs": _needs(strategy, where),
        "channels": _channels(strategy, where),
        "tolerance": _tolerance(strategy, where),
        "parameters": _parameters(strategy, where),
    }


def descriptors(strategies):
    """Descriptors of several classes, whose ids must differ."""
    seen = {}
    result = []
    for strategy in strategies:
        found = descriptor(strategy)
        other = seen.setdefault(found["id"], strategy)
        if other is not strategy:
            raise DeclarationError(
                f"{other.__name__} and {strategy.__name__} both have the id '{found['id']}': rename one")
        result.append(found)
    return result


def _text(strategy, name, where):
    value = getattr(strategy, name, None)
    if not isinstance(value, str):
        raise DeclarationError(f"{where}.{name} is {value!r}: give a string")
    if any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) < 0xE000 for c in value):
        raise DeclarationError(f"{where}.{name} holds a character that is no text: keep it on one line")
    return value


def _list(strategy, name, where, shape):
    value = getattr(strategy, name, None)
    if isinstance(value, (str, bytes, dict)) or not hasattr(value, "__len__"):
        raise DeclarationError(f"{where}.{name} is {value!r}: give a {shape}")
    return list(value)


def _needs(strategy, where):
    needs = _list(strategy, "needs", where, 'set such as {"words"}')
    for need in needs:
        if need not in NEEDS:
            raise DeclarationError(f"{where}.needs holds {need!r}: known are {', '.join(NEEDS)}")
    return [need for need in NEEDS if need in needs]


def _channels(strategy, where):
    channels = _list(strategy, "channels", where, 'list such as [weight("jawOpen")]')
    if not 1 <= len(channels) <= LARGEST_CHANNEL_COUNT:
        raise DeclarationError(
            f"{where}.channels holds {len(channels)}: declare 1 to {LARGEST_CHANNEL_COUNT} channels")
    seen = set()
    for index, channel in enumerate(channels):
        if not isinstance(channel, Channel):
            raise DeclarationError(
                f"{where}.channels[{index}] is {channel!r}: make it with weight, angle, rotation or translation")
        name = channel.name
        if not isinstance(name, str) or not name or any(ord(c) < 33 or ord(c) == 127 for c in name):
            raise DeclarationError(f"{where}.channels[{index}] has the name {name!r}: give a word")
        if channel.kind not in WIDTHS:
            raise DeclarationError(
                f"{where}.channels[{index}] '{name}' is of kind {channel.kind!r}: known are {', '.join(WIDTHS)}")
        if name in seen:
            raise DeclarationError(f"{where}.channels holds '{name}' twice: declare it once")
        seen.add(name)
    return [{"name": channel.name, "kind": channel.kind} for channel in channels]


def _number(value):
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    value = float(value)
    return value if math.isfinite(value) else None


def _tolerance(strategy, where):
    value = _number(strategy.tolerance)
    if value is None or not 0 <= value <= 3e38:
        raise DeclarationError(f"{where}.tolerance is {strategy.tolerance!r}: give 0 or a positive number")
    return value


def _parameters(strategy, where):
    seen = set()
    result = []
    for index, parameter in enumerate(_list(strategy, "parameters", where, "list of parameter(...)")):
        if not isinstance(parameter, Parameter):
            raise DeclarationError(f"{where}.parameters[{index}] is {parameter!r}: make it with parameter(...)")
        for text in parameter[:3]:
            if not isinstance(text, str) or any(ord(c) < 32 for c in text):
                raise DeclarationError(f"{where}.parameters[{index}] has the text {text!r}: give a string")
        id = parameter.id
        if not id or "=" in id or any(c.isspace() for c in id):
            raise DeclarationError(f"{where}.parameters[{index}] has the id {id!r}: give a word without '='")
        if id in seen:
            raise DeclarationError(f"{where}.parameters holds '{id}' twice: declare it once")
        seen.add(id)
        minimum, maximum, initial = (_number(value) for value in parameter[3:])
        if None in (minimum, maximum, initial) or not minimum <= initial <= maximum:
            raise DeclarationError(
                f"{where}.parameters '{id}' has range {parameter.minimum!r}...{parameter.maximum!r} and initial "
                f"value {parameter.initial!r}: give numbers with minimum <= initial <= maximum")
        result.append({
            "id": id, "title": parameter.title, "unit": parameter.unit, "minimum": minimum, "maximum": maximum,
            "initial": initial})
    return result
