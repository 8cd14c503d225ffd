import numpy

from mien import Undefined


def rows(take):
    head = take.rotation("head").astype(float)
    second = int(round(take.fps))
    whole = len(head) // second * second
    if whole == 0:
        return Undefined("shorter than a second")
    return head[:whole].reshape(-1, second, 4).mean(axis=1)


def reduce(rows, reference_rows):
    own = reference_rows.std(axis=0).sum()
    return rows.std(axis=0).sum() / own if own > 0 else Undefined("the reference holds its head still")
