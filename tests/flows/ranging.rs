use super::*;

/// The line of the table's title.
fn title(desk: &mut Desk) -> String {
    let screen = desk.screen();
    screen.lines().nth(2).unwrap_or_default().to_owned()
}

fn marked(desk: &Desk) -> usize {
    desk.app.panes.grid().counts().marked
}

#[test]
fn v_marks_whatever_the_cursor_passes_and_unmarks_what_it_leaves() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("v");
    assert_eq!(marked(&desk), 1, "where it begins");
    desk.press("j j j");
    assert_eq!(marked(&desk), 4);
    assert!(
        title(&mut desk).contains("marking, 4 marked"),
        "{}",
        desk.screen()
    );
    desk.press("k k");
    assert_eq!(marked(&desk), 2);
    desk.press("G gg");
    assert_eq!(marked(&desk), 1, "there and back again");
    desk.press("j v j j");
    assert_eq!(marked(&desk), 2, "v ends it");
    assert!(!title(&mut desk).contains("marking"), "{}", desk.screen());
}

#[test]
fn space_ends_a_range_too_and_esc_drops_it() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("v j j <space>");
    assert_eq!(marked(&desk), 3, "space ends it and marks nothing else");
    desk.press("j j v j j");
    assert_eq!(marked(&desk), 6);
    desk.press("<esc>");
    assert_eq!(marked(&desk), 3, "what was marked before stays");
    desk.press("<esc>");
    assert_eq!(marked(&desk), 0);
}

#[test]
fn a_range_upwards_keeps_marks_that_were_there_before() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("j <space> j j v k k k gg j j");
    assert_eq!(
        marked(&desk),
        4,
        "one by space, and three that the range still covers"
    );
    desk.press("<esc>");
    assert_eq!(marked(&desk), 1);
}

#[test]
fn ctrl_a_marks_what_the_filter_leaves_and_marks_survive_a_reload() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("p1").press("<enter> <ctrl-a>");
    assert_eq!(marked(&desk), 10, "{}", desk.screen());
    desk.press("<esc> R");
    desk.load_everything();
    assert_eq!(marked(&desk), 10);
    assert!(title(&mut desk).contains("10 marked"), "{}", desk.screen());
    desk.press("<ctrl-\\>");
    assert_eq!(marked(&desk), 0);
}

#[test]
fn a_range_goes_on_after_a_reload() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("j j v j R");
    desk.load_everything();
    desk.press("j");
    assert_eq!(marked(&desk), 3, "{}", desk.screen());
}
