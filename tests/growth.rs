//! What grows with the number of rows, counted in allocations: what a row takes, and nothing else.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;

use allocation_counter::{AllocationInfo, measure};
use desk::{Desk, sample};
use usher_tui::{
    api::{Page, Rows, Update, contabo},
    app::Msg,
    domain::{Provider, User},
};

/// How many users a page has.
const PAGE: usize = 100;

/// A user as Contabo's lists have it: the id is a UUID, and no times are told.
fn user(n: usize) -> User {
    let id = format!(
        "{:08x}-4c1d-4b5e-9f00-{n:012x}",
        n.wrapping_mul(0x9E37_79B9) & 0xFFFF_FFFF
    );
    let email = format!("anna.schmidt{n:05}@acme.example");
    let mut user = sample::user(Provider::Contabo, &id, "Anna Schmidt", &email, false);
    (user.last_seen, user.created_at) = (None, None);
    user.roles = ["infrastructure", "billing"][n % 2].into();
    user
}

/// The program with so many users, and what keeping them took.
fn tenant(size: usize) -> (Desk, AllocationInfo) {
    tenant_of(size, user)
}

/// The same with users of one's own.
fn tenant_of(size: usize, user: impl Fn(usize) -> User) -> (Desk, AllocationInfo) {
    let mut desk = Desk::new(120, 40);
    desk.sign_in();
    let mut kept = AllocationInfo::default();
    for load in std::mem::take(&mut desk.loads) {
        if load.operation.id == contabo::RETRIEVE_USER_LIST.id {
            for first in (0..size).step_by(PAGE) {
                // The page is made within, for it is dropped within.
                kept += measure(|| {
                    let page = Page {
                        rows: Rows::Users((first..first + PAGE).map(&user).collect()),
                        total: Some(size),
                        more: None,
                        whole: None,
                        roles: Vec::new(),
                    };
                    desk.tell(Update::Page(load.id, page));
                });
            }
        }
        desk.tell(Update::Loaded(load.id));
    }
    desk.wait(1.0);
    assert_eq!(desk.app.panes.grid().counts().shown, size);
    (desk, kept)
}

/// How often a key allocates, and the frame after it.
fn allocations(desk: &mut Desk, keys: &str) -> (u64, u64) {
    desk.press(keys);
    desk.draw();
    let key = measure(|| {
        desk.press(keys);
    });
    let frame = measure(|| {
        desk.draw();
    });
    (key.count_total, frame.count_total)
}

#[test]
fn a_step_of_the_cursor_draws_two_rows_anew() {
    let mut desk = tenant(1000).0;
    desk.answer_current_organization();
    desk.read_detail();
    let (table, row) = (80, 78);
    let mut left = |keys: &str| {
        desk.press(keys);
        desk.draw();
        let lines = desk.left.chunks(120);
        let left = lines.map(|line| line[..table].iter().filter(|is_left| **is_left).count());
        left.sum::<usize>()
    };
    let frames = ["", "", "j", "<pagedown>", "?"].map(&mut left);
    let [at_first, all, after_a_step, after_a_page, under_help] = frames;
    assert_eq!([at_first, under_help], [0; 2]);
    assert_eq!(all - after_a_step, 2 * row, "of {all}");
    let (header, sides) = (2 * table + row, 2 * 35);
    assert_eq!(after_a_page, header + sides, "of {all}");
}

#[test]
fn a_row_takes_little_room_and_no_allocation_of_its_own() {
    const ROWS: usize = 20_000;
    let (few, many) = (tenant(100).1, tenant(100 + ROWS).1);
    let rows = i64::try_from(ROWS).unwrap();
    let bytes = (many.bytes_current - few.bytes_current) / rows;
    let blocks = many.count_current - few.count_current;
    println!("a row takes {bytes} bytes");
    assert!(bytes < 180, "{bytes} bytes for each row");
    assert!(
        blocks < 100,
        "{blocks} allocations more for {rows} rows more"
    );
}

#[test]
fn neither_moving_nor_drawing_allocates_more_where_there_are_more_rows() {
    let (mut few, mut many) = (tenant(200).0, tenant(20_000).0);
    for keys in ["j", "k", "<pagedown>", "<pageup>", "<ctrl-d>", "G", "gg"] {
        let (small, large) = (allocations(&mut few, keys), allocations(&mut many, keys));
        // The numbers of lines have more digits there.
        assert!(
            large.0 <= small.0 + 2,
            "{keys}: {} allocations, then {}",
            small.0,
            large.0
        );
        assert!(
            large.1 <= small.1 + 8,
            "{keys}: {} allocations in a frame, then {}",
            small.1,
            large.1
        );
    }
}

#[test]
fn keys_are_listened_to_while_very_many_rows_are_sorted_or_filtered() {
    const ROWS: usize = 140_000;
    let mut desk = tenant(ROWS).0;
    let counts = |desk: &Desk| desk.app.panes.grid().counts();
    desk.press("j j s s j");
    assert!(desk.app.panes.grid().is_at_work());
    assert_eq!(counts(&desk).position, 3, "the cursor moves meanwhile");
    let record = desk.selected();
    desk.app.take_redraw();
    let mut frames = 0;
    while desk.app.wake_at() == Some(desk.app.now.uptime) {
        desk.tell_msg(Msg::Clock(desk.app.now));
        frames += usize::from(desk.app.take_redraw());
    }
    assert_eq!(frames, 1, "drawn once, with the rows in their new order");
    assert!(!desk.app.panes.grid().is_at_work());
    assert_eq!(desk.selected(), record, "and stays on its record");

    desk.press("/").type_text("~anna12");
    assert!(desk.app.panes.grid().is_at_work());
    assert_eq!(counts(&desk).shown, ROWS, "until then all are shown");
    // Typing begins anew; what is done with rows waits for the end.
    desk.type_text("3").press("<enter> <space>");
    assert!(!desk.app.panes.grid().is_at_work());
    let counts = counts(&desk);
    assert!((1..ROWS).contains(&counts.shown), "{counts:?}");
    assert_eq!(counts.marked, 1);
}

#[test]
fn a_name_of_a_megabyte_costs_a_frame_few_copies_of_it() {
    const MB: usize = 1 << 20;
    let frame = |name: &str| {
        let third = |n| {
            let mut user = user(n);
            if n == 3 {
                user.name = name.into();
            }
            user
        };
        let mut desk = tenant_of(200, third).0;
        desk.draw();
        assert!(desk.sees(&name[..4]));
        measure(|| desk.draw())
    };
    let (short, long) = (frame("Anna"), frame(&"x".repeat(MB)));
    assert!(long.count_total <= short.count_total + 64, "{long:?}");
    let more = long.bytes_total - short.bytes_total;
    assert!(more < 3 * MB as u64, "{more} bytes more");
}
