//! What a host has to offer, each part absent where it is.

use crate::abi::*;
use crate::time::FrameRate;
use std::borrow::Cow;
use std::ffi::{c_char, CStr, CString};
use std::marker::PhantomData;
use std::path::Path;

/// The host, during `prepare`.
#[derive(Clone, Copy)]
pub struct Host<'a> {
    raw: *const mien_host,
    lives: PhantomData<&'a mien_host>,
}

/// Text of the contract. Null reads as "".
pub(crate) unsafe fn text<'a>(pointer: *const c_char) -> Cow<'a, str> {
    if pointer.is_null() {
        Cow::Borrowed("")
    } else {
        CStr::from_ptr(pointer).to_string_lossy()
    }
}

impl<'a> Host<'a> {
    pub(crate) fn new(raw: *const mien_host) -> Self {
        Host { raw, lives: PhantomData }
    }

    /// A host extension's table, when the host has it and it is at least `least` bytes long.
    fn extension<T>(&self, id: &str, least: u32) -> Option<&'a T> {
        let id = CString::new(id).ok()?;
        // The host keeps the contract: its tables begin with their size and live until destroy returns.
        unsafe {
            let table = ((*self.raw).get_extension?)(self.raw, id.as_ptr());
            if table.is_null() || *table.cast::<u32>() < least {
                return None;
            }
            Some(&*table.cast::<T>())
        }
    }

    /// A line for the user.
    pub fn note(&self, line: &str) {
        if let Ok(line) = CString::new(line) {
            unsafe {
                if let Some(log) = (*self.raw).log {
                    log(self.raw, MIEN_LOG_NOTE, line.as_ptr());
                }
            }
        }
    }

    /// A number of the character's sheet (`style.energy`), or `fallback` where it does not say.
    pub fn sheet(&self, key: &str, fallback: f64) -> f64 {
        let table = self.extension::<mien_sheet>(MIEN_EXT_SHEET, MIEN_SHEET_SIZE_1);
        match (table.and_then(|table| table.number), CString::new(key)) {
            (Some(number), Ok(key)) => unsafe { number(self.raw, key.as_ptr(), fallback) },
            _ => fallback,
        }
    }

    /// The folder of files that come with the strategy.
    pub fn resources(&self) -> Option<&'a Path> {
        let table = self.extension::<mien_resources>(MIEN_EXT_RESOURCES, MIEN_RESOURCES_SIZE_1)?;
        self.path(table.folder)
    }

    /// A folder in which the strategy may write.
    pub fn scratch(&self) -> Option<&'a Path> {
        let table = self.extension::<mien_resources>(MIEN_EXT_RESOURCES, MIEN_RESOURCES_SIZE_1)?;
        self.path(table.scratch)
    }

    fn path(
        &self,
        function: Option<unsafe extern "C" fn(*const mien_host) -> *const c_char>,
    ) -> Option<&'a Path> {
        unsafe {
            let pointer = function?(self.raw);
            let path = if pointer.is_null() { "" } else { CStr::from_ptr(pointer).to_str().ok()? };
            (!path.is_empty()).then(|| Path::new(path))
        }
    }

    /// Recorded sessions to learn from; there for strategies that say `MIEN_NEEDS_REHEARSAL`.
    pub fn rehearsal(&self) -> Vec<Rehearsal<'a>> {
        let Some(table) = self.extension::<mien_rehearsal>(MIEN_EXT_REHEARSAL, MIEN_REHEARSAL_SIZE_1) else {
            return Vec::new();
        };
        let (Some(count), Some(session)) = (table.count, table.session) else { return Vec::new() };
        unsafe {
            (0..count(self.raw))
                .filter_map(|index| session(self.raw, index).as_ref())
                .filter(|raw| raw.size >= MIEN_REHEARSAL_SESSION_SIZE_1)
                .map(|raw| Rehearsal { raw })
                .collect()
        }
    }

    pub(crate) fn audio(&self, participant: u32) -> Audio {
        let table = self.extension::<mien_features>(MIEN_EXT_FEATURES, MIEN_FEATURES_SIZE_1);
        let stream = match table.and_then(|table| table.stream) {
            Some(stream) => unsafe { stream(self.raw, participant) },
            None => std::ptr::null(),
        };
        let sound = !stream.is_null() && unsafe { (*stream).size } >= MIEN_FEATURE_STREAM_SIZE_1;
        Audio { raw: if sound { stream } else { std::ptr::null() } }
    }
}

