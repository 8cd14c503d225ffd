import Foundation
import Rigging

extension GLTFModel {
  /// Gives each material with a base-colour texture the average colour of the picture, times its own, for drawings
  /// without textures. Surfaces whose vertices have colours show them already and stay as they are.
  ///
  /// - Returns: what to say about it, a sentence each: that textures are not drawn, and of which the average could not
  ///   be found (JPEG and others are not decoded, nor pictures outside the file).
  public mutating func takeTextureAverages() -> [String] {
    let textures = document.json["textures"]?.array ?? []
    guard !textures.isEmpty else { return [] }
    let painted = Set(
      rig.meshes.flatMap(\.primitives).filter { !$0.colors.isEmpty }.compactMap(\.material))
    var found = 0
    var averages: [Int: SIMD3<Float>?] = [:]
    var unknown: [String] = []
    for (number, material) in (document.json["materials"]?.array ?? []).enumerated() {
      guard rig.materials.indices.contains(number), !painted.contains(number),
        let texture = material["pbrMetallicRoughness"]?["baseColorTexture"]?["index"]?.integer,
        textures.indices.contains(texture), let image = textures[texture]["source"]?.integer
      else { continue }
      found += 1
      let color = averages[image] ?? PNGAverage.color(of: picture(image))
      averages[image] = color
      guard let color else {
        unknown.append("\"\(rig.materials[number].name.prefix(60))\"")
        continue
      }
      let own = rig.materials[number].baseColor
      rig.materials[number].baseColor = SIMD4(own.x * color.x, own.y * color.y, own.z * color.z, own.w)
    }
    guard found > 0 else { return [] }
    var notes = ["textures are not drawn; each surface has the average colour of its own"]
    if !unknown.isEmpty {
      notes.append(
        "no average for \(unknown.prefix(8).joined(separator: ", "))\(unknown.count > 8 ? ", …" : ""), drawn in the material's own colour: pictures that are no PNG of eight bits, or lie outside the file, are not decoded"
      )
    }
    return notes
  }

  /// The bytes of a picture inside the file; none where there are none.
  private func picture(_ number: Int) -> ArraySlice<UInt8> {
    let images = document.json["images"]?.array ?? []
    guard images.indices.contains(number) else { return [] }
    if let uri = images[number]["uri"]?.string, uri.hasPrefix("data:"), let comma = uri.firstIndex(of: ",") {
      let data = Data(base64Encoded: String(uri[uri.index(after: comma)...])) ?? Data()
      return ArraySlice([UInt8](data))
    }
    let views = document.json["bufferViews"]?.array ?? []
    guard let place = images[number]["bufferView"]?.integer, views.indices.contains(place),
      let buffer = views[place]["buffer"]?.integer, document.buffers.indices.contains(buffer),
      let length = views[place]["byteLength"]?.integer
    else { return [] }
    let start = views[place]["byteOffset"]?.integer ?? 0
    let bytes = document.buffers[buffer]
    guard start >= 0, length >= 0, start <= bytes.count, length <= bytes.count - start else { return [] }
    return bytes[start..<start + length]
  }
}
