"""Makes encoder.npz: put your own training in its place, and keep its seed."""

import pathlib

import numpy

FRAMES, COLUMNS, DIMENSIONS = 30, 8, 4

projection = numpy.random.default_rng(1).normal(size=(FRAMES * COLUMNS, DIMENSIONS)) / numpy.sqrt(FRAMES * COLUMNS)
numpy.savez(pathlib.Path(__file__).parent / "@NAME@.encoder" / "encoder.npz", projection=projection)
