//! An instance as the host holds it: a strategy behind the function table of the contract.

use crate::abi::*;
use crate::export::Exported;
use crate::host::{text, Audio, Host};
use crate::strategy::{Error, Now, Record, Rows, Session, Span, Strategy};
use crate::time::FrameRate;
use std::ffi::{c_char, c_void, CStr};
use std::mem::size_of;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// First member of every instance: what calls of any strategy need.
#[repr(C)]
struct Head {
    table: mien_strategy,
    exported: &'static Exported,
    values: Vec<f64>,
    prepared: bool,
    width: usize,
    rate: FrameRate,
    audio: Vec<Audio>,
    error: [u8; 512],
}

#[repr(C)]
pub(crate) struct Instance<S> {
    head: Head,
    host: *const mien_host,
    strategy: S,
}

impl Head {
    /// Keeps a text for `last_error`, cut at a character; allocates nothing.
    fn fail(&mut self, text: &str) {
        let room = self.error.len() - 1;
        let mut length = 0;
        for character in text.chars().filter(|character| *character != '\0') {
            if length + character.len_utf8() > room {
                break;
            }
            length += character.encode_utf8(&mut self.error[length..]).len();
        }
        self.error[length] = 0;
    }

    fn now(&self) -> Now<'_> {
        Now { rate: self.rate, parameters: &self.values, audio: &self.audio }
    }

    /// Takes a parameter record into account.
    fn adjust(&mut self, record: &Record<'_>) {
        let (Some(id), Some(value)) = (&record.text, record.value) else { return };
        if record.kind != MIEN_RECORD_PARAMETER || record.op == MIEN_OP_CANCEL {
            return;
        }
        let parameters = self.exported.descriptor.parameters;
        if let Some(index) = parameters.iter().position(|parameter| parameter.id == id) {
            self.values[index] = value.max(parameters[index].minimum).min(parameters[index].maximum);
        }
    }
}

impl<S: Strategy> Instance<S> {
    pub(crate) unsafe fn create(exported: &'static Exported, host: *const mien_host) -> *mut mien_strategy {
        let channels = exported.descriptor.channels;
        let instance = Box::new(Instance {
            head: Head {
                table: mien_strategy {
                    size: size_of::<mien_strategy>() as u32,
                    reserved: 0,
                    context: std::ptr::null_mut(),
                    prepare: Some(Self::prepare),
                    receive: Some(Self::receive),
                    render: Some(Self::render),
                    destroy: Some(Self::destroy),
                    get_extension: Some(Self::extension),
                    last_error: Some(last_error),
                },
                exported,
                values: exported.descriptor.parameters.iter().map(|parameter| parameter.initial).collect(),
                prepared: false,
                width: channels.iter().map(|channel| channel.kind.floats()).sum(),
                rate: FrameRate { numerator: 60, denominator: 1 },
                audio: Vec::new(),
                error: [0; 512],
            },
            host,
            strategy: S::default(),
        });
        Box::into_raw(instance).cast()
    }

