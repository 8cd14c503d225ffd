"""Checks an exported .usda with usd-core: compliance, UsdSkel bindings, and what its animation says.

    python3 .ci/usd_check.py take.usda [expected.json]

expected.json is what `mien export … --as glb --expect expected.json` wrote for the same take and rig: positions of
joints and weights of morph targets at some times. Exits 0 when all agree, 1 with a list of departures otherwise.
"""

import json
import sys

from pxr import Gf, Usd, UsdGeom, UsdSkel, UsdUtils, UsdValidation

METRES = 1e-4
WEIGHT = 1e-5


def compliance(path, stage, faults):
    # Newer releases of usd-core have the validators alone.
    if hasattr(UsdUtils, "ComplianceChecker"):
        checker = UsdUtils.ComplianceChecker(arkit=False, skipARKitRootLayerCheck=True)
        checker.CheckCompliance(path)
        faults += checker.GetErrors() + checker.GetFailedChecks()
    context = UsdValidation.ValidationContext(UsdValidation.ValidationRegistry().GetOrLoadAllValidators())
    for error in context.Validate(stage):
        if error.GetType() == UsdValidation.ValidationErrorType.Error:
            faults.append(f"{error.GetName()}: {error.GetMessage()}")


def bindings(stage, faults):
    """Skeletons by their queries; every mesh must be skinned by one and every blend shape resolved."""
    cache = UsdSkel.Cache()
    roots = [UsdSkel.Root(p) for p in stage.Traverse() if p.IsA(UsdSkel.Root)]
    if not roots:
        faults.append("there is no SkelRoot")
    queries = []
    for root in roots:
        cache.Populate(root, Usd.PrimDefaultPredicate)
        bound = cache.ComputeSkelBindings(root, Usd.PrimDefaultPredicate)
        skinned = set()
        for binding in bound:
            query = cache.GetSkelQuery(binding.GetSkeleton())
            if not query or not query.GetAnimQuery():
                faults.append(f"{binding.GetSkeleton().GetPath()}: has no animation")
                continue
            queries.append((root, query))
            for target in binding.GetSkinningTargets():
                skinned.add(target.GetPrim().GetPath())
                points = UsdGeom.Mesh(target.GetPrim()).GetPointsAttr().Get()
                xforms = query.ComputeSkinningTransforms(Usd.TimeCode(0))
                if not target.ComputeSkinnedPoints(xforms, points):
                    faults.append(f"{target.GetPrim().GetPath()}: cannot be skinned")
        meshes = {p.GetPath() for p in Usd.PrimRange(root.GetPrim()) if p.IsA(UsdGeom.Mesh)}
        for path in sorted(meshes - skinned, key=str):
            faults.append(f"{path}: is bound to no skeleton")
    return queries


def compare(stage, queries, expected, faults):
    if not queries:
        return
    _, query = queries[0]
    rate = stage.GetTimeCodesPerSecond()
    names = query.GetSkeleton().GetJointNamesAttr().Get()
    animation = query.GetAnimQuery()
    for frame in expected["frames"]:
        # Times are 32-bit floats; frames stand on whole time codes.
        time = Usd.TimeCode(round(frame["time"] * rate))
        places = dict(zip(names, query.ComputeJointSkelTransforms(time)))
        for name, wanted in frame["joints"].items():
            if name not in places:
                continue
            found = places[name].ExtractTranslation()
            far = (Gf.Vec3d(*wanted) - found).GetLength()
            if far > METRES:
                faults.append(f"{frame['time']:.3f} s: {name} is {far:.6f} m away")
        weights = dict(zip(animation.GetBlendShapeOrder(), animation.ComputeBlendShapeWeights(time) or []))
        for targets in frame["weights"].values():
            for name, wanted in targets.items():
                if name in weights and abs(weights[name] - wanted) > WEIGHT:
                    faults.append(f"{frame['time']:.3f} s: {name} is {weights[name]}, not {wanted}")


def main():
    path = sys.argv[1]
    stage = Usd.Stage.Open(path)
    faults = []
    compliance(path, stage, faults)
    queries = bindings(stage, faults)
    if len(sys.argv) > 2:
        with open(sys.argv[2], encoding="utf-8") as file:
            compare(stage, queries, json.load(file), faults)
    for fault in faults[:40]:
        print(fault)
    if not faults:
        joints = len(queries[0][1].GetJointOrder())
        frames = stage.GetEndTimeCode() - stage.GetStartTimeCode() + 1
        print(f"{path}: {len(queries)} skeletons, {joints} joints, {frames:.0f} frames: agrees")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
