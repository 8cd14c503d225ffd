import numpy

from mien import Undefined


def measure(take):
    if take.frames < take.fps / 2:
        return Undefined("shorter than half a second")
    head = take.rotation("head").astype(float)
    head /= numpy.linalg.norm(head, axis=1, keepdims=True)
    apart = numpy.minimum(
        numpy.linalg.norm(head[1:] - head[:-1], axis=1), numpy.linalg.norm(head[1:] + head[:-1], axis=1))
    speed = 4 * numpy.arcsin(apart / 2) * take.fps
    speaking = take.speaking[1:]
    second = int(round(take.fps))
    seconds = [speed[first:first + second].mean() for first in range(0, len(speed) - second + 1, second)]
    return {
        "speaking": float(speed[speaking].mean()) if speaking.any() else Undefined("no frame of speech"),
        "least": min(seconds) if seconds else Undefined("shorter than a second"),
        "frames of speech": int(speaking.sum()),
    }
