"""Reads a GLB with pygltflib and checks what a strict reader would: counts, bounds, unit rotations, rising times.

    python3 .ci/gltf_check.py take.glb
"""

import sys

import numpy
from pygltflib import GLTF2

KINDS = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


def values(gltf, number):
    accessor = gltf.accessors[number]
    width = WIDTHS[accessor.type]
    kind = numpy.dtype(KINDS[accessor.componentType])
    if accessor.bufferView is None:
        return numpy.zeros((accessor.count, width))
    view = gltf.bufferViews[accessor.bufferView]
    start = (view.byteOffset or 0) + (accessor.byteOffset or 0)
    stride = view.byteStride or width * kind.itemsize
    blob = gltf.binary_blob()
    assert start + stride * (accessor.count - 1) + width * kind.itemsize <= len(blob), f"accessor {number} leaves the file"
    rows = numpy.ndarray((accessor.count, width), kind, blob, start, (stride, kind.itemsize))
    if accessor.min and not accessor.sparse:
        assert numpy.allclose(rows.min(axis=0), accessor.min, atol=1e-6), f"accessor {number}: min"
        assert numpy.allclose(rows.max(axis=0), accessor.max, atol=1e-6), f"accessor {number}: max"
    return rows


gltf = GLTF2().load(sys.argv[1])
assert gltf.animations, "no animation"
targets = 0
for animation in gltf.animations:
    seen = set()
    for channel in animation.channels:
        key = (channel.target.node, channel.target.path)
        assert key not in seen, f"{key} is animated twice"
        seen.add(key)
        sampler = animation.samplers[channel.sampler]
        times = values(gltf, sampler.input)[:, 0]
        assert (numpy.diff(times) > 0).all(), "times do not rise"
        out = values(gltf, sampler.output)
        assert numpy.isfinite(out.astype(float)).all(), "numbers that are none"
        if channel.target.path == "rotation":
            assert len(out) == len(times) and abs((out.astype(float) ** 2).sum(axis=1) ** 0.5 - 1).max() < 1e-3
        if channel.target.path == "weights":
            mesh = gltf.meshes[gltf.nodes[channel.target.node].mesh]
            assert len(out) == len(times) * len(mesh.primitives[0].targets), "weights do not fit the targets"
        targets += 1
for number in range(len(gltf.accessors)):
    values(gltf, number)
print(f"agrees: pygltflib, {len(gltf.accessors)} accessors, {targets} animated targets, {len(times)} keys")
