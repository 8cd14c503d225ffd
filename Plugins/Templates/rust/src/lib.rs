//! @TITLE@: the head nods on words, the mouth opens with loudness.
//!
//! Everything is decided per record or per frame, so that it does not matter how frames are grouped into calls.

use mien::abi::*;
use mien::{
    seconds, write_turn, Audio, Channel, Descriptor, Error, Kind, Now, Parameter, Record, Rows, Session,
    Span, Strategy,
};
use std::f64::consts::PI;

/// How long a nod takes, in seconds.
const NOD_SECONDS: f64 = 0.4;
/// How deep it goes.
const NOD_RADIANS: f64 = 0.06;
/// Weight of the jaw at full voice.
const JAW_OPEN: f64 = 0.6;
/// Seconds in which the jaw goes most of its way.
const JAW_SECONDS: f64 = 0.03;
/// Seconds by which the jaw is moved before the sound.
const AHEAD: f64 = 0.06;
/// Seconds that must be known behind a frame.
const LOOKAHEAD: f64 = 0.0;
/// Decibels above the noise at which the mouth begins to open.
const MARGIN: f64 = 6.0;
/// Words remembered at a time.
const NODS: usize = 64;

/// Where the channels lie in a row.
const JAW: usize = 0;
const HEAD: std::ops::Range<usize> = 1..5;
/// Position of the parameter.
const GAIN: usize = 0;

struct Behavior {
    /// Columns of the own voice's features: level, floor, peak. Without audio the mouth stays shut.
    columns: Option<[usize; 3]>,
    /// How far the jaw goes in a frame.
    step: f64,
    /// Word (0 where there is none) and start in flicks.
    nods: [(u64, i64); NODS],
    jaw: f64,
}

impl Default for Behavior {
    fn default() -> Self {
        Behavior { columns: None, step: 0.0, nods: [(0, 0); NODS], jaw: 0.0 }
    }
}

impl Strategy for Behavior {
    const DESCRIPTOR: Descriptor = Descriptor {
        id: "@NAME@",
        version: "0.1.0",
        title: "@TITLE@",
        summary: "The head nods on words, the mouth opens with loudness.",
        vendor: "",
        needs: MIEN_NEEDS_WORDS | MIEN_NEEDS_OWN_AUDIO,
        channels: &[
            Channel { name: "jawOpen", kind: Kind::Weight },
            Channel { name: "head.rotation", kind: Kind::Rotation },
        ],
        parameters: &[Parameter {
            id: "gain",
            title: "size of all movement",
            unit: "",
            minimum: 0.0,
            maximum: 2.0,
            initial: 1.0,
        }],
        tolerance: 0.0,
    };
    const HAS_STATE: bool = true;

    fn prepare(&mut self, session: &Session<'_>) -> Result<u32, Error> {
        self.columns = session
            .now
            .audio(0)
            .and_then(|voice| Some([voice.column("level")?, voice.column("floor")?, voice.column("peak")?]));
        let rate = session.rate;
        self.step = 1.0 - (-f64::from(rate.denominator) / (f64::from(rate.numerator) * JAW_SECONDS)).exp();
        // Frame k rests on what is known at frame k + lookahead.
        Ok((LOOKAHEAD * f64::from(rate.numerator) / f64::from(rate.denominator)).ceil() as u32)
    }

    fn receive(&mut self, record: &Record<'_>, _now: &Now<'_>) -> Result<(), Error> {
        if record.kind != MIEN_RECORD_WORD || record.participant != 0 {
            return Ok(());
        }
        let found = self.nods.iter().position(|nod| nod.0 == record.id);
        if found.is_some_and(|index| self.nods[index].1 <= record.arrival) {
            return Ok(()); // a nod under way is left alone
        }
        if record.op == MIEN_OP_CANCEL {
            // It fell silent there: what had not begun by then does not happen.
            if let Some(index) = found {
                if record.end.unwrap_or(i64::MIN) <= self.nods[index].1 {
                    self.nods[index].0 = 0;
                }
            }
            return Ok(());
        }
        let Some(start) = record.start else { return Ok(()) };
        let is_over =
            |nod: &(u64, i64)| nod.0 == 0 || seconds(record.arrival - nod.1) > NOD_SECONDS + LOOKAHEAD;
        // With no room there are more words than anyone nods on.
        if let Some(index) = found.or_else(|| self.nods.iter().position(is_over)) {
            self.nods[index] = (record.id, start.max(record.arrival));
        }
        Ok(())
    }

    fn render(&mut self, span: Span, now: &Now<'_>, rows: &mut Rows<'_>) -> Result<(), Error> {
        let gain = now.parameters[GAIN];
        for index in 0..span.frame_count {
            let time = now.rate.time_of(span.first_frame + index as i64);
            let mut down = 0.0;
            for (word, start) in self.nods {
                let since = seconds(time - start);
                if word != 0 && since > 0.0 && since < NOD_SECONDS {
                    let wave = (PI * since / NOD_SECONDS).sin();
                    down += wave * wave;
                }
            }
            self.jaw += (loudness(now.audio(0), self.columns, time) - self.jaw) * self.step;
            let row = rows.row(index);
            row[JAW] = (gain * JAW_OPEN * self.jaw).min(1.0) as f32;
            write_turn(&mut row[HEAD], [1.0, 0.0, 0.0], gain * NOD_RADIANS * down.min(1.5));
        }
        Ok(())
    }

    fn save(&self, bytes: &mut Vec<u8>) {
        for (word, start) in self.nods {
            bytes.extend(word.to_le_bytes());
            bytes.extend(start.to_le_bytes());
        }
        bytes.extend(self.jaw.to_le_bytes());
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if bytes.len() != NODS * 16 + 8 {
            return Err("this state is not of this build".into());
        }
        let mut numbers = bytes
            .chunks_exact(8)
            .map(|bytes| bytes.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)));
        let mut number = || numbers.next().unwrap_or(0);
        for nod in &mut self.nods {
            *nod = (number(), number() as i64);
        }
        self.jaw = f64::from_bits(number());
        Ok(())
    }
}

/// 0...1 by the sound around a time. Speech may be known long before it sounds: read by time, not the last row.
fn loudness(voice: Option<&Audio>, columns: Option<[usize; 3]>, time: i64) -> f64 {
    let (Some(voice), Some([level, floor, peak])) = (voice, columns) else { return 0.0 };
    let wanted = ((seconds(time) + AHEAD) * f64::from(voice.rows_per_second())).floor() as i64 - 1;
    let last = wanted.min(voice.known_rows() as i64 - 1);
    let Some(row) = usize::try_from(last).ok().and_then(|last| voice.row(last)) else { return 0.0 };
    let low = f64::from(row[floor]) + MARGIN;
    let high = f64::from(row[peak]).max(low + MARGIN);
    ((f64::from(row[level]) - low) / (high - low)).clamp(0.0, 1.0)
}

mien::export_strategies!(Behavior);

#[cfg(test)]
mod tests;
