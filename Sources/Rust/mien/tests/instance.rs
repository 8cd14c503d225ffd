//! An instance driven as a host drives it, through the tables of the contract alone.

use mien::abi::*;
use mien::{Channel, Descriptor, Error, Kind, Now, Parameter, Record, Rows, Session, Span, Strategy};
use std::ffi::{c_char, c_void, CStr, CString};
use std::mem::size_of;
use std::ptr::{null, null_mut};

#[derive(Default)]
struct Counter {
    words: f64,
}

impl Strategy for Counter {
    const DESCRIPTOR: Descriptor = Descriptor {
        id: "counter",
        version: "1.0.0",
        title: "Counter",
        summary: "Counts words.",
        vendor: "Mien",
        needs: MIEN_NEEDS_WORDS,
        channels: &[
            Channel { name: "counter.words", kind: Kind::Weight },
            Channel { name: "head.rotation", kind: Kind::Rotation },
        ],
        parameters: &[Parameter {
            id: "gain",
            title: "size",
            unit: "",
            minimum: 0.0,
            maximum: 2.0,
            initial: 1.0,
        }],
        tolerance: 0.0,
    };
    const HAS_STATE: bool = true;

    fn prepare(&mut self, session: &Session<'_>) -> Result<u32, Error> {
        if session.language == "xx" {
            return Err(Error::Unsupported("no such language".into()));
        }
        assert!(session.now.audio(0).is_none());
        assert_eq!(session.host.sheet("style.energy", 0.25), 0.25);
        assert!(session.host.rehearsal().is_empty());
        Ok(5)
    }

    fn receive(&mut self, record: &Record<'_>, _now: &Now<'_>) -> Result<(), Error> {
        match record.text.as_deref() {
            Some("panic") => panic!("a word that hurts"),
            Some("fail") => Err("a word too many".into()),
            _ => {
                self.words += f64::from(record.kind == MIEN_RECORD_WORD);
                Ok(())
            }
        }
    }

    fn render(&mut self, span: Span, now: &Now<'_>, rows: &mut Rows<'_>) -> Result<(), Error> {
        for index in 0..span.frame_count {
            let row = rows.row(index);
            row[0] = (self.words * now.parameters[0]) as f32;
            mien::write_turn(&mut row[1..5], [0.0, 1.0, 0.0], std::f64::consts::PI);
            rows.activity(index)[1] = 0.5;
        }
        if span.first_frame == 99 {
            panic!("{}", "frame 99".to_string())
        } else {
            Ok(())
        }
    }

    fn save(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.words.to_le_bytes());
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.words = f64::from_le_bytes(bytes.try_into().map_err(|_| "not my state")?);
        Ok(())
    }
}

mien::export_strategies!(Counter);

unsafe extern "C" fn nothing(_: *const mien_host, _: *const c_char) -> *const c_void {
    null()
}
unsafe extern "C" fn silence(_: *const mien_host, _: u32, _: *const c_char) {}

static HOST: mien_host_for_tests = mien_host_for_tests(mien_host {
    size: size_of::<mien_host>() as u32,
    reserved: 0,
    name: c"test".as_ptr(),
    version: c"1".as_ptr(),
    context: null_mut(),
    get_extension: Some(nothing),
    log: Some(silence),
});
#[allow(non_camel_case_types)]
struct mien_host_for_tests(mien_host);
unsafe impl Sync for mien_host_for_tests {}

struct Instance(*mut mien_strategy);

impl Instance {
    fn new() -> Self {
        unsafe {
            let entry = &*mien_strategy_entry(1, 0);
            let mut made = null_mut();
            assert_eq!(entry.create.unwrap()(0, &HOST.0, &mut made), MIEN_OK);
            Instance(made)
        }
    }

    fn table(&self) -> &mien_strategy {
        unsafe { &*self.0 }
    }

