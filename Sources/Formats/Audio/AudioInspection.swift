import Foundation

extension AudioFile {
  /// Refuses what libsndfile would read wrongly or not at all.
  static func inspect(_ bytes: Data, file: String) throws(FormatsError) -> [String] {
    let name = URL(fileURLWithPath: file).lastPathComponent
    let converted = "convert it, for example with: ffmpeg -i \(name) -c:a flac \(name).flac"
    guard let container = AudioContainer(sniffing: bytes) else {
      throw .unsupported(
        file: file, place: "byte 0", reason: "it begins like no audio file known here", cure: converted)
    }
    let kind = (file as NSString).pathExtension.lowercased()
    func disguised(_ what: String) -> FormatsError {
      let isNamed = kind.isEmpty || kind == what.lowercased()
      let behind = "it is \(what) data" + (isNamed ? "" : " behind a .\(kind) name")
      return .unsupported(file: file, place: "byte 0", reason: behind, cure: converted)
    }
    switch container {
    case .mp3: throw disguised("MP3")
    case .mp4: throw disguised("MP4")
    case .ogg: return try inspectOgg(bytes, file: file)
    case .flac, .aiff: return []
    case .wav: break
    }
    guard let header = WAVHeader(bytes) else {
      throw .malformed(file: file, place: "RIFF chunks", reason: "there is no data chunk", cure: again)
    }
    if header.formatTag == 0x55 { throw disguised("MP3") }
    if header.rate == 0 {
      throw .malformed(
        file: file, place: "fmt chunk", reason: "the header states a rate of 0 Hz", cure: again)
    }
    guard let claimed = header.claimedBytes else {
      return ["the header leaves the length open; read to the end of the file"]
    }
    guard header.presentBytes == claimed else {
      throw .malformed(
        file: file, place: "data chunk",
        reason: "it says \(claimed) bytes and \(header.presentBytes) are there: the file is cut off",
        cure: again)
    }
    return []
  }

  private static func inspectOgg(_ bytes: Data, file: String) throws(FormatsError) -> [String] {
    let pages = OggPages(bytes)
    if let broken = pages.brokenAt {
      throw .malformed(
        file: file, place: "byte \(broken)",
        reason: "no whole page of Ogg stands here: the file is cut off, or something else follows",
        cure: again)
    }
    guard pages.streams < 2 else {
      throw .unsupported(
        file: file, place: "Ogg pages", reason: "it holds \(pages.streams) streams one after another",
        cure: "join them into one, or split the file")
    }
    return pages.isEnded ? [] : ["the last page of Ogg is missing; what is there was read"]
  }
}
