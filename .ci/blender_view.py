"""Renders a take in Blender at some seconds, face above and figure below: pictures for the documentation.

    blender -b --factory-startup --python .ci/blender_view.py -- take.glb out.png 2.5 3.1 8
"""

import os
import sys
import tempfile

import bpy
import numpy
from mathutils import Vector

# The importer of Blender 3.4 uses names that NumPy 1.24 dropped.
for name, kind in (("bool", bool), ("int", int), ("float", float), ("object", object)):
    if name not in numpy.__dict__:
        setattr(numpy, name, kind)

SIZE = 360
path, out, *times = sys.argv[sys.argv.index("--") + 1:]
bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.render.fps = 60
bpy.ops.import_scene.gltf(filepath=path)
rig = next(o for o in bpy.data.objects if o.type == "ARMATURE")


def height_of(bone):
    return (rig.matrix_world @ rig.data.bones[bone].head_local).z


eyes, neck = height_of("leftEye"), height_of("neck")
head = eyes - neck
top = eyes + 1.3 * head

scene.render.engine = "CYCLES"
scene.cycles.samples = 24
scene.cycles.use_denoising = False
scene.render.resolution_x = scene.render.resolution_y = SIZE
scene.view_settings.view_transform = "Standard"
scene.world = bpy.data.worlds.new("world")
scene.world.use_nodes = True
scene.world.node_tree.nodes["Background"].inputs[0].default_value = (0.8, 0.77, 0.74, 1)
scene.world.node_tree.nodes["Background"].inputs[1].default_value = 0.75
sun = bpy.data.objects.new("sun", bpy.data.lights.new("sun", "SUN"))
sun.data.energy = 2.2
sun.data.angle = 0.4
sun.rotation_euler = (0.7, -0.3, 0.1)
scene.collection.objects.link(sun)
camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
camera.data.angle = 0.349
scene.collection.objects.link(camera)
scene.camera = camera


def look(place, at):
    camera.location = place
    camera.rotation_euler = (Vector(at) - Vector(place)).to_track_quat("-Z", "Y").to_euler()


pixels = numpy.zeros((2 * SIZE, SIZE * len(times), 4), dtype=numpy.float32)
with tempfile.TemporaryDirectory() as folder:
    for column, time in enumerate(times):
        frame = float(time) * 60
        scene.frame_set(int(frame), subframe=frame - int(frame))
        views = [
            (1, (1.2 * head, -8.2 * head, eyes + 0.1 * head), (0, 0, eyes - 0.05 * head)),
            (0, (0.5 * top, -3.1 * top, 0.6 * top), (0, 0, 0.5 * top)),
        ]
        for row, place, at in views:
            look(place, at)
            scene.render.filepath = os.path.join(folder, f"{column}-{row}.png")
            bpy.ops.render.render(write_still=True)
            picture = bpy.data.images.load(scene.render.filepath)
            tile = numpy.array(picture.pixels[:], dtype=numpy.float32).reshape(SIZE, SIZE, 4)
            pixels[row * SIZE:(row + 1) * SIZE, column * SIZE:(column + 1) * SIZE] = tile
sheet = bpy.data.images.new("sheet", pixels.shape[1], pixels.shape[0])
sheet.pixels = pixels.ravel()
sheet.filepath_raw = os.path.abspath(out)
sheet.file_format = "PNG"
sheet.save()
