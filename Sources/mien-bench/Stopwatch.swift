import Foundation
import RunStore

/// Times work and says how much memory it took.
enum Stopwatch {
  /// Time that work took, in seconds.
  struct Time {
    /// By the clock.
    var wall: Double
    /// Of processors, all threads together: what stays when others use the machine too.
    var cpu: Double
  }

  /// Median time of repeats.
  static func median(_ repeats: Int, _ work: () throws -> Void) rethrows -> Time {
    var walls: [Double] = []
    var cpus: [Double] = []
    for _ in 0..<repeats {
      let start = ContinuousClock.now
      let cpu = cpuSeconds
      try work()
      walls.append((ContinuousClock.now - start) / .seconds(1))
      cpus.append(cpuSeconds - cpu)
    }
    return Time(wall: walls.sorted()[repeats / 2], cpu: cpus.sorted()[repeats / 2])
  }

  /// Processor time of this process so far.
  private static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Does work with a fresh store that is removed afterwards.
  static func store<Result>(_ work: (SQLiteArchive) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-bench-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    return try work(SQLiteArchive(path: folder.appendingPathComponent("bench.sqlite").path))
  }

  /// Median wall time of a command in milliseconds; `nil` when it cannot be run.
  ///
  /// Spawned and awaited directly: Foundation's `Process` notices the end of a child in steps of 50 ms.
  static func process(_ words: [String], repeats: Int) -> Double? {
    var failed = false
    let time = median(repeats) { failed = !succeeds(words) || failed }.wall
    return failed ? nil : time * 1000
  }

  /// A process that has ended: its times, its memory, and what it printed.
  struct Child {
    var wall: Double
    /// Processor seconds of all its threads.
    var cpu: Double
    var peakMegabytes: Double
    var output: Data
  }

  /// Runs a command found through PATH on one thread of numerical libraries; `nil` where it does not end with 0.
  static func child(_ words: [String]) -> Child? {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "mien-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, file.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var arguments = words.map { strdup($0) } + [nil]
    let threads = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"].map { $0 + "=1" }
    let inherited = ProcessInfo.processInfo.environment.sorted { $0.key < $1.key }.map {
      "\($0.key)=\($0.value)"
    }
    var environment = (threads + inherited).map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    let start = ContinuousClock.now
    var child: pid_t = 0
    guard posix_spawnp(&child, words[0], &actions, nil, &arguments, &environment) == 0 else { return nil }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0 { guard errno == EINTR else { return nil } }
    let wall = (ContinuousClock.now - start) / .seconds(1)
    guard status == 0, let output = try? Data(contentsOf: file) else { return nil }
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return Child(
      wall: wall, cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peakMegabytes: Double(usage.ru_maxrss) / 1024, output: output)
  }

  /// Runs a command found through PATH with nothing to read or write, and says whether it ended with 0.
  private static func succeeds(_ words: [String]) -> Bool {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in 0...2 {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, words[0], &actions, nil, &arguments, environ) == 0 else { return false }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }

  /// Largest resident memory of this process so far, in megabytes.
  static var peakMegabytes: Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({
        Double($0)
      })
    else { return 0 }
    return kilobytes / 1024
  }
}
