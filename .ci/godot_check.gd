extends SceneTree
# Plays an imported GLB in Godot and compares bones and blend shapes with the values that Mien expects of any player.

var skeletons = []
var meshes = {}
var player = null

func walk(node):
    if node is Skeleton:
        skeletons.append(node)
    if node is MeshInstance:
        meshes[node.name] = node
    if node is AnimationPlayer:
        player = node
    for child in node.get_children():
        walk(child)

# The importer may spell leftUpperArm left_upper_arm.
func snake(name):
    var out = ""
    for letter in name:
        out += "_" + letter.to_lower() if letter != letter.to_lower() else letter
    return out

func _init():
    var file = File.new()
    file.open("res://expected.json", File.READ)
    var expected = JSON.parse(file.get_as_text()).result
    var scene = load("res://take.glb").instance()
    get_root().add_child(scene)
    walk(scene)
    var clip = player.get_animation_list()[0]
    player.play(clip)
    var joints = 0
    var worst = 0.0
    var weights = 0
    var worst_weight = 0.0
    for frame in expected["frames"]:
        player.seek(frame["time"], true)
        for name in frame["joints"]:
            for skeleton in skeletons:
                var bone = skeleton.find_bone(name)
                if bone < 0:
                    bone = skeleton.find_bone(snake(name))
                if bone < 0:
                    continue
                var at = (skeleton.global_transform * skeleton.get_bone_global_pose(bone)).origin
                var place = frame["joints"][name]
                worst = max(worst, at.distance_to(Vector3(place[0], place[1], place[2])))
                joints += 1
        for name in frame["weights"]:
            if not meshes.has(name):
                continue
            for target in frame["weights"][name]:
                var value = meshes[name].get("blend_shapes/" + target)
                if value == null:
                    continue
                worst_weight = max(worst_weight, abs(value - frame["weights"][name][target]))
                weights += 1
    var good = joints > 0 and weights > 0 and worst <= 1e-3 and worst_weight <= 1e-3
    print("%s: Godot %s, %d joints within %s m, %d weights within %s" % ["agrees" if good else "DEPARTS",
        Engine.get_version_info()["string"], joints, str(worst), weights, str(worst_weight)])
    quit(0 if good else 1)
