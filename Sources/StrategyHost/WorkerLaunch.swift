package import Foundation
import StrategyDriver

/// How the worker of a bundle is started.
package struct WorkerLaunch: Sendable {
  /// Program and arguments.
  package var command: [String]
  /// Its whole environment.
  package var environment: [String: String]
  /// What it may take.
  package var limits: WorkerLimits

  /// Variables of ours that a worker gets to see; others may hold what is none of a strategy's business.
  private static let passed = [
    "PATH", "LANG", "LC_", "TZ", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHON", "PYENV", "CONDA", "OMP_", "MKL_",
    "OPENBLAS_", "CUDA_", "NVIDIA_", "ORT_", "TORCH_", "HF_", "MIEN_SANDBOX",
  ]

  /// - Parameters:
  ///   - library: the file to be loaded in place of the bundle's own, such as a copy of it.
  ///   - service: what the worker of a script is there for, `run` or `measure`.
  package init(
    _ bundle: StrategyBundle, library: URL, ground: WorkerGround, service: String = "run"
  ) throws(StrategyHostError) {
    var limits = ground.limits ?? bundle.limits
    limits.limitsAddressSpace = bundle.limits.limitsAddressSpace
    self.limits = limits
    let host = ProcessInfo.processInfo.environment
    environment = host.filter { name, _ in Self.passed.contains { name.hasPrefix($0) } }
    environment["SWIFT_BACKTRACE"] = "enable=no"
    // A worker has a home of its own; packages that a user installed for himself stay where they are.
    if let home = host["HOME"], environment["PYTHONUSERBASE"] == nil {
      environment["PYTHONUSERBASE"] = home + "/.local"
    }
    var read = bundle.access.read + bundle.models.map(\.path) + [bundle.folder.standardizedFileURL.path]
    read.append(library.deletingLastPathComponent().path)
    // A copy's neighbours are links to those of the original.
    read.append(bundle.codeFile.deletingLastPathComponent().standardizedFileURL.path)
    switch bundle.code {
    case .library: command = [ground.worker.path, "run", library.path]
    case .script(let script, let python):
      guard let package = ground.python else {
        throw .pythonPackageMissing(bundle: bundle.folder.path)
      }
      read.append(package.path)
      read += [environment["PYTHONUSERBASE"] ?? ""].filter { !$0.isEmpty }
      environment["PYTHONDONTWRITEBYTECODE"] = "1"
      // Sets and dictionaries of texts must come in the same order every time.
      environment["PYTHONHASHSEED"] = "0"
      environment["MIEN_DEVICE"] = bundle.device
      // Nothing but an interpreter is ever given the path of a file of ours.
      if let reason = PythonHandshake.refusal(python, environment: environment) {
        throw .badBundle(path: bundle.manifestFile.path, reason: reason)
      }
      command = [
        python, package.appendingPathComponent("mien/worker.py").path, service,
        bundle.folder.standardizedFileURL.path, script.lastPathComponent,
      ]
    }
    // Rows, inbox and what the process itself maps come on top of what it may hold.
    let room = limits.limitsAddressSpace ? limits.memory + (4 << 30) : 0
    let confinement = WorkerConfinement(
      network: bundle.access.network, read: read, write: bundle.access.write, addressSpace: room,
      descriptors: limits.descriptors)
    let data = (try? JSONEncoder().encode(confinement)) ?? Data()
    environment[WorkerConfinement.variable] = String(decoding: data, as: UTF8.self)
    if ground.measures, case .library = bundle.code, let counter = ground.allocationCounter {
      environment["LD_PRELOAD"] = counter.path
    }
  }
}
