//! On the way to `render` the glue allocates nothing.

use mien::testing::Stage;
use mien::{Channel, Descriptor, Error, Kind, Now, Record, Rows, Session, Span, Strategy};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = COUNT.try_with(|count| count.set(count.get() + 1));
        System.alloc(layout)
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        System.dealloc(pointer, layout)
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations() -> usize {
    COUNT.with(Cell::get)
}

#[derive(Default)]
struct Watch {
    spans: usize,
}

impl Strategy for Watch {
    const DESCRIPTOR: Descriptor = Descriptor {
        id: "watch",
        version: "1.0.0",
        title: "",
        summary: "",
        vendor: "",
        needs: 0,
        channels: &[Channel { name: "watch.known", kind: Kind::Weight }],
        parameters: &[],
        tolerance: 0.0,
    };

    fn prepare(&mut self, _: &Session<'_>) -> Result<u32, Error> {
        Ok(0)
    }

    fn receive(&mut self, _: &Record<'_>, _: &Now<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn render(&mut self, span: Span, now: &Now<'_>, rows: &mut Rows<'_>) -> Result<(), Error> {
        for index in 0..span.frame_count {
            rows.row(index)[0] = now.audio(0).map_or(-1.0, |voice| voice.known_rows() as f32);
            rows.activity(index)[0] = 0.5;
        }
        self.spans += 1;
        Ok(())
    }
}

#[test]
fn render_allocates_nothing() {
    use mien::abi::*;
    use std::mem::size_of;

    let rows = Stage::of::<Watch>().voice(&["level"], &vec![vec![0.0]; 50]).render(30, 7).unwrap();
    assert_eq!(rows[29], [48.0]);

    unsafe extern "C" fn nothing(_: *const mien_host, _: *const std::ffi::c_char) -> *const std::ffi::c_void {
        std::ptr::null()
    }
    let exported: &'static mien::Exported = Box::leak(Box::new(mien::Exported::of::<Watch>()));
    let host = mien_host {
        size: size_of::<mien_host>() as u32,
        reserved: 0,
        name: c"test".as_ptr(),
        version: c"1".as_ptr(),
        context: std::ptr::null_mut(),
        get_extension: Some(nothing),
        log: None,
    };
    let (mut row, mut activity) = ([0.0_f32; 8], [1.0_f32; 8]);
    unsafe {
        let mut instance = std::ptr::null_mut();
        assert_eq!(exported.create(&host, &mut instance), MIEN_OK);
        let render = (*instance).render.unwrap();
        let input = mien_input { size: size_of::<mien_input>() as u32, frame_count: 8, first_frame: 0 };
        let output = mien_output {
            size: size_of::<mien_output>() as u32,
            row_stride: 1,
            activity_stride: 1,
            reserved: 0,
            rows: row.as_mut_ptr(),
            activity: activity.as_mut_ptr(),
        };
        let before = allocations();
        for _ in 0..100 {
            assert_eq!(render(instance, &input, &output), MIEN_OK);
        }
        assert_eq!(allocations() - before, 0);
        (*instance).destroy.unwrap()(instance);
    }
    assert_eq!((row[7], activity[7]), (-1.0, 0.5));
    assert!(allocations() > 0);
}