    fn extension<T>(&self, id: &str) -> Option<&T> {
        let id = CString::new(id).unwrap();
        unsafe { self.table().get_extension.unwrap()(self.0, id.as_ptr()).cast::<T>().as_ref() }
    }

    fn prepare(&self, language: &CStr) -> (mien_status, u32) {
        let session = mien_session {
            size: size_of::<mien_session>() as u32,
            rate_numerator: 60,
            rate_denominator: 1,
            largest_span: 60,
            seed: 1,
            participant_count: 2,
            channel_count: 2,
            channel_present: [1_u8, 0].as_ptr(),
            participant: c"nova".as_ptr(),
            language: language.as_ptr(),
        };
        let mut binding = mien_binding { size: size_of::<mien_binding>() as u32, lookahead_frames: 0 };
        let status = unsafe { self.table().prepare.unwrap()(self.0, &session, &mut binding) };
        (status, binding.lookahead_frames)
    }

    fn receive(&self, records: &[(u32, &CStr, Option<f64>)]) -> mien_status {
        let batch: Vec<mien_record> = (records.iter())
            .map(|(kind, text, value)| mien_record {
                size: size_of::<mien_record>() as u32,
                kind: *kind as u16,
                op: 1,
                flags: MIEN_HAS_TEXT | if value.is_some() { MIEN_HAS_VALUE } else { 0 },
                cue: 0,
                participant: 0,
                offset: 0,
                id: 1,
                turn: 0,
                arrival: 0,
                start: 0,
                end: 0,
                value: value.unwrap_or(0.0),
                text: text.as_ptr(),
                text_length: text.to_bytes().len() as u32,
                reserved: 0,
            })
            .collect();
        unsafe { self.table().receive.unwrap()(self.0, batch.as_ptr(), batch.len() as u32) }
    }

    fn render(&self, first_frame: i64) -> (mien_status, Vec<f32>, Vec<f32>) {
        let (mut rows, mut activity) = (vec![9.0_f32; 18], vec![1.0_f32; 7]);
        let input = mien_input { size: size_of::<mien_input>() as u32, frame_count: 2, first_frame };
        let output = mien_output {
            size: size_of::<mien_output>() as u32,
            row_stride: 9,
            activity_stride: 4,
            reserved: 0,
            rows: rows.as_mut_ptr(),
            activity: activity.as_mut_ptr(),
        };
        let status = unsafe { self.table().render.unwrap()(self.0, &input, &output) };
        (status, rows, activity)
    }

    fn error(&self) -> String {
        unsafe {
            let text = self.table().last_error.unwrap()(self.0);
            if text.is_null() {
                String::new()
            } else {
                CStr::from_ptr(text).to_str().unwrap().to_string()
            }
        }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        unsafe { self.table().destroy.unwrap()(self.0) }
    }
}

const WORD: u32 = MIEN_RECORD_WORD;

#[test]
fn another_major_is_refused() {
    assert!(mien_strategy_entry(2, 0).is_null());
    let entry = unsafe { &*mien_strategy_entry(1, 7) };
    assert_eq!((entry.strategy_count, entry.abi_major), (1, 1));
    unsafe { assert!(entry.descriptor.unwrap()(1).is_null()) };
    let descriptor = unsafe { &*entry.descriptor.unwrap()(0) };
    unsafe { assert_eq!(CStr::from_ptr(descriptor.id), c"counter") };
    assert_eq!(descriptor.channel_count, 2);
}

#[test]
fn rows_and_activity_are_written_and_nothing_between() {
    let instance = Instance::new();
    assert_eq!(instance.prepare(c"en"), (MIEN_OK, 5));
    assert_eq!(
        instance.receive(&[(WORD, c"one", None), (77, c"unknown", None), (WORD, c"two", None)]),
        MIEN_OK
    );
    let (status, rows, activity) = instance.render(0);
    assert_eq!(status, MIEN_OK);
    assert_eq!(rows[..5], [2.0, 0.0, 1.0, 0.0, 6.123234e-17]);
    assert_eq!(rows[5..9], [9.0; 4]);
    assert_eq!(rows[14..], [9.0; 4]);
    assert_eq!(activity, [1.0, 0.5, 1.0, 1.0, 1.0, 0.5, 1.0]);
}

