import Foundation
import Testing

@testable import StrategyDriver

@Suite("What a worker is allowed is what the host says, and nothing when it says nothing")
struct WorkerConfinementTests {
  @Test("it goes over in the environment as it is")
  func roundTrip() throws {
    let wanted = WorkerConfinement(
      network: true, read: ["/a b", "/ü"], write: ["/c"], addressSpace: .max, descriptors: 99)
    let text = String(decoding: try JSONEncoder().encode(wanted), as: UTF8.self)
    #expect(WorkerConfinement(environment: [WorkerConfinement.variable: text]) == wanted)
  }

  @Test(
    "nothing, or what cannot be read, is the strictest",
    arguments: [nil, "", "{", "{}", #"{"network": true}"#, "[1]"])
  func strictest(text: String?) {
    let strict = WorkerConfinement(environment: text.map { [WorkerConfinement.variable: $0] } ?? [:])
    #expect(strict == WorkerConfinement())
    #expect(!strict.network && strict.read.isEmpty && strict.write.isEmpty)
  }

  @Test("nobody may read all of the file system by the system's share")
  func system() {
    #expect(WorkerConfinement.system.allSatisfy { $0.hasPrefix("/") && $0.count > 1 })
    for secret in ["/home", "/root", "/tmp", "/var"] {
      #expect(!WorkerConfinement.system.contains { secret.hasPrefix($0) })
    }
  }
}
