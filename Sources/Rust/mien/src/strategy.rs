//! What an author writes: a type with a description, and the trait over it.

use crate::abi::*;
use crate::host::{Audio, Host};
use crate::time::FrameRate;
use std::borrow::Cow;
use std::fmt;

/// What a strategy is, as a host reads it before making an instance. No text may hold a zero byte.
#[derive(Clone, Copy, Debug)]
pub struct Descriptor {
    /// Lower case, digits, `-` and `.`; the same as in `strategy.json`.
    pub id: &'static str,
    /// Semantic version of the behavior: a change of output is a change of version.
    pub version: &'static str,
    pub title: &'static str,
    /// One sentence.
    pub summary: &'static str,
    pub vendor: &'static str,
    /// `MIEN_NEEDS_...`, joined with `|`: all that makes a difference. Records of all kinds come in any case; audio
    /// and sessions to learn from are there only where they are named.
    pub needs: u32,
    /// What it writes, in the order of its rows.
    pub channels: &'static [Channel],
    /// Numbers that a user may turn.
    pub parameters: &'static [Parameter],
    /// 0 when same inputs and seed give the same bytes, else the largest difference to expect.
    pub tolerance: f32,
}

/// Kinds of channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One float 0..1.
    Weight = 0,
    /// One float, radians.
    Angle = 1,
    /// Four floats: unit quaternion x y z w.
    Rotation = 2,
    /// Three floats, metres from rest.
    Translation = 3,
}

impl Kind {
    /// Floats in a row.
    pub const fn floats(self) -> usize {
        match self {
            Kind::Weight | Kind::Angle => 1,
            Kind::Rotation => 4,
            Kind::Translation => 3,
        }
    }
}

/// A named curve.
#[derive(Clone, Copy, Debug)]
pub struct Channel {
    pub name: &'static str,
    pub kind: Kind,
}

/// A number that a user may turn.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub id: &'static str,
    pub title: &'static str,
    /// "" when none.
    pub unit: &'static str,
    pub minimum: f64,
    pub maximum: f64,
    pub initial: f64,
}

/// Why a strategy cannot go on; the text reaches the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The session's rate, channels or language cannot be served.
    Unsupported(Cow<'static, str>),
    /// Anything else.
    Failed(Cow<'static, str>),
}

impl From<&'static str> for Error {
    fn from(text: &'static str) -> Self {
        Error::Failed(text.into())
    }
}

impl From<String> for Error {
    fn from(text: String) -> Self {
        Error::Failed(text.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Error::Unsupported(text) | Error::Failed(text)) = self;
        f.write_str(text)
    }
}

impl std::error::Error for Error {}

/// A behavior model: it receives what becomes known and renders frames. One instance makes one take.
///
/// A panic ends the take with its text and nothing else, as long as the crate is built with unwinding.
pub trait Strategy: Default + Send + 'static {
    const DESCRIPTOR: Descriptor;

    /// Whether `save` and `load` are there.
    const HAS_STATE: bool = false;

    /// Binds the session; gives the lookahead in frames, 0...600: frame k may use what is known at
    /// t(k + lookahead).
    fn prepare(&mut self, session: &Session<'_>) -> Result<u32, Error>;

    /// Takes one record that has just become known. Kinds that this crate does not know never come here.
    fn receive(&mut self, _record: &Record<'_>, _now: &Now<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// Renders frames within which nothing new becomes known. Must neither allocate, lock, log, wait nor do I/O,
    /// and must not depend on how frames are grouped into spans. Rows hold the rest pose when it begins.
    fn render(&mut self, span: Span, now: &Now<'_>, rows: &mut Rows<'_>) -> Result<(), Error>;

    /// Appends all that `receive` and `render` have changed. Values of parameters are saved by the glue.
    fn save(&self, _bytes: &mut Vec<u8>) {}

    /// Takes on what `save` wrote in an instance of the same build, after `prepare` and before anything else.
    fn load(&mut self, _bytes: &[u8]) -> Result<(), Error> {
        Err("this strategy keeps no state".into())
    }
}

/// What a session is like. It says nothing of length or content.
pub struct Session<'a> {
    pub rate: FrameRate,
    /// No span is longer.
    pub largest_span: u32,
    /// The only source of randomness; see [`crate::Random`].
    pub seed: u64,
    /// 0 is the one performed.
    pub participant_count: u32,
    /// Id of the one performed.
    pub participant: Cow<'a, str>,
    /// BCP 47, "" when unknown.
    pub language: Cow<'a, str>,
    /// Per declared channel, whether the character has it.
    pub channel_present: Vec<bool>,
    /// Parameters and audio.
    pub now: Now<'a>,
    /// Sheet, files, recorded sessions.
    pub host: Host<'a>,
}

