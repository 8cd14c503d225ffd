//! A small host for tests of strategies: it drives one through the tables of the contract, as a real one does.
//!
//! ```
//! # use mien::{Channel, Descriptor, Error, Kind, Now, Rows, Session, Span, Strategy};
//! # #[derive(Default)]
//! # struct Ajar;
//! # impl Strategy for Ajar {
//! #     const DESCRIPTOR: Descriptor = Descriptor {
//! #         id: "ajar", version: "1.0.0", title: "", summary: "", vendor: "", needs: 0,
//! #         channels: &[Channel { name: "jawOpen", kind: Kind::Weight }], parameters: &[], tolerance: 0.0,
//! #     };
//! #     fn prepare(&mut self, _: &Session<'_>) -> Result<u32, Error> { Ok(0) }
//! #     fn render(&mut self, span: Span, _: &Now<'_>, rows: &mut Rows<'_>) -> Result<(), Error> {
//! #         for index in 0..span.frame_count { rows.row(index)[0] = 0.1; }
//! #         Ok(())
//! #     }
//! # }
//! use mien::testing::Stage;
//!
//! let rows = Stage::of::<Ajar>().word(1, "hello", 0.5, 0.8).render(60, 60).unwrap();
//! assert_eq!(rows[59], [0.1]);
//! ```

use crate::abi::*;
use crate::export::Exported;
use crate::strategy::{Record, Strategy};
use crate::time::{flicks, FrameRate};
use std::borrow::Cow;
use std::ffi::{c_char, c_void, CStr, CString};
use std::mem::size_of;
use std::ptr::{null, null_mut};

/// What happens in a session, and how it is rendered.
pub struct Stage {
    exported: &'static Exported,
    rate: FrameRate,
    seed: u64,
    values: Vec<(usize, f64)>,
    records: Vec<Record<'static>>,
    columns: Vec<CString>,
    features: Vec<f32>,
}

impl Stage {
    /// A session at 60 frames a second in which nothing happens.
    pub fn of<S: Strategy>() -> Self {
        Stage {
            exported: Box::leak(Box::new(Exported::of::<S>())),
            rate: FrameRate { numerator: 60, denominator: 1 },
            seed: 1,
            values: Vec::new(),
            records: Vec::new(),
            columns: Vec::new(),
            features: Vec::new(),
        }
    }

    pub fn rate(mut self, numerator: u32, denominator: u32) -> Self {
        self.rate = FrameRate { numerator, denominator };
        self
    }

    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets a parameter before the session. Panics when there is none of that id.
    pub fn set(mut self, id: &str, value: f64) -> Self {
        let position = self.exported.descriptor.parameters.iter().position(|parameter| parameter.id == id);
        self.values.push((position.expect("no such parameter"), value));
        self
    }

    /// Makes a record known at its arrival.
    pub fn record(mut self, record: Record<'static>) -> Self {
        self.records.push(record);
        self.records.sort_by_key(|record| record.arrival);
        self
    }

    /// A word of the one performed, known when it begins. Seconds.
    pub fn word(self, id: u64, text: &'static str, start: f64, end: f64) -> Self {
        self.record(Record {
            kind: MIEN_RECORD_WORD,
            op: MIEN_OP_ANNOUNCE,
            id,
            participant: 0,
            arrival: flicks(start),
            start: Some(flicks(start)),
            end: Some(flicks(end)),
            anchor: None,
            text: Some(Cow::Borrowed(text)),
            cue: 0,
            value: None,
            is_estimated: false,
        })
    }

    /// The own voice as features: 100 rows a second, each known when its frame has ended.
    pub fn voice(mut self, columns: &[&str], rows: &[Vec<f32>]) -> Self {
        self.columns = columns.iter().map(|name| CString::new(*name).unwrap_or_default()).collect();
        self.features = rows.concat();
        self
    }

