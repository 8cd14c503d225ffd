import Formats
import Foundation

extension ImportForm {
  /// Every form, conversations first.
  public static let all: [ImportForm] = [
    meld,
    mapped(
      "emorynlp", "EmoryNLP dialogue with emotions", maps: ["emorynlp", "emorynlp-json"],
      kinds: ["csv", "json"],
      files: "EmoryNLP CSV or JSON"),
    mapped(
      "topical-chat", "Topical-Chat, people who talk about articles", maps: ["topical-chat"], kinds: ["json"],
      files: "Topical-Chat JSON"),
    mapped(
      "annomi", "AnnoMI, counselling sessions", maps: ["annomi"], kinds: ["csv"],
      files: "AnnoMI CSV, plain or full"),
    mapped(
      "lhotse", "lhotse supervisions, such as the AMI meetings", maps: ["lhotse"], kinds: ["jsonl", "gz"],
      files: "supervision JSONL, also .gz"),
    table, chat, agentLog,
    timing(
      "textgrid", "Praat TextGrids", kinds: ["textgrid"],
      files: "STEM.TextGrid, or STEM_words and STEM_phones, with audio STEM"
    ) {
      bytes, file throws(FormatsError) in [try Transcript.textGrid(bytes, file: file)]
    },
    timing("ctm", "NIST time marks", kinds: ["ctm"], files: "CTM of words, with audio of the names in it") {
      bytes, file throws(FormatsError) in try CTM.transcripts(bytes, file: file)
    },
    timing("stm", "NIST segment time marks", kinds: ["stm"], files: "STM, with audio of the names in it") {
      bytes, file throws(FormatsError) in try STM.transcripts(bytes, file: file)
    },
    timing("rttm", "speaker diarisation", kinds: ["rttm"], files: "RTTM: who speaks when, without words") {
      bytes, file throws(FormatsError) in try RTTM.transcripts(bytes, file: file)
    },
    timing("eaf", "ELAN annotations", kinds: ["eaf"], files: "EAF, with audio of its name or of its media") {
      bytes, file throws(FormatsError) in [try EAF.transcript(bytes, file: file)]
    },
    timing("webvtt", "WebVTT captions", kinds: ["vtt"], files: "VTT with audio STEM") {
      bytes, file throws(FormatsError) in [try WebVTT.transcript(bytes, file: file)]
    },
    timing("srt", "SubRip subtitles", kinds: ["srt"], files: "SRT with audio STEM") {
      bytes, file throws(FormatsError) in [try SubRip.transcript(bytes, file: file)]
    },
    timing(
      "words", "words with times as aligners and recognisers write them", kinds: ["json"],
      files: "JSON of MFA, Whisper, WhisperX, whisper.cpp, Hugging Face or Gentle, with audio STEM"
    ) { bytes, file throws(FormatsError) in [try WordJSON.transcript(bytes, file: file)] },
    timing(
      "rhubarb", "mouth shapes of Rhubarb", kinds: ["json", "tsv"],
      files: "Rhubarb JSON or TSV with audio STEM",
      assumptions: [
        "Shapes become the weights rhubarb.A to rhubarb.X of a performance: 1 while a shape is shown."
      ]
    ) { bytes, file throws(FormatsError) in [try Rhubarb.transcript(bytes, file: file)] },
    genea,
    motion("beat", "BEAT, speech with ARKit face capture", .blendShapes),
    motion("beat2", "BEAT2 and AMASS-like folders, speech with SMPL-X bodies", .smpl),
    motion("seamless", "Seamless Interaction, both sides of a conversation", .seamless),
    motion("livelink", "Live Link Face takes with audio", .liveLink),
    motion("curves", "curves in .npy with audio, such as FACEGOOD", .curves),
    motion("duplex", "tests of duplex agents, user and agent on one clock", .duplex),
    motion(
      "two-channels", "conversations in two channels", .twoChannels,
      assumptions: ["The left channel is the partner, the right one the character."]),
    audio, ravdess,
  ]
}
