"""Measures a take: a number, several by name, or why there is none."""

import numpy

from mien import Undefined


def measure(take):
    if "head" not in take.joints:
        return Undefined("the take does not turn the head")
    if take.frames < 2:
        return Undefined("a single frame has no speed")
    head = take.rotation("head").astype(float)
    # The angle between one frame and the next, from the distance of two unit quaternions: a cosine near 1 would turn
    # the rounding of the track into motion. q and -q are the same rotation.
    head /= numpy.linalg.norm(head, axis=1, keepdims=True)
    apart = numpy.minimum(
        numpy.linalg.norm(head[1:] - head[:-1], axis=1), numpy.linalg.norm(head[1:] + head[:-1], axis=1))
    return (4 * numpy.arcsin(apart / 2)).mean() * take.fps
