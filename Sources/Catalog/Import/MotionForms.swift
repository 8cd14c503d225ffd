import Conversation
import Formats
import Foundation
import Motion

extension ImportForm {
  /// A folder of recorded motion beside speech.
  static func motion(_ id: String, _ title: String, _ form: MotionFolder.Form, assumptions: [String] = [])
    -> ImportForm
  {
    ImportForm(
      id: id, group: .motion, title: title, files: form.summary,
      assumptions: ["The first frame of the motion and the first sample of the audio are one moment."]
        + assumptions
    ) { source, job, report throws(CatalogError) in
      let listing: MotionFolder.Listing
      do throws(FormatsError) {
        listing = try MotionFolder.takes(
          at: source, options: .init(form: form, rate: job.motionRate, names: job.names, map: job.rigMap))
      } catch { throw .format(error) }
      report.add(listing.notes)
      return listing.handles.map { handle in
        ImportTake(name: handle.id) { () throws(CatalogError) in
          let take: PairedTake
          do throws(FormatsError) { take = try handle.read() } catch { throw .format(error) }
          return [try ImportMaterial(take)]
        }
      }
    }
  }
}

extension ImportMaterial {
  /// The material of a take of a motion corpus.
  init(_ take: PairedTake) throws(CatalogError) {
    var whole = Transcript(id: take.id, notes: take.notes)
    self.init(id: take.id, transcript: whole)
    for person in take.participants {
      var own = Transcript(id: take.id)
      switch person.words {
      case .textGrid(let url):
        let bytes = try ImportFolder.bytes(of: url)
        do throws(FormatsError) { own = try Transcript.textGrid(bytes, file: url.lastPathComponent) } catch {
          throw .format(error)
        }
      case .transcript(let transcript): own = transcript
      case nil: break
      }
      // What a file of one person says is that person's, whatever its tiers are called.
      own.rename(to: person.id)
      whole.speakers.append(.init(name: person.id, role: person.role))
      whole.turns += own.turns
      for (name, lane) in own.lanes { whole.lanes[name] = lane }
      whole.notes += own.notes
      whole.audio = whole.audio ?? own.audio
      if let sound = person.sound {
        sounds[person.id] = sound.channel.map { .channel(sound.file, $0) } ?? .file(sound.file)
      }
      performances[person.id] = person.performance
    }
    transcript = whole
  }
}

extension Transcript {
  /// Gives everything in it to one speaker.
  fileprivate mutating func rename(to name: String) {
    for index in turns.indices { turns[index].speaker = name }
    var whole = Lane()
    for key in lanes.keys.sorted() {
      guard let lane = lanes[key] else { continue }
      whole.words += lane.words
      whole.phones += lane.phones
      whole.voice += lane.voice
      whole.shapes += lane.shapes
    }
    lanes = lanes.isEmpty ? [:] : [name: whole]
    speakers = [.init(name: name)]
  }
}
