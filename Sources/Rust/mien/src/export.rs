//! The contract's tables of a strategy: description, parameters, and how an instance is made.

use crate::abi::*;
use crate::instance::Instance;
use crate::strategy::{Descriptor, Strategy};
use std::ffi::{c_char, CString};
use std::mem::size_of;

/// One strategy of a library. Made once and never freed, as libraries are never unloaded.
pub struct Exported {
    pub(crate) descriptor: Descriptor,
    pub(crate) parameters: Vec<mien_parameter>,
    table: mien_strategy_descriptor,
    create: unsafe fn(&'static Exported, *const mien_host) -> *mut mien_strategy,
}

// Tables are written once and point to memory that is never freed or changed.
unsafe impl Send for Exported {}
unsafe impl Sync for Exported {}

fn forever(text: &str) -> *const c_char {
    CString::new(text.replace('\0', "")).unwrap_or_default().into_raw()
}

impl Exported {
    /// The tables of a strategy.
    pub fn of<S: Strategy>() -> Self {
        let descriptor = S::DESCRIPTOR;
        let channels: Vec<mien_channel> = (descriptor.channels.iter())
            .map(|channel| mien_channel {
                name: forever(channel.name),
                kind: channel.kind as u32,
                reserved: 0,
            })
            .collect();
        let channels: &'static [mien_channel] = Box::leak(channels.into_boxed_slice());
        Exported {
            parameters: (descriptor.parameters.iter())
                .map(|parameter| mien_parameter {
                    size: size_of::<mien_parameter>() as u32,
                    reserved: 0,
                    id: forever(parameter.id),
                    title: forever(parameter.title),
                    unit: forever(parameter.unit),
                    minimum: parameter.minimum,
                    maximum: parameter.maximum,
                    initial: parameter.initial,
                })
                .collect(),
            table: mien_strategy_descriptor {
                size: size_of::<mien_strategy_descriptor>() as u32,
                needs: descriptor.needs,
                id: forever(descriptor.id),
                version: forever(descriptor.version),
                title: forever(descriptor.title),
                summary: forever(descriptor.summary),
                vendor: forever(descriptor.vendor),
                channels: channels.as_ptr(),
                channel_count: channels.len() as u32,
                tolerance: descriptor.tolerance,
            },
            create: Instance::<S>::create,
            descriptor,
        }
    }

    /// The description as C reads it.
    pub fn table(&'static self) -> *const mien_strategy_descriptor {
        &self.table
    }

    /// Makes an instance.
    ///
    /// # Safety
    /// `host` and `strategy` are those of a host that keeps the contract.
    pub unsafe fn create(
        &'static self,
        host: *const mien_host,
        strategy: *mut *mut mien_strategy,
    ) -> mien_status {
        if host.is_null() || strategy.is_null() || (*host).size < MIEN_HOST_SIZE_1_0 {
            return MIEN_BAD_ARGUMENT;
        }
        match std::panic::catch_unwind(|| (self.create)(self, host)) {
            Ok(made) => {
                *strategy = made;
                MIEN_OK
            }
            Err(_) => MIEN_FAILED,
        }
    }
}

/// Exports strategies as this library's: `export_strategies!(Nod, Shake);`, once per library.
#[macro_export]
macro_rules! export_strategies {
    ($($strategy:ty),+ $(,)?) => {
        fn mien_exported(index: u32) -> Option<&'static $crate::Exported> {
            static TABLES: std::sync::OnceLock<Vec<$crate::Exported>> = std::sync::OnceLock::new();
            TABLES.get_or_init(|| vec![$($crate::Exported::of::<$strategy>()),+]).get(index as usize)
        }

        unsafe extern "C" fn mien_exported_descriptor(
            index: u32,
        ) -> *const $crate::abi::mien_strategy_descriptor {
            mien_exported(index).map_or(std::ptr::null(), |exported| exported.table())
        }

        unsafe extern "C" fn mien_exported_create(
            index: u32, host: *const $crate::abi::mien_host, strategy: *mut *mut $crate::abi::mien_strategy,
        ) -> $crate::abi::mien_status {
            match mien_exported(index) {
                Some(exported) => exported.create(host, strategy),
                None => $crate::abi::MIEN_BAD_ARGUMENT,
            }
        }

        /// The library's one symbol: its table, or null for a host of another major.
        #[no_mangle]
        pub extern "C" fn mien_strategy_entry(major: u32, _minor: u32) -> *const $crate::abi::mien_entry {
            static ENTRY: $crate::abi::mien_entry = $crate::abi::mien_entry {
                size: std::mem::size_of::<$crate::abi::mien_entry>() as u32,
                abi_major: $crate::abi::MIEN_ABI_MAJOR,
                abi_minor: $crate::abi::MIEN_ABI_MINOR,
                strategy_count: [$(stringify!($strategy)),+].len() as u32,
                descriptor: Some(mien_exported_descriptor),
                create: Some(mien_exported_create),
            };
            if major == $crate::abi::MIEN_ABI_MAJOR { &ENTRY } else { std::ptr::null() }
        }
    };
}
