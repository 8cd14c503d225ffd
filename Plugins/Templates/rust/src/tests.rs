//! The strategy driven as a host drives it. No host is needed.

use super::*;
use mien::flicks;
use mien::testing::Stage;

/// Half a second of silence, half a second of voice, silence; three words, of which the last is taken back.
fn stage() -> Stage {
    let row = |row: usize| vec![if (50..100).contains(&row) { -20.0 } else { -60.0 }, -60.0, -20.0];
    Stage::of::<Behavior>()
        .voice(&["level", "floor", "peak"], &(0..200).map(row).collect::<Vec<_>>())
        .word(1, "hello", 0.5, 0.8)
        .word(2, "there", 0.8, 1.0)
        .record(word(MIEN_OP_ANNOUNCE, 0.2, 1.5))
        .record(word(MIEN_OP_CANCEL, 1.0, 1.1))
}

/// The third word: announced to begin at a time, or taken back from that time on.
fn word(op: u32, arrival: f64, time: f64) -> Record<'static> {
    Record {
        kind: MIEN_RECORD_WORD,
        op,
        id: 3,
        participant: 0,
        arrival: flicks(arrival),
        start: (op == MIEN_OP_ANNOUNCE).then(|| flicks(time)),
        end: (op == MIEN_OP_CANCEL).then(|| flicks(time)),
        anchor: None,
        text: Some("never".into()),
        cue: 0,
        value: None,
        is_estimated: false,
    }
}

/// Where a channel begins in a row, by the descriptor: a test holds when channels are added.
fn column(name: &str) -> usize {
    let channels = Behavior::DESCRIPTOR.channels;
    let position = channels.iter().position(|channel| channel.name == name).expect("no such channel");
    channels[..position].iter().map(|channel| channel.kind.floats()).sum()
}

fn most(rows: &[Vec<f32>], name: &str) -> f32 {
    let column = column(name);
    rows.iter().map(|row| row[column]).fold(f32::MIN, f32::max)
}

#[test]
fn the_mouth_opens_with_the_voice_and_shuts_after_it() {
    let rows = stage().render(120, 60).unwrap();
    assert_eq!(most(&rows[..26], "jawOpen"), 0.0);
    assert!(most(&rows[40..60], "jawOpen") > 0.5);
    assert!(most(&rows[119..], "jawOpen") < 0.01);
}

#[test]
fn the_head_nods_when_a_word_begins() {
    let rows = stage().render(120, 60).unwrap();
    assert_eq!(most(&rows[..31], "head.rotation"), 0.0);
    assert!(most(&rows[31..54], "head.rotation") > 0.02);
}

#[test]
fn a_word_that_is_taken_back_gives_no_nod() {
    assert_eq!(most(&stage().render(120, 60).unwrap()[90..], "head.rotation"), 0.0);
}

#[test]
fn output_does_not_depend_on_how_frames_are_grouped() {
    let rows = stage().render(120, 60).unwrap();
    assert_eq!(stage().render(120, 1).unwrap(), rows);
    assert_eq!(stage().render(120, 7).unwrap(), rows);
}

#[test]
fn gain_0_is_still() {
    let rows = stage().set("gain", 0.0).render(120, 60).unwrap();
    assert_eq!(most(&rows, "jawOpen"), 0.0);
    let head = column("head.rotation");
    assert!(rows.iter().all(|row| row[head..head + 4] == [0.0, 0.0, 0.0, 1.0]));
}
