import Rigging

extension GLTFContext {
  /// How the eyes follow a gaze (`VRMC_vrm` 1.0, lookAt); `nil` when the file does not say.
  mutating func readLookAt(_ vrm: JSONValue) throws(FormatsError) -> Rig.LookAt? {
    guard let json = vrm["lookAt"], json.object != nil else { return nil }
    let place = "VRMC_vrm lookAt"
    var out = Rig.LookAt(offsetFromHeadBone: .zero)
    if let type = json["type"]?.string {
      guard let known = Rig.LookAt.Kind(rawValue: type) else {
        throw malformed(place, "type \"\(type.prefix(20))\" is neither bone nor expression")
      }
      out.type = known
    }
    if let at = try floats(json["offsetFromHeadBone"], count: 3, place: place, what: "offsetFromHeadBone") {
      out.offsetFromHeadBone = SIMD3(at[0], at[1], at[2])
    }
    out.horizontalInner = try rangeMap(json, "rangeMapHorizontalInner", out.horizontalInner, out.type)
    out.horizontalOuter = try rangeMap(json, "rangeMapHorizontalOuter", out.horizontalOuter, out.type)
    out.verticalDown = try rangeMap(json, "rangeMapVerticalDown", out.verticalDown, out.type)
    out.verticalUp = try rangeMap(json, "rangeMapVerticalUp", out.verticalUp, out.type)
    return out
  }

  private mutating func rangeMap(
    _ json: JSONValue, _ key: String, _ standard: Rig.LookAt.RangeMap, _ type: Rig.LookAt.Kind
  ) throws(FormatsError) -> Rig.LookAt.RangeMap {
    let place = "VRMC_vrm lookAt \(key)"
    var out = standard
    // An expression is full at weight 1, whatever eye bones would do.
    if type == .expression { out.outputScale = 1 }
    guard let map = json[key] else {
      notices.append("\(place): is absent, so \(out.inputMaxValue)° give \(out.outputScale)")
      return out
    }
    out.inputMaxValue = try float(
      map["inputMaxValue"], default: out.inputMaxValue, place: place, what: "inputMaxValue")
    out.outputScale = try float(
      map["outputScale"], default: out.outputScale, place: place, what: "outputScale")
    return out
  }
}