    /// Renders frames in blocks, cut where something becomes known; gives the rows, or why the strategy failed.
    pub fn render(&self, frames: usize, block: usize) -> Result<Vec<Vec<f32>>, String> {
        let names: Vec<*const c_char> = self.columns.iter().map(|name| name.as_ptr()).collect();
        let mut voice = mien_feature_stream {
            size: size_of::<mien_feature_stream>() as u32,
            column_count: names.len() as u32,
            rows_per_second: 100,
            samples_per_second: 16000,
            columns: names.as_ptr(),
            rows: self.features.as_ptr(),
            samples: null(),
            known_rows: 0,
            known_samples: 0,
        };
        let voice: *mut mien_feature_stream = &mut voice;
        let host = mien_host {
            size: size_of::<mien_host>() as u32,
            reserved: 0,
            name: c"test".as_ptr(),
            version: c"1.0.0".as_ptr(),
            context: if names.is_empty() { null_mut() } else { voice.cast() },
            get_extension: Some(extension),
            log: Some(log),
        };
        // All of this outlives the instance, which is destroyed before the function ends.
        unsafe {
            let instance = Performance::new(self.exported, &host)?;
            instance.prepare(self)?;
            self.run(&instance, voice, frames, block.max(1))
        }
    }

    unsafe fn run(
        &self,
        instance: &Performance,
        voice: *mut mien_feature_stream,
        frames: usize,
        block: usize,
    ) -> Result<Vec<Vec<f32>>, String> {
        let due = |arrival: i64, frame: usize| {
            arrival <= self.rate.time_of((frame + instance.lookahead.get()) as i64)
        };
        let heard = |frame: usize| {
            let time = self.rate.time_of((frame + instance.lookahead.get()) as i64);
            let known = (time / (MIEN_FLICKS_PER_SECOND / 100)) as usize;
            known.min(self.features.len() / self.columns.len().max(1)) as u64
        };
        let (mut result, mut next, mut first) = (Vec::new(), 0, 0);
        while first < frames {
            while next < self.records.len() && due(self.records[next].arrival, first) {
                instance.receive(&self.records[next])?;
                next += 1;
            }
            (*voice).known_rows = heard(first);
            let mut end = first + 1;
            while end < frames
                && end % block != 0
                && heard(end) == (*voice).known_rows
                && !(next < self.records.len() && due(self.records[next].arrival, end))
            {
                end += 1;
            }
            result.extend(instance.render(first, end - first)?);
            first = end;
        }
        Ok(result)
    }
}

/// One instance, destroyed at the end.
struct Performance {
    table: *mut mien_strategy,
    exported: &'static Exported,
    width: usize,
    lookahead: std::cell::Cell<usize>,
}

impl Performance {
    unsafe fn new(exported: &'static Exported, host: &mien_host) -> Result<Self, String> {
        let mut table = null_mut();
        if exported.create(host, &mut table) != MIEN_OK {
            return Err("no instance could be made".into());
        }
        let width = exported.descriptor.channels.iter().map(|channel| channel.kind.floats()).sum();
        Ok(Performance { table, exported, width, lookahead: 0.into() })
    }

    /// The text of a failure.
    unsafe fn check(&self, function: &str, status: mien_status) -> Result<(), String> {
        if status == MIEN_OK {
            return Ok(());
        }
        let text = (*self.table).last_error.map_or(null(), |last_error| last_error(self.table));
        let text =
            if text.is_null() { "no reason given".into() } else { CStr::from_ptr(text).to_string_lossy() };
        Err(format!("{function} failed with status {status}: {text}"))
    }

    unsafe fn prepare(&self, stage: &Stage) -> Result<(), String> {
        let get = (*self.table).get_extension.ok_or("no extensions")?;
        let params = get(self.table, c"mien.params/1".as_ptr()).cast::<mien_params>();
        for (index, value) in &stage.values {
            let set = (*params).set.ok_or("no parameters")?;
            self.check("set", set(self.table, *index as u32, *value))?;
        }
        let present = vec![1_u8; self.exported.descriptor.channels.len()];
        let session = mien_session {
            size: size_of::<mien_session>() as u32,
            rate_numerator: stage.rate.numerator,
            rate_denominator: stage.rate.denominator,
            largest_span: 600,
            seed: stage.seed,
            participant_count: 2,
            channel_count: present.len() as u32,
            channel_present: present.as_ptr(),
            participant: c"self".as_ptr(),
            language: c"en".as_ptr(),
        };
        let mut binding = mien_binding { size: size_of::<mien_binding>() as u32, lookahead_frames: 0 };
        let prepare = (*self.table).prepare.ok_or("no prepare")?;
        self.check("prepare", prepare(self.table, &session, &mut binding))?;
        self.lookahead.set(binding.lookahead_frames as usize);
        Ok(())
    }

