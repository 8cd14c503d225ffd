"""Measures a take: a number, several by name, or why there is none."""

import numpy

from mien import Undefined


def measure(take):
    if "head" not in take.joints:
        return Undefined("the take does not turn the head")
    if take.frames < 2:
        return Undefined("a single frame has no speed")
    head = take.rotation("head").astype(float)
    # The angle between one frame and the next; q and -q are the same rotation.
    cosine = numpy.abs((head[1:] * head[:-1]).sum(axis=1))
    sine = numpy.sqrt(numpy.maximum(0, 1 - cosine**2))
    return (2 * numpy.arctan2(sine, cosine)).mean() * take.fps
