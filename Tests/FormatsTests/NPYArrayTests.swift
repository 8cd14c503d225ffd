import Foundation
import Testing

@testable import Formats

@Suite("NumPy arrays")
struct NPYArrayTests {
  private static let seeds = SeedFolder("NPY")
  private static let readable = SeedFolder("NPY/readable")

  private func read(_ name: String) throws -> NPYArray {
    try NPYArray(Self.readable.bytes(name), file: name)
  }

  @Test(
    "numbers of every width and byte order mean what NumPy wrote",
    arguments: [
      "le-f2", "be-f2", "le-f4", "be-f4", "le-f8", "be-f8", "i1", "le-i2", "be-i2", "le-i4", "be-i4", "le-i8",
      "be-i8",
    ])
  func signedNumbers(name: String) throws {
    let array = try read("\(name).npy")
    #expect(array.shape == [2, 3])
    #expect(array.floats() == [-2, -1, 0, 1, 2, 3])
    #expect(array.doubles() == [-2, -1, 0, 1, 2, 3])
  }

  @Test("numbers without sign are read", arguments: ["u1", "le-u2", "be-u4", "le-u8"])
  func unsignedNumbers(name: String) throws {
    #expect(try read("\(name).npy").floats() == [0, 1, 2, 3, 4, 5])
  }

  @Test("truth values are 1 and 0")
  func truth() throws { #expect(try read("bool.npy").floats() == [1, 0, 1]) }

  @Test("halves keep subnormal, largest and endless numbers")
  func halves() throws {
    let bits: [UInt16] = [0x0001, 0x8001, 0x7BFF, 0x3555, 0x7C00, 0xFC00, 0x0000]
    var bytes = ArrayFixtures.header(ArrayFixtures.dictionary("<f2", [bits.count]))
    for value in bits { bytes += Data([UInt8(value & 0xFF), UInt8(value >> 8)]) }
    #expect(
      try NPYArray(bytes, file: "a").floats()
        == [0x1p-24, -0x1p-24, 65504, 0.333251953125, .infinity, -.infinity, 0])
  }

  @Test("Fortran order is turned to C order")
  func fortranOrder() throws {
    let array = try read("fortran.npy")
    #expect(array.isFortranOrder)
    #expect(array.shape == [2, 3, 4])
    #expect(array.floats() == (0..<24).map(Float.init))
  }

  @Test("a single value, an empty table, later versions and Python 2 are read")
  func shapes() throws {
    #expect(try read("scalar.npy").doubles() == [29.97])
    #expect(try read("empty.npy").shape == [0, 165])
    #expect(try read("empty.npy").floats() == [])
    #expect(try read("version-2.npy").floats() == [0, 1, 2])
    #expect(try read("version-3.npy").floats() == [0, 1, 2])
    #expect(try read("python-2.npy").shape == [2, 3])
  }

  @Test("texts lose their padding and nothing else")
  func texts() throws {
    #expect(try read("names.npy").texts() == ["jaw", "Brauen höher", "", "眉"])
    #expect(try read("names-be.npy").texts() == ["jaw", "brow"])
    #expect(try read("names-bytes.npy").texts() == ["jaw", "brow"])
    #expect(try read("names.npy").floats() == nil)
    #expect(try read("le-f4.npy").texts() == nil)
    #expect(try NPYArray(Self.seeds.bytes("bad-unicode.npy"), file: "a").texts() == nil)
  }

  @Test(
    "what is legal and not read is refused by name",
    arguments: [
      ("objects.npy", "Python objects (a pickle), which is never run"),
      ("records.npy", "records with fields"),
      ("complex.npy", "complex numbers"), ("dates.npy", "dates"), ("long-double.npy", "128 bits"),
      ("version-9.npy", "version 9.0"), ("too-long.npy", "1 bytes follow"),
    ])
  func refusals(name: String, words: String) throws {
    let error = #expect(throws: FormatsError.self) {
      try NPYArray(Self.seeds.bytes(name), file: name)
    }
    guard case .unsupported(let file, _, let reason, let cure)? = error else {
      Issue.record("\(name): \(String(describing: error))")
      return
    }
    #expect(file == name)
    #expect(reason.contains(words), "\(reason)")
    #expect(!cure.isEmpty)
  }

  @Test("every broken seed is an error that names file and cure, or a value")
  func brokenSeeds() throws {
    #expect(Self.seeds.names.count >= 20)
    for name in Self.seeds.names where name != "bad-unicode.npy" {
      let error = #expect(throws: FormatsError.self, "\(name)") {
        try NPYArray(Self.seeds.bytes(name), file: name)
      }
      #expect(error?.description.hasPrefix(name) == true)
    }
  }

  @Test("a file cut off anywhere is an error")
  func truncation() throws {
    for name in ["le-f4.npy", "names.npy", "python-2.npy", "version-3.npy"] {
      let whole = try Self.readable.bytes(name)
      for count in 0..<whole.count {
        #expect(throws: FormatsError.self) { try NPYArray(whole.prefix(count), file: name) }
      }
    }
  }

  @Test("a slice of other bytes is read as well as a whole")
  func slice() throws {
    let array = Data([1, 2, 3]) + ArrayFixtures.floats([1, 2], [2])
    #expect(try NPYArray(array.dropFirst(3), file: "a").floats() == [1, 2])
  }

  @Test(
    "the names and motion of FACEGOOD are read",
    .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func facegood() throws {
    let folder = "face-speech-facegood/"
    let names = try NPYArray(SharedSamples.bytes(folder + "shirley_1119_bs_name316.npy"), file: "names")
      .texts()
    #expect(names?.count == 116)
    #expect(names?.contains("mouth_stretch_c") == true)
    for (take, frames) in [("1114_2_01", 3295), ("1114_2_02", 3360), ("1114_3_15", 1472)] {
      let array = try NPYArray(SharedSamples.bytes(folder + "bs_value_\(take).npy"), file: take)
      #expect(array.shape == [frames, 116])
      #expect(array.floats()?.allSatisfy { (0...1).contains($0) } == true)
    }
  }
}