#[test]
fn parameters_are_set_before_and_by_records_afterwards() {
    let instance = Instance::new();
    let params = instance.extension::<mien_params>(MIEN_EXT_PARAMS).unwrap();
    unsafe {
        assert_eq!(params.count.unwrap()(instance.0), 1);
        assert_eq!((*params.parameter.unwrap()(instance.0, 0)).maximum, 2.0);
        assert!(params.parameter.unwrap()(instance.0, 1).is_null());
        assert_eq!(params.set.unwrap()(instance.0, 0, 0.5), MIEN_OK);
        assert_eq!(params.set.unwrap()(instance.0, 0, 3.0), MIEN_BAD_ARGUMENT);
        assert_eq!(params.set.unwrap()(instance.0, 0, f64::NAN), MIEN_BAD_ARGUMENT);
        assert_eq!(params.set.unwrap()(instance.0, 1, 0.5), MIEN_BAD_ARGUMENT);
    }
    instance.prepare(c"en");
    unsafe { assert_eq!(params.set.unwrap()(instance.0, 0, 0.5), MIEN_BAD_ARGUMENT) };
    instance.receive(&[(WORD, c"one", None)]);
    assert_eq!(instance.render(0).1[0], 0.5);
    instance.receive(&[(MIEN_RECORD_PARAMETER, c"gain", Some(7.0))]);
    assert_eq!(instance.render(2).1[0], 2.0);
}

#[test]
fn failures_and_panics_come_back_as_text() {
    let instance = Instance::new();
    assert_eq!(instance.prepare(c"xx").0, MIEN_UNSUPPORTED);
    assert_eq!(instance.error(), "no such language");
    let instance = Instance::new();
    instance.prepare(c"en");
    assert_eq!(instance.error(), "");
    assert_eq!(instance.receive(&[(WORD, c"fail", None)]), MIEN_FAILED);
    assert_eq!(instance.error(), "a word too many");
    assert_eq!(instance.receive(&[(WORD, c"panic", None)]), MIEN_FAILED);
    assert_eq!(instance.error(), "a word that hurts");
    assert_eq!(instance.render(99).0, MIEN_FAILED);
    assert_eq!(instance.error(), "frame 99");
}

#[test]
fn a_saved_state_goes_on_elsewhere() {
    let (first, second) = (Instance::new(), Instance::new());
    first.prepare(c"en");
    second.prepare(c"en");
    first.receive(&[(WORD, c"one", None), (MIEN_RECORD_PARAMETER, c"gain", Some(1.5))]);
    let state = first.extension::<mien_state>(MIEN_EXT_STATE).unwrap();
    let mut bytes = [0_u8; 64];
    let mut length = 0;
    unsafe {
        assert_eq!(state.save.unwrap()(first.0, null_mut(), 0, &mut length), MIEN_OK);
        assert_eq!(length, 16);
        assert_eq!(state.save.unwrap()(first.0, bytes.as_mut_ptr().cast(), 64, &mut length), MIEN_OK);
        assert_eq!(state.load.unwrap()(second.0, bytes.as_ptr().cast(), length), MIEN_OK);
        assert_eq!(second.render(0).1, first.render(0).1);
        assert_eq!(state.load.unwrap()(second.0, bytes.as_ptr().cast(), 15), MIEN_FAILED);
        assert_eq!(second.error(), "not my state");
        assert_eq!(state.load.unwrap()(second.0, bytes.as_ptr().cast(), 3), MIEN_FAILED);
    }
    assert!(first.extension::<u32>("mien.nothing/1").is_none());
}
