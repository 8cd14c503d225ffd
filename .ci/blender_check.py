"""Checks an exported GLB in Blender against values computed by Mien.

    blender -b --factory-startup --python-exit-code 1 --python .ci/blender_check.py -- take.glb expected.json

expected.json: {"tolerance": {"metres": 1e-4, "weight": 1e-5, "radians": 1e-3}, "frames": [
  {"time": seconds,
   "joints": {node: [x, y, z]},                world position, glTF axes
   "rotations": {node: [x, y, z, w]},          world rotation since rest, glTF axes
   "weights": {mesh node: {target: value}},
   "meshes": {mesh node: {"min": [x, y, z], "max": [x, y, z]}}}]}   deformed bounds, glTF axes

Every member of a frame but "time" may be absent. Exits 0 when all agree, 1 with a list of departures otherwise.
"""

import json
import math
import struct
import sys

import bpy
import numpy

# The importer of Blender 3.4 uses names that NumPy 1.24 dropped.
for name, kind in (("bool", bool), ("int", int), ("float", float), ("object", object)):
    if name not in numpy.__dict__:
        setattr(numpy, name, kind)


def to_gltf(v):
    """Blender is +Z up, glTF is +Y up."""
    return (v[0], v[2], -v[1])


def strip(name, known):
    """Blender adds .001 to a name that is taken."""
    head, dot, tail = name.rpartition(".")
    return head if dot and tail.isdigit() and head in known and name not in known else name


def mesh_nodes(path):
    """Names of mesh nodes by the name of their mesh, where that is unique.

    The importer may hang a skinned mesh below an empty that bears the node's name, under the name of the mesh.
    """
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack_from("<I", content, 12)
    document = json.loads(content[20:20 + length])
    names = {}
    for node in document.get("nodes", []):
        if "mesh" in node:
            mesh = document["meshes"][node["mesh"]].get("name", "")
            names[mesh] = None if mesh in names else node.get("name", "")
    return {mesh: node for mesh, node in names.items() if mesh and node}


def load(path, rest_of_file):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.fps = 60
    bpy.context.scene.render.fps_base = 1.0
    # Blender's rest pose is either the bind pose (exact meshes: its bones hold no rest scale) or, without the
    # guess, the rest pose of the file, which rotations since rest are measured from.
    bpy.ops.import_scene.gltf(filepath=path, guess_original_bind_pose=not rest_of_file)


def show(time):
    scene = bpy.context.scene
    frame = time * scene.render.fps / scene.render.fps_base
    whole = math.floor(frame)
    scene.frame_set(int(whole), subframe=frame - whole)
    return bpy.context.evaluated_depsgraph_get()


def joints():
    """World positions of all bones' heads and of plain objects."""
    found = {}
    for thing in bpy.data.objects:
        if thing.type == "ARMATURE":
            for bone in thing.pose.bones:
                found[bone.name] = to_gltf(thing.matrix_world @ bone.head)
        else:
            found.setdefault(thing.name, to_gltf(thing.matrix_world.translation))
    return found


def rotations():
    """World rotations of bones since rest.

    Blender lays its bones along +Y, so their local rotations differ from the file's by a constant turn, which
    drops out of pose * rest^-1.
    """
    found = {}
    for thing in bpy.data.objects:
        if thing.type != "ARMATURE":
            continue
        stand = thing.matrix_world.to_quaternion()
        for bone in thing.pose.bones:
            turn = bone.matrix.to_quaternion() @ bone.bone.matrix_local.to_quaternion().inverted()
            q = stand @ turn @ stand.inverted()
            found[bone.name] = (q.x, q.z, -q.y, q.w)
    return found


def node_name(thing, aliases):
    return aliases.get(thing.name, thing.name)


def weights(aliases):
    found = {}
    for thing in bpy.data.objects:
        if thing.type == "MESH" and thing.data.shape_keys:
            keys = thing.data.shape_keys.key_blocks
            found[node_name(thing, aliases)] = {key.name: key.value for key in keys[1:]}
    return found


