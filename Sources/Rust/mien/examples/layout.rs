//! Prints where everything of the binding lies, as Mien's tests print it of the headers: `constant NAME value`,
//! `size STRUCT bytes`, `field STRUCT.NAME offset bytes`.

use mien::abi::*;
use std::mem::{offset_of, size_of};

fn size_of_field<T, F>(_: fn(&T) -> &F) -> usize {
    size_of::<F>()
}

macro_rules! structures {
    ($($structure:ident { $($field:ident),* })*) => {
        $(
            println!("size {} {}", stringify!($structure), size_of::<$structure>());
            $(
                println!(
                    "field {}.{} {} {}", stringify!($structure), stringify!($field),
                    offset_of!($structure, $field), size_of_field(|s: &$structure| &s.$field)
                );
            )*
        )*
    };
}

macro_rules! constants {
    ($($constant:ident)*) => { $(println!("constant {} {}", stringify!($constant), $constant);)* };
}

fn main() {
    structures! {
        mien_channel { name, kind, reserved }
        mien_strategy_descriptor {
            size, needs, id, version, title, summary, vendor, channels, channel_count, tolerance
        }
        mien_session {
            size, rate_numerator, rate_denominator, largest_span, seed, participant_count, channel_count,
            channel_present, participant, language
        }
        mien_binding { size, lookahead_frames }
        mien_input { size, frame_count, first_frame }
        mien_output { size, row_stride, activity_stride, reserved, rows, activity }
        mien_strategy {
            size, reserved, context, prepare, receive, render, destroy, get_extension, last_error
        }
        mien_host { size, reserved, name, version, context, get_extension, log }
        mien_entry { size, abi_major, abi_minor, strategy_count, descriptor, create }
        mien_record {
            size, kind, op, flags, cue, participant, offset, id, turn, arrival, start, end, value, text,
            text_length, reserved
        }
        mien_parameter { size, reserved, id, title, unit, minimum, maximum, initial }
        mien_params { size, count, parameter, set }
        mien_state { size, reserved, save, load }
        mien_feature_stream {
            size, column_count, rows_per_second, samples_per_second, columns, rows, samples, known_rows,
            known_samples
        }
        mien_features { size, stream }
        mien_sheet { size, number }
        mien_resources { size, reserved, folder, scratch }
        mien_rehearsal_session {
            size, channel_count, id, channels, rows, frame_count, row_stride, rate_numerator,
            rate_denominator, reserved
        }
        mien_rehearsal { size, reserved, count, session }
    }
    constants! {
        MIEN_ABI_MAJOR MIEN_ABI_MINOR MIEN_FLICKS_PER_SECOND
        MIEN_OK MIEN_FAILED MIEN_BAD_ARGUMENT MIEN_UNSUPPORTED MIEN_OUT_OF_MEMORY
        MIEN_CHANNEL_WEIGHT MIEN_CHANNEL_ANGLE MIEN_CHANNEL_ROTATION MIEN_CHANNEL_TRANSLATION
        MIEN_LOG_DEBUG MIEN_LOG_NOTE MIEN_LOG_WARNING
        MIEN_RECORD_TURN MIEN_RECORD_DELTA MIEN_RECORD_WORD MIEN_RECORD_PHONE MIEN_RECORD_CUE
        MIEN_RECORD_AUDIO MIEN_RECORD_VOICE MIEN_RECORD_PARAMETER
        MIEN_OP_ANNOUNCE MIEN_OP_REVISE MIEN_OP_CANCEL
        MIEN_CUE_EMOTION MIEN_CUE_EMOJI MIEN_CUE_STAGE MIEN_CUE_TOOL MIEN_CUE_GAZE
        MIEN_HAS_START MIEN_HAS_END MIEN_HAS_VALUE MIEN_HAS_ANCHOR MIEN_HAS_TEXT MIEN_IS_ESTIMATED
        MIEN_NEEDS_WORDS MIEN_NEEDS_PHONES MIEN_NEEDS_OWN_AUDIO MIEN_NEEDS_PARTNER_AUDIO
        MIEN_NEEDS_REHEARSAL
        MIEN_ENTRY_SYMBOL MIEN_EXT_PARAMS MIEN_EXT_STATE MIEN_EXT_FEATURES MIEN_EXT_SHEET
        MIEN_EXT_RESOURCES MIEN_EXT_REHEARSAL
        MIEN_ENTRY_SIZE_1_0 MIEN_HOST_SIZE_1_0 MIEN_STRATEGY_DESCRIPTOR_SIZE_1_0 MIEN_SESSION_SIZE_1_0
        MIEN_BINDING_SIZE_1_0 MIEN_INPUT_SIZE_1_0 MIEN_OUTPUT_SIZE_1_0 MIEN_STRATEGY_SIZE_1_0
        MIEN_RECORD_SIZE_1_0 MIEN_PARAMETER_SIZE_1 MIEN_PARAMS_SIZE_1 MIEN_STATE_SIZE_1
        MIEN_FEATURE_STREAM_SIZE_1 MIEN_FEATURES_SIZE_1 MIEN_SHEET_SIZE_1 MIEN_RESOURCES_SIZE_1
        MIEN_REHEARSAL_SESSION_SIZE_1 MIEN_REHEARSAL_SIZE_1
    }
}