    unsafe fn receive(&self, record: &Record<'_>) -> Result<(), String> {
        let flag = |set: bool, flag: u32| if set { flag } else { 0 };
        let text = CString::new(record.text.as_deref().unwrap_or("")).map_err(|error| error.to_string())?;
        let raw = mien_record {
            size: size_of::<mien_record>() as u32,
            kind: record.kind as u16,
            op: record.op as u16,
            flags: flag(record.start.is_some(), MIEN_HAS_START)
                | flag(record.end.is_some(), MIEN_HAS_END)
                | flag(record.value.is_some(), MIEN_HAS_VALUE)
                | flag(record.anchor.is_some(), MIEN_HAS_ANCHOR)
                | flag(record.text.is_some(), MIEN_HAS_TEXT)
                | flag(record.is_estimated, MIEN_IS_ESTIMATED),
            cue: record.cue,
            participant: record.participant,
            offset: record.anchor.map_or(0, |anchor| anchor.1),
            id: record.id,
            turn: record.anchor.map_or(0, |anchor| anchor.0),
            arrival: record.arrival,
            start: record.start.unwrap_or(0),
            end: record.end.unwrap_or(0),
            value: record.value.unwrap_or(0.0),
            text: text.as_ptr(),
            text_length: text.as_bytes().len() as u32,
            reserved: 0,
        };
        let receive = (*self.table).receive.ok_or("no receive")?;
        self.check("receive", receive(self.table, &raw, 1))
    }

    unsafe fn render(&self, first: usize, count: usize) -> Result<Vec<Vec<f32>>, String> {
        let channels = self.exported.descriptor.channels;
        let mut rows: Vec<f32> = Vec::new();
        for _ in 0..count {
            for channel in channels {
                let rest: &[f32] = match channel.kind.floats() {
                    4 => &[0.0, 0.0, 0.0, 1.0],
                    3 => &[0.0; 3],
                    _ => &[0.0],
                };
                rows.extend_from_slice(rest);
            }
        }
        let mut activity = vec![1.0; count * channels.len()];
        let input = mien_input {
            size: size_of::<mien_input>() as u32,
            frame_count: count as u32,
            first_frame: first as i64,
        };
        let output = mien_output {
            size: size_of::<mien_output>() as u32,
            row_stride: self.width as u32,
            activity_stride: channels.len() as u32,
            reserved: 0,
            rows: rows.as_mut_ptr(),
            activity: activity.as_mut_ptr(),
        };
        let render = (*self.table).render.ok_or("no render")?;
        self.check("render", render(self.table, &input, &output))?;
        Ok(rows.chunks(self.width).map(<[f32]>::to_vec).collect())
    }
}

impl Drop for Performance {
    fn drop(&mut self) {
        unsafe {
            if let Some(destroy) = (*self.table).destroy {
                destroy(self.table);
            }
        }
    }
}

unsafe extern "C" fn extension(host: *const mien_host, id: *const c_char) -> *const c_void {
    static FEATURES: mien_features =
        mien_features { size: size_of::<mien_features>() as u32, stream: Some(stream) };
    if CStr::from_ptr(id) == c"mien.features/1" && !(*host).context.is_null() {
        (&FEATURES as *const mien_features).cast()
    } else {
        null()
    }
}

unsafe extern "C" fn stream(host: *const mien_host, participant: u32) -> *const mien_feature_stream {
    if participant == 0 {
        (*host).context.cast()
    } else {
        null()
    }
}

unsafe extern "C" fn log(_: *const mien_host, _: u32, text: *const c_char) {
    println!("{}", CStr::from_ptr(text).to_string_lossy());
}
