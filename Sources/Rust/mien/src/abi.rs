//! The contract as C has it: the headers of `Sources/StrategyABI/include/mien`, name by name.
//!
//! Meaning, thread, owner and lifetime of each field stand in the headers. `examples/layout.rs` prints where all
//! of it lies, and Mien's tests compare that with the headers.
#![allow(non_camel_case_types)]

use core::ffi::{c_char, c_void};
use core::mem::{offset_of, size_of};

pub const MIEN_ABI_MAJOR: u32 = 1;
pub const MIEN_ABI_MINOR: u32 = 0;
pub const MIEN_FLICKS_PER_SECOND: i64 = 705_600_000;

pub type mien_status = i32;
pub const MIEN_OK: mien_status = 0;
pub const MIEN_FAILED: mien_status = -1;
pub const MIEN_BAD_ARGUMENT: mien_status = -2;
pub const MIEN_UNSUPPORTED: mien_status = -3;
pub const MIEN_OUT_OF_MEMORY: mien_status = -4;

pub const MIEN_CHANNEL_WEIGHT: u32 = 0;
pub const MIEN_CHANNEL_ANGLE: u32 = 1;
pub const MIEN_CHANNEL_ROTATION: u32 = 2;
pub const MIEN_CHANNEL_TRANSLATION: u32 = 3;

pub const MIEN_LOG_DEBUG: u32 = 0;
pub const MIEN_LOG_NOTE: u32 = 1;
pub const MIEN_LOG_WARNING: u32 = 2;

pub const MIEN_RECORD_TURN: u32 = 1;
pub const MIEN_RECORD_DELTA: u32 = 2;
pub const MIEN_RECORD_WORD: u32 = 3;
pub const MIEN_RECORD_PHONE: u32 = 4;
pub const MIEN_RECORD_CUE: u32 = 5;
pub const MIEN_RECORD_AUDIO: u32 = 6;
pub const MIEN_RECORD_VOICE: u32 = 7;
pub const MIEN_RECORD_PARAMETER: u32 = 8;

pub const MIEN_OP_ANNOUNCE: u32 = 1;
pub const MIEN_OP_REVISE: u32 = 2;
pub const MIEN_OP_CANCEL: u32 = 3;

pub const MIEN_CUE_EMOTION: u32 = 1;
pub const MIEN_CUE_EMOJI: u32 = 2;
pub const MIEN_CUE_STAGE: u32 = 3;
pub const MIEN_CUE_TOOL: u32 = 4;
pub const MIEN_CUE_GAZE: u32 = 5;

pub const MIEN_HAS_START: u32 = 1;
pub const MIEN_HAS_END: u32 = 2;
pub const MIEN_HAS_VALUE: u32 = 4;
pub const MIEN_HAS_ANCHOR: u32 = 8;
pub const MIEN_HAS_TEXT: u32 = 16;
pub const MIEN_IS_ESTIMATED: u32 = 32;

pub const MIEN_NEEDS_WORDS: u32 = 1;
pub const MIEN_NEEDS_PHONES: u32 = 2;
pub const MIEN_NEEDS_OWN_AUDIO: u32 = 4;
pub const MIEN_NEEDS_PARTNER_AUDIO: u32 = 8;
pub const MIEN_NEEDS_REHEARSAL: u32 = 16;

