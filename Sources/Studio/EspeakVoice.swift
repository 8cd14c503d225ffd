import Catalog
public import Foundation

/// Speech by espeak-ng, which runs in a child process and is never linked (it is GPL).
///
/// The child is `espeak_speech.py`, which loads the library and gets the exact sample of each word and
/// phone. Texts go in and speech comes out through files of a temporary folder, so nothing can block.
public struct EspeakVoice: SpeechSynthesizer {
  /// Name of the child's script.
  public static let scriptName = "espeak_speech.py"
  private let interpreter: URL
  private let script: URL

  /// Finds Python and the script: under `MIEN_HOME`, beside the executable, or in the checkout around
  /// the executable or the working folder.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(StudioError) {
    let paths = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    let candidates = paths.map { URL(fileURLWithPath: String($0)).appendingPathComponent("python3") }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else {
      throw .missing(tool: "python3", cure: "install it (apt install python3) or put it on the PATH")
    }
    interpreter = found
    guard let script = Self.findScript(environment) else {
      throw .missing(
        tool: Self.scriptName, cure: "set MIEN_HOME to the folder that holds Sources/Python/mien")
    }
    self.script = script
  }

  /// Whether speech can be made here; `nil` when it can, else why not and the cure.
  public static func obstacle() -> StudioError? {
    do throws(StudioError) {
      _ = try EspeakVoice().speak(["a"], as: VoiceSettings())
      return nil
    } catch { return error }
  }

  /// Speaks the texts, one child process for all of them.
  public func speak(_ texts: [String], as voice: VoiceSettings) throws(StudioError) -> [SynthesizedSpeech] {
    if texts.isEmpty { return [] }
    let output = try run(requests: request(texts, voice))
    var speech: [SynthesizedSpeech] = []
    var rest = output[...]
    for text in texts {
      guard let end = rest.firstIndex(of: 0x0A),
        let header = try? JSONDecoder().decode(Header.self, from: rest[rest.startIndex..<end]),
        header.samples >= 0, (rest.endIndex - end - 1) / 2 >= header.samples
      else { throw .failed(tool: Self.scriptName, reason: "its answer to '\(text.prefix(40))' is cut off") }
      let first = end + 1
      let last = first + header.samples * 2
      let samples = stride(from: first, to: last, by: 2).map {
        Int16(bitPattern: UInt16(rest[$0]) | UInt16(rest[$0 + 1]) << 8)
      }
      rest = rest[last...]
      speech.append(try header.speech(samples, textLength: text.utf8.count))
    }
    return speech
  }

  private struct Header: Decodable {
    var sampleRate: Int
    var samples: Int
    var words: [[Int]]
    var phones: [Phone]

    struct Phone: Decodable {
      var sound: SynthesizedSpeech.Sound

      init(from decoder: any Decoder) throws {
        var fields = try decoder.unkeyedContainer()
        let sample = try fields.decode(Int.self)
        let mnemonic = try fields.decode(String.self)
        let stress = try fields.decode(Int?.self)
        let word = try fields.decode(Int.self)
        sound = .init(sample: sample, mnemonic: mnemonic, stress: stress, word: word < 0 ? nil : word)
      }
    }

    func speech(_ samples: [Int16], textLength: Int) throws(StudioError) -> SynthesizedSpeech {
      let places = words.compactMap {
        $0.count == 2 ? SynthesizedSpeech.Word(offset: $0[0], length: $0[1]) : nil
      }
      let sounds = phones.map(\.sound)
      let isPlaced = places.allSatisfy {
        $0.offset >= 0 && $0.offset < textLength && $0.length > 0 && $0.length <= textLength - $0.offset
      }
      let isOrdered = zip(sounds, sounds.dropFirst()).allSatisfy { $0.sample <= $1.sample }
      let isInside = sounds.allSatisfy {
        (0...samples.count).contains($0.sample) && $0.word.map(places.indices.contains) ?? true
      }
      guard places.count == words.count, isPlaced, isOrdered, isInside, (4_000...192_000).contains(sampleRate)
      else {
        throw .failed(tool: EspeakVoice.scriptName, reason: "its times are out of order")
      }
      return SynthesizedSpeech(sampleRate: sampleRate, samples: samples, words: places, sounds: sounds)
    }
  }

  private struct Request: Encodable {
    var text: String
    var voice: String
    var rate: Int
    var volume: Int
    var pitch: Int
    var range: Int
  }

  private func request(_ texts: [String], _ voice: VoiceSettings) throws(StudioError) -> Data {
    var lines = Data()
    for text in texts {
      let request = Request(
        text: text, voice: voice.name, rate: voice.rate, volume: voice.volume, pitch: voice.pitch,
        range: voice.range)
      guard let line = try? JSONEncoder().encode(request) else {
        throw .failed(tool: Self.scriptName, reason: "a text cannot be handed over")
      }
      lines += line + Data("\n".utf8)
    }
    return lines
  }

  private func run(requests: Data) throws(StudioError) -> Data {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("mien-speech-\(UUID().uuidString)")
    defer { try? files.removeItem(at: folder) }
    let places = ["requests", "speech", "faults"].map { folder.appendingPathComponent($0) }
    do {
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      try requests.write(to: places[0])
      for place in places.dropFirst() { try Data().write(to: place) }
      let process = Process()
      process.executableURL = interpreter
      process.arguments = ["-I", script.path]
      process.standardInput = try FileHandle(forReadingFrom: places[0])
      process.standardOutput = try FileHandle(forWritingTo: places[1])
      process.standardError = try FileHandle(forWritingTo: places[2])
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        let words = String(decoding: try Data(contentsOf: places[2]), as: UTF8.self)
        let last = words.split(separator: "\n").last.map(String.init) ?? "status \(process.terminationStatus)"
        throw StudioError.failed(tool: "espeak-ng", reason: last)
      }
      return try Data(contentsOf: places[1])
    } catch let error as StudioError {
      throw error
    } catch {
      throw .failed(tool: interpreter.lastPathComponent, reason: error.localizedDescription)
    }
  }

  private static func findScript(_ environment: [String: String]) -> URL? {
    var roots: [URL] = []
    if let home = environment["MIEN_HOME"], !home.isEmpty { roots.append(URL(fileURLWithPath: home)) }
    let executable = SearchPath.executable.resolvingSymlinksInPath()
    for start in [executable, URL(fileURLWithPath: FileManager.default.currentDirectoryPath)] {
      var folder = start
      while folder.path != "/" {
        roots.append(folder)
        folder.deleteLastPathComponent()
      }
    }
    for root in roots {
      for inside in ["Sources/Python/mien", "share/mien/python", "python"] {
        let place = root.appendingPathComponent(inside).appendingPathComponent(scriptName)
        if FileManager.default.fileExists(atPath: place.path) { return place }
      }
    }
    return nil
  }
}
