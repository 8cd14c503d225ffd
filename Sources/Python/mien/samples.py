"""Takes made of nothing, for the tests of metrics and encoders.

    from mien import samples

    take = samples.take(seconds=20, seed=1)             # a face, a head and hands that move, words that are said
    take = samples.take(channels={"jawOpen": jaw})      # one weight; a rotation has four columns
    windows = samples.windows(24, frames=60, columns=52)
"""

from fractions import Fraction

import numpy

from .metric import FACE, Span, Take

JOINTS = ("hips", "spine", "chest", "neck", "head", "leftHand", "rightHand")
_WORDS = ("well", "that", "is", "how", "it", "goes")


def take(seconds=10.0, fps=60, seed=1, *, channels=None, still=False, words=True, **more):
    """A take. `channels` gives the motion by name, frames x 1 (weight), 3 or 4 floats; without it everything moves,
    or nothing does with `still`. `more` goes to `Take`."""
    rate = Fraction(fps)
    generator = numpy.random.default_rng(seed)
    if channels is None:
        frames = int(numpy.ceil(seconds * float(rate)))
        channels = {name: _wander(generator, frames, still) for name in FACE}
        for joint in JOINTS:
            angle = _wander(generator, frames, still) - (0 if still else 0.5)
            axis = generator.normal(size=3)
            axis /= numpy.linalg.norm(axis)
            half = angle[:, None] / 4
            channels[f"{joint}.rotation"] = numpy.hstack([numpy.sin(half) * axis, numpy.cos(half)])
        channels["gaze.yaw"] = _wander(generator, frames, still) / 5
        channels["gaze.pitch"] = _wander(generator, frames, still) / 5
    described, columns = [], []
    for name, values in channels.items():
        values = numpy.asarray(values, numpy.float32)
        values = values[:, None] if values.ndim == 1 else values
        if values.shape[1] not in (1, 3, 4):
            raise ValueError(f"'{name}' has {values.shape[1]} columns: 1, 3 or 4 make a channel")
        kind = {3: "translation", 4: "rotation"}.get(values.shape[1], "angle" if "." in name else "weight")
        described.append((name, kind))
        columns.append(values)
    rows = numpy.hstack(columns) if columns else numpy.zeros((0, 0), numpy.float32)
    if words is True:
        length = len(rows) / float(rate)
        starts = numpy.arange(0.5, max(0.5, length - 0.5), 0.4)
        words = [Span("me", start, start + 0.3, _WORDS[index % len(_WORDS)]) for index, start in enumerate(starts)]
    return Take(described, rows, rate, recording=f"sample {seed}", seed=seed, words=words or (), **more)


def windows(count, frames, columns, seed=1):
    """Windows as encoders get them: count x frames x columns."""
    result = numpy.random.default_rng(seed).normal(size=(count, frames, columns)).astype(numpy.float32)
    result.flags.writeable = False
    return result


def _wander(generator, frames, still):
    """A curve in 0...1 that goes up and down within seconds; a half throughout with `still`."""
    if still:
        return numpy.full(frames, 0.0 if frames == 0 else 0.5)
    curve = numpy.zeros(frames)
    for _ in range(4):
        curve += numpy.sin(numpy.arange(frames) * generator.uniform(0.01, 0.12) + generator.uniform(0, 6.3))
    return curve / 8 + 0.5