    /// Runs one call; a failure or a panic becomes a status and a text.
    unsafe fn attempt(
        table: *mut mien_strategy,
        body: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> mien_status {
        let Some(instance) = table.cast::<Self>().as_mut() else { return MIEN_BAD_ARGUMENT };
        instance.head.error[0] = 0;
        match catch_unwind(AssertUnwindSafe(|| body(instance))) {
            Ok(Ok(())) => MIEN_OK,
            Ok(Err(error)) => {
                let (Error::Unsupported(text) | Error::Failed(text)) = &error;
                instance.head.fail(text);
                if matches!(error, Error::Unsupported(_)) {
                    MIEN_UNSUPPORTED
                } else {
                    MIEN_FAILED
                }
            }
            Err(panic) => {
                let text = (panic.downcast_ref::<&str>().copied())
                    .or(panic.downcast_ref::<String>().map(String::as_str));
                instance.head.fail(text.unwrap_or("the strategy panicked"));
                // A payload may itself panic when dropped; it is left alone.
                std::mem::forget(panic);
                MIEN_FAILED
            }
        }
    }

    unsafe extern "C" fn prepare(
        table: *mut mien_strategy,
        given: *const mien_session,
        binding: *mut mien_binding,
    ) -> mien_status {
        Self::attempt(table, |instance| {
            let (Some(given), Some(binding)) = (given.as_ref(), binding.as_mut()) else {
                return Err("the host gave no session".into());
            };
            if given.size < MIEN_SESSION_SIZE_1_0 || binding.size < MIEN_BINDING_SIZE_1_0 {
                return Err(Error::Unsupported(
                    "the host's session is smaller than contract 1.0 has it".into(),
                ));
            }
            if given.rate_numerator == 0 || given.rate_denominator == 0 {
                return Err(Error::Unsupported("the host gave no frame rate".into()));
            }
            let head = &mut instance.head;
            if given.channel_count as usize != head.exported.descriptor.channels.len() {
                return Err(Error::Unsupported("the host bound other channels than were declared".into()));
            }
            let host = Host::new(instance.host);
            head.rate = FrameRate { numerator: given.rate_numerator, denominator: given.rate_denominator };
            head.audio = (0..given.participant_count.min(256)).map(|index| host.audio(index)).collect();
            head.prepared = true;
            let session = Session {
                rate: head.rate,
                largest_span: given.largest_span,
                seed: given.seed,
                participant_count: given.participant_count,
                participant: text(given.participant),
                language: text(given.language),
                channel_present: (0..given.channel_count as usize)
                    .map(|index| given.channel_present.is_null() || *given.channel_present.add(index) != 0)
                    .collect(),
                now: head.now(),
                host,
            };
            let lookahead = instance.strategy.prepare(&session)?;
            binding.lookahead_frames = lookahead;
            Ok(())
        })
    }

    unsafe extern "C" fn receive(
        table: *mut mien_strategy,
        records: *const mien_record,
        count: u32,
    ) -> mien_status {
        Self::attempt(table, |instance| {
            let mut at = records.cast::<u8>();
            for _ in 0..count {
                let size = *at.cast::<u32>();
                if size < MIEN_RECORD_SIZE_1_0 {
                    return Err(format!("the host gave a record of {size} bytes").into());
                }
                if let Some(record) = Record::read(&*at.cast::<mien_record>()) {
                    instance.head.adjust(&record);
                    instance.strategy.receive(&record, &instance.head.now())?;
                }
                at = at.add(size as usize);
            }
            Ok(())
        })
    }

    unsafe extern "C" fn render(
        table: *mut mien_strategy,
        input: *const mien_input,
        output: *const mien_output,
    ) -> mien_status {
        Self::attempt(table, |instance| {
            let (Some(input), Some(output)) = (input.as_ref(), output.as_ref()) else {
                return Err("the host gave no rows".into());
            };
            if output.rows.is_null() || output.activity.is_null() || input.frame_count == 0 {
                return Err("the host gave no rows".into());
            }
            let count = input.frame_count as usize;
            let (row_stride, activity_stride) = (output.row_stride as usize, output.activity_stride as usize);
            let (width, channels) = (instance.head.width, instance.head.exported.descriptor.channels.len());
            let mut rows = Rows::new(
                std::slice::from_raw_parts_mut(output.rows, (count - 1) * row_stride + width),
                row_stride,
                width,
                std::slice::from_raw_parts_mut(output.activity, (count - 1) * activity_stride + channels),
                activity_stride,
                channels,
            );
            let span = Span { first_frame: input.first_frame, frame_count: count };
            instance.strategy.render(span, &instance.head.now(), &mut rows)
        })
    }

    unsafe extern "C" fn destroy(table: *mut mien_strategy) {
        if !table.is_null() {
            let instance = Box::from_raw(table.cast::<Self>());
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(instance))) {
                std::mem::forget(panic);
            }
        }
    }

    unsafe extern "C" fn extension(_table: *mut mien_strategy, id: *const c_char) -> *const c_void {
        if id.is_null() {
            return std::ptr::null();
        }
        match CStr::from_ptr(id).to_str() {
            Ok(MIEN_EXT_PARAMS) => (&PARAMS as *const mien_params).cast(),
            Ok(MIEN_EXT_STATE) if S::HAS_STATE => (Self::STATE as *const mien_state).cast(),
            _ => std::ptr::null(),
        }
    }

    const STATE: &'static mien_state = &mien_state {
        size: size_of::<mien_state>() as u32,
        reserved: 0,
        save: Some(Self::save),
        load: Some(Self::load),
    };

    unsafe extern "C" fn save(
        table: *mut mien_strategy,
        bytes: *mut c_void,
        capacity: u64,
        length: *mut u64,
    ) -> mien_status {
        Self::attempt(table, |instance| {
            let mut state = Vec::new();
            for value in &instance.head.values {
                state.extend_from_slice(&value.to_le_bytes());
            }
            instance.strategy.save(&mut state);
            *length = state.len() as u64;
            if *length <= capacity && !bytes.is_null() {
                std::ptr::copy_nonoverlapping(state.as_ptr(), bytes.cast(), state.len());
            }
            Ok(())
        })
    }

    unsafe extern "C" fn load(table: *mut mien_strategy, bytes: *const c_void, length: u64) -> mien_status {
        Self::attempt(table, |instance| {
            let head = instance.head.values.len() * 8;
            if bytes.is_null() || (length as usize) < head {
                return Err(format!("a state of {length} bytes is not of this build").into());
            }
            let state = std::slice::from_raw_parts(bytes.cast::<u8>(), length as usize);
            for (value, bytes) in instance.head.values.iter_mut().zip(state.chunks_exact(8)) {
                *value = f64::from_le_bytes(bytes.try_into().unwrap_or_default());
            }
            instance.strategy.load(&state[head..])
        })
    }
}

static PARAMS: mien_params = mien_params {
    size: size_of::<mien_params>() as u32,
    count: Some(count),
    parameter: Some(parameter),
    set: Some(set),
};

unsafe extern "C" fn last_error(table: *mut mien_strategy) -> *const c_char {
    match table.cast::<Head>().as_ref() {
        Some(head) if head.error[0] != 0 => head.error.as_ptr().cast(),
        _ => std::ptr::null(),
    }
}

unsafe extern "C" fn count(table: *mut mien_strategy) -> u32 {
    table.cast::<Head>().as_ref().map_or(0, |head| head.exported.parameters.len() as u32)
}

unsafe extern "C" fn parameter(table: *mut mien_strategy, index: u32) -> *const mien_parameter {
    let head = table.cast::<Head>().as_ref();
    head.and_then(|head| head.exported.parameters.get(index as usize))
        .map_or(std::ptr::null(), |parameter| parameter as *const mien_parameter)
}

unsafe extern "C" fn set(table: *mut mien_strategy, index: u32, value: f64) -> mien_status {
    let Some(head) = table.cast::<Head>().as_mut() else { return MIEN_BAD_ARGUMENT };
    match head.exported.parameters.get(index as usize) {
        Some(range) if !head.prepared && (range.minimum..=range.maximum).contains(&value) => {
            head.values[index as usize] = value;
            MIEN_OK
        }
        _ => MIEN_BAD_ARGUMENT,
    }
}