def bounds(graph, aliases):
    found = {}
    for thing in bpy.data.objects:
        if thing.type != "MESH":
            continue
        shown = thing.evaluated_get(graph)
        mesh = shown.to_mesh()
        points = [to_gltf(shown.matrix_world @ vertex.co) for vertex in mesh.vertices]
        shown.to_mesh_clear()
        if points:
            found[node_name(thing, aliases)] = (
                [min(p[k] for p in points) for k in range(3)],
                [max(p[k] for p in points) for k in range(3)],
            )
    return found


class Tally:
    def __init__(self, unit, limit):
        self.unit, self.limit = unit, limit
        self.count, self.largest, self.squares, self.faults = 0, 0.0, 0.0, []

    def add(self, departure, what):
        self.count += 1
        self.largest = max(self.largest, departure)
        self.squares += departure * departure
        if not departure <= self.limit:
            self.faults.append("%s departs by %.3g %s" % (what, departure, self.unit))

    def line(self, what):
        rms = math.sqrt(self.squares / self.count) if self.count else float("nan")
        return "%-10s %6d values, largest %.3g, rms %.3g %s (limit %g)" % (
            what, self.count, self.largest, rms, self.unit, self.limit)


def angle(a, b):
    near = min(sum((x - y) ** 2 for x, y in zip(a, b)), sum((x + y) ** 2 for x, y in zip(a, b)))
    return 4 * math.asin(min(1.0, math.sqrt(near) / 2))


def main(path, expected_path):
    with open(expected_path) as file:
        expected = json.load(file)
    limits = {"metres": 1e-4, "weight": 1e-5, "radians": 1e-3}
    limits.update(expected.get("tolerance", {}))
    aliases = mesh_nodes(path)
    load(path, rest_of_file=False)
    if not bpy.data.actions:
        print("blender_check: no animation was imported")
        return 1
    tallies = {
        "joints": Tally("m", limits["metres"]),
        "weights": Tally("", limits["weight"]),
        "meshes": Tally("m", limits["metres"]),
        "rotations": Tally("rad", limits["radians"]),
    }
    missing = []

    def pairs(frame, kind, found):
        at = "t=%.4f " % frame["time"]
        names = set(frame.get(kind, {}))
        found = {strip(name, names): value for name, value in found.items()}
        for name in sorted(names):
            if name in found:
                yield at + name, frame[kind][name], found[name]
            else:
                missing.append(at + kind + " " + name)

    for frame in expected["frames"]:
        graph = show(frame["time"])
        for what, wanted, got in pairs(frame, "joints", joints()):
            tallies["joints"].add(math.dist(wanted, got), what)
        for what, wanted, got in pairs(frame, "weights", weights(aliases)):
            for target in sorted(wanted):
                if target in got:
                    tallies["weights"].add(abs(wanted[target] - got[target]), what + "." + target)
                else:
                    missing.append(what + "." + target)
        for what, wanted, got in pairs(frame, "meshes", bounds(graph, aliases)):
            for corner, point in (("min", got[0]), ("max", got[1])):
                tallies["meshes"].add(math.dist(wanted[corner], point), what + " " + corner)
    if any(frame.get("rotations") for frame in expected["frames"]):
        load(path, rest_of_file=True)
        for frame in expected["frames"]:
            show(frame["time"])
            for what, wanted, got in pairs(frame, "rotations", rotations()):
                tallies["rotations"].add(angle(wanted, got), what)
    faults = missing and ["missing: " + what for what in missing]
    for what, tally in tallies.items():
        print("blender_check: " + tally.line(what))
        faults = faults + tally.faults
    for fault in faults[:40]:
        print("blender_check: " + fault)
    compared = sum(tally.count for tally in tallies.values())
    print("blender_check: %d values compared, %d departures" % (compared, len(faults)))
    return 1 if faults or compared == 0 else 0


if __name__ == "__main__":
    arguments = sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else []
    if len(arguments) != 2:
        print("usage: blender -b --factory-startup --python-exit-code 1 --python blender_check.py -- GLB EXPECTED")
        sys.exit(64)
    sys.exit(main(*arguments))