/// One recorded session's motion.
#[derive(Clone, Copy)]
pub struct Rehearsal<'a> {
    raw: &'a mien_rehearsal_session,
}

impl<'a> Rehearsal<'a> {
    pub fn id(&self) -> Cow<'a, str> {
        unsafe { text(self.raw.id) }
    }

    pub fn rate(&self) -> FrameRate {
        FrameRate { numerator: self.raw.rate_numerator, denominator: self.raw.rate_denominator }
    }

    pub fn frame_count(&self) -> usize {
        self.raw.frame_count as usize
    }

    /// Names and kinds (`MIEN_CHANNEL_...`) in the order of the rows.
    pub fn channels(&self) -> Vec<(Cow<'a, str>, u32)> {
        self.raw_channels().iter().map(|channel| (unsafe { text(channel.name) }, channel.kind)).collect()
    }

    /// A frame's row; `None` past the end.
    pub fn row(&self, frame: usize) -> Option<&'a [f32]> {
        let width: usize = self.raw_channels().iter().map(|channel| floats(channel.kind)).sum();
        if frame >= self.frame_count() || self.raw.rows.is_null() {
            return None;
        }
        let start = frame * self.raw.row_stride as usize;
        Some(unsafe { std::slice::from_raw_parts(self.raw.rows.add(start), width) })
    }

    fn raw_channels(&self) -> &'a [mien_channel] {
        if self.raw.channels.is_null() {
            return &[];
        }
        unsafe { std::slice::from_raw_parts(self.raw.channels, self.raw.channel_count as usize) }
    }
}

fn floats(kind: u32) -> usize {
    match kind {
        MIEN_CHANNEL_ROTATION => 4,
        MIEN_CHANNEL_TRANSLATION => 3,
        _ => 1,
    }
}

/// A participant's speech audio, readable as far as it is known. Reading neither allocates nor locks.
pub struct Audio {
    raw: *const mien_feature_stream,
}

// Calls to one instance come one after the other, and the host keeps the stream until destroy returns.
unsafe impl Send for Audio {}

impl Audio {
    pub(crate) fn exists(&self) -> bool {
        !self.raw.is_null()
    }

    fn stream(&self) -> &mien_feature_stream {
        unsafe { &*self.raw }
    }

    /// Row r describes the frame that ends at (r + 1) / rows_per_second.
    pub fn rows_per_second(&self) -> u32 {
        self.stream().rows_per_second
    }

    pub fn samples_per_second(&self) -> u32 {
        self.stream().samples_per_second
    }

    /// Rows known so far.
    pub fn known_rows(&self) -> usize {
        self.stream().known_rows as usize
    }

    /// Position of a column by name.
    pub fn column(&self, name: &str) -> Option<usize> {
        let stream = self.stream();
        (0..stream.column_count as usize).find(|index| unsafe { text(*stream.columns.add(*index)) } == name)
    }

    /// A known row; `None` for one that is not known yet.
    pub fn row(&self, row: usize) -> Option<&[f32]> {
        let stream = self.stream();
        if row >= self.known_rows() || stream.rows.is_null() {
            return None;
        }
        let width = stream.column_count as usize;
        Some(unsafe { std::slice::from_raw_parts(stream.rows.add(row * width), width) })
    }

    /// The known samples: mono, full scale 1, from session time 0.
    pub fn samples(&self) -> &[f32] {
        let stream = self.stream();
        if stream.samples.is_null() {
            return &[];
        }
        unsafe { std::slice::from_raw_parts(stream.samples, stream.known_samples as usize) }
    }
}