/// What holds at the moment of a call.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    pub rate: FrameRate,
    /// Values of the parameters in declared order; parameter records have been taken into account.
    pub parameters: &'a [f64],
    pub(crate) audio: &'a [Audio],
}

impl Now<'_> {
    /// A participant's audio as far as it is known (0 = the one performed), where there is some and the strategy
    /// asked for it.
    pub fn audio(&self, participant: usize) -> Option<&Audio> {
        self.audio.get(participant).filter(|audio| audio.exists())
    }
}

/// Which frames to render.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub first_frame: i64,
    pub frame_count: usize,
}

/// Where frames go: memory of the host.
pub struct Rows<'a> {
    rows: &'a mut [f32],
    row_stride: usize,
    width: usize,
    activity: &'a mut [f32],
    activity_stride: usize,
    channels: usize,
}

impl<'a> Rows<'a> {
    /// Over memory of one's own, for tests. Slices must hold all rows but may end with the last one.
    pub fn new(
        rows: &'a mut [f32],
        row_stride: usize,
        width: usize,
        activity: &'a mut [f32],
        activity_stride: usize,
        channels: usize,
    ) -> Self {
        Rows { rows, row_stride, width, activity, activity_stride, channels }
    }

    /// The row of a frame, counted from the span's first one: the declared channels, packed.
    pub fn row(&mut self, index: usize) -> &mut [f32] {
        &mut self.rows[index * self.row_stride..][..self.width]
    }

    /// Per channel 0...1, 1 at first: how far the strategy holds it in a frame.
    pub fn activity(&mut self, index: usize) -> &mut [f32] {
        &mut self.activity[index * self.activity_stride..][..self.channels]
    }
}

/// Something that became known. `None` is what is not set.
#[derive(Clone, Debug, PartialEq)]
pub struct Record<'a> {
    /// `MIEN_RECORD_...`
    pub kind: u32,
    /// `MIEN_OP_...`
    pub op: u32,
    /// The thing spoken of; revise and cancel repeat it.
    pub id: u64,
    pub participant: u32,
    /// Flicks; when it became known.
    pub arrival: i64,
    /// Flicks.
    pub start: Option<i64>,
    /// Flicks, half-open.
    pub end: Option<i64>,
    /// Turn and UTF-8 offset into its text.
    pub anchor: Option<(u64, u32)>,
    pub text: Option<Cow<'a, str>>,
    /// `MIEN_CUE_...`, 0 for other kinds.
    pub cue: u32,
    pub value: Option<f64>,
    pub is_estimated: bool,
}

impl<'a> Record<'a> {
    /// Reads a record of the contract; `None` for kinds and operations that this crate does not know.
    ///
    /// # Safety
    /// `text` must point to `text_length` bytes that live as long as `'a`.
    pub unsafe fn read(raw: &'a mien_record) -> Option<Self> {
        let (kind, op) = (u32::from(raw.kind), u32::from(raw.op));
        if !(MIEN_RECORD_TURN..=MIEN_RECORD_PARAMETER).contains(&kind) {
            return None;
        }
        if !(MIEN_OP_ANNOUNCE..=MIEN_OP_CANCEL).contains(&op) {
            return None;
        }
        let has = |flag: u32| raw.flags & flag != 0;
        let text = if has(MIEN_HAS_TEXT) && !raw.text.is_null() {
            let bytes = std::slice::from_raw_parts(raw.text.cast::<u8>(), raw.text_length as usize);
            Some(String::from_utf8_lossy(bytes))
        } else {
            None
        };
        Some(Record {
            kind,
            op,
            id: raw.id,
            participant: raw.participant,
            arrival: raw.arrival,
            start: has(MIEN_HAS_START).then_some(raw.start),
            end: has(MIEN_HAS_END).then_some(raw.end),
            anchor: has(MIEN_HAS_ANCHOR).then_some((raw.turn, raw.offset)),
            text,
            cue: raw.cue,
            value: (has(MIEN_HAS_VALUE) && raw.value.is_finite()).then_some(raw.value),
            is_estimated: has(MIEN_IS_ESTIMATED),
        })
    }
}