pub const MIEN_ENTRY_SYMBOL: &str = "mien_strategy_entry";
pub const MIEN_EXT_PARAMS: &str = "mien.params/1";
pub const MIEN_EXT_STATE: &str = "mien.state/1";
pub const MIEN_EXT_FEATURES: &str = "mien.features/1";
pub const MIEN_EXT_SHEET: &str = "mien.sheet/1";
pub const MIEN_EXT_RESOURCES: &str = "mien.resources/1";
pub const MIEN_EXT_REHEARSAL: &str = "mien.rehearsal/1";

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_channel {
    pub name: *const c_char,
    pub kind: u32,
    pub reserved: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_strategy_descriptor {
    pub size: u32,
    pub needs: u32,
    pub id: *const c_char,
    pub version: *const c_char,
    pub title: *const c_char,
    pub summary: *const c_char,
    pub vendor: *const c_char,
    pub channels: *const mien_channel,
    pub channel_count: u32,
    pub tolerance: f32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_session {
    pub size: u32,
    pub rate_numerator: u32,
    pub rate_denominator: u32,
    pub largest_span: u32,
    pub seed: u64,
    pub participant_count: u32,
    pub channel_count: u32,
    pub channel_present: *const u8,
    pub participant: *const c_char,
    pub language: *const c_char,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_binding {
    pub size: u32,
    pub lookahead_frames: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_input {
    pub size: u32,
    pub frame_count: u32,
    pub first_frame: i64,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_output {
    pub size: u32,
    pub row_stride: u32,
    pub activity_stride: u32,
    pub reserved: u32,
    pub rows: *mut f32,
    pub activity: *mut f32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_record {
    pub size: u32,
    pub kind: u16,
    pub op: u16,
    pub flags: u32,
    pub cue: u32,
    pub participant: u32,
    pub offset: u32,
    pub id: u64,
    pub turn: u64,
    pub arrival: i64,
    pub start: i64,
    pub end: i64,
    pub value: f64,
    pub text: *const c_char,
    pub text_length: u32,
    pub reserved: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_strategy {
    pub size: u32,
    pub reserved: u32,
    pub context: *mut c_void,
    pub prepare: Option<
        unsafe extern "C" fn(*mut mien_strategy, *const mien_session, *mut mien_binding) -> mien_status,
    >,
    pub receive: Option<unsafe extern "C" fn(*mut mien_strategy, *const mien_record, u32) -> mien_status>,
    pub render: Option<
        unsafe extern "C" fn(*mut mien_strategy, *const mien_input, *const mien_output) -> mien_status,
    >,
    pub destroy: Option<unsafe extern "C" fn(*mut mien_strategy)>,
    pub get_extension: Option<unsafe extern "C" fn(*mut mien_strategy, *const c_char) -> *const c_void>,
    pub last_error: Option<unsafe extern "C" fn(*mut mien_strategy) -> *const c_char>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_host {
    pub size: u32,
    pub reserved: u32,
    pub name: *const c_char,
    pub version: *const c_char,
    pub context: *mut c_void,
    pub get_extension: Option<unsafe extern "C" fn(*const mien_host, *const c_char) -> *const c_void>,
    pub log: Option<unsafe extern "C" fn(*const mien_host, u32, *const c_char)>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_entry {
    pub size: u32,
    pub abi_major: u32,
    pub abi_minor: u32,
    pub strategy_count: u32,
    pub descriptor: Option<unsafe extern "C" fn(u32) -> *const mien_strategy_descriptor>,
    pub create: Option<unsafe extern "C" fn(u32, *const mien_host, *mut *mut mien_strategy) -> mien_status>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_parameter {
    pub size: u32,
    pub reserved: u32,
    pub id: *const c_char,
    pub title: *const c_char,
    pub unit: *const c_char,
    pub minimum: f64,
    pub maximum: f64,
    pub initial: f64,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_params {
    pub size: u32,
    pub count: Option<unsafe extern "C" fn(*mut mien_strategy) -> u32>,
    pub parameter: Option<unsafe extern "C" fn(*mut mien_strategy, u32) -> *const mien_parameter>,
    pub set: Option<unsafe extern "C" fn(*mut mien_strategy, u32, f64) -> mien_status>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_state {
    pub size: u32,
    pub reserved: u32,
    pub save: Option<unsafe extern "C" fn(*mut mien_strategy, *mut c_void, u64, *mut u64) -> mien_status>,
    pub load: Option<unsafe extern "C" fn(*mut mien_strategy, *const c_void, u64) -> mien_status>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_feature_stream {
    pub size: u32,
    pub column_count: u32,
    pub rows_per_second: u32,
    pub samples_per_second: u32,
    pub columns: *const *const c_char,
    pub rows: *const f32,
    pub samples: *const f32,
    pub known_rows: u64,
    pub known_samples: u64,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_features {
    pub size: u32,
    pub stream: Option<unsafe extern "C" fn(*const mien_host, u32) -> *const mien_feature_stream>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_sheet {
    pub size: u32,
    pub number: Option<unsafe extern "C" fn(*const mien_host, *const c_char, f64) -> f64>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_resources {
    pub size: u32,
    pub reserved: u32,
    pub folder: Option<unsafe extern "C" fn(*const mien_host) -> *const c_char>,
    pub scratch: Option<unsafe extern "C" fn(*const mien_host) -> *const c_char>,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_rehearsal_session {
    pub size: u32,
    pub channel_count: u32,
    pub id: *const c_char,
    pub channels: *const mien_channel,
    pub rows: *const f32,
    pub frame_count: u64,
    pub row_stride: u32,
    pub rate_numerator: u32,
    pub rate_denominator: u32,
    pub reserved: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct mien_rehearsal {
    pub size: u32,
    pub reserved: u32,
    pub count: Option<unsafe extern "C" fn(*const mien_host) -> u32>,
    pub session: Option<unsafe extern "C" fn(*const mien_host, u32) -> *const mien_rehearsal_session>,
}

/// The size that a struct had when its version first came out: up to the end of its last field.
macro_rules! first_sizes {
    ($($name:ident = $structure:ident . $last:ident : $kind:ty;)*) => {
        $(pub const $name: u32 = (offset_of!($structure, $last) + size_of::<$kind>()) as u32;)*
    };
}

first_sizes! {
    MIEN_ENTRY_SIZE_1_0 = mien_entry.create: *const c_void;
    MIEN_HOST_SIZE_1_0 = mien_host.log: *const c_void;
    MIEN_STRATEGY_DESCRIPTOR_SIZE_1_0 = mien_strategy_descriptor.tolerance: f32;
    MIEN_SESSION_SIZE_1_0 = mien_session.language: *const c_void;
    MIEN_BINDING_SIZE_1_0 = mien_binding.lookahead_frames: u32;
    MIEN_INPUT_SIZE_1_0 = mien_input.first_frame: i64;
    MIEN_OUTPUT_SIZE_1_0 = mien_output.activity: *const c_void;
    MIEN_STRATEGY_SIZE_1_0 = mien_strategy.last_error: *const c_void;
    MIEN_RECORD_SIZE_1_0 = mien_record.reserved: u32;
    MIEN_PARAMETER_SIZE_1 = mien_parameter.initial: f64;
    MIEN_PARAMS_SIZE_1 = mien_params.set: *const c_void;
    MIEN_STATE_SIZE_1 = mien_state.load: *const c_void;
    MIEN_FEATURE_STREAM_SIZE_1 = mien_feature_stream.known_samples: u64;
    MIEN_FEATURES_SIZE_1 = mien_features.stream: *const c_void;
    MIEN_SHEET_SIZE_1 = mien_sheet.number: *const c_void;
    MIEN_RESOURCES_SIZE_1 = mien_resources.scratch: *const c_void;
    MIEN_REHEARSAL_SESSION_SIZE_1 = mien_rehearsal_session.reserved: u32;
    MIEN_REHEARSAL_SIZE_1 = mien_rehearsal.session: *const c_void;
}
