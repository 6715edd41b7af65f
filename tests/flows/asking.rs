//! How a question shares out its room: what is asked stands first and what answers last, and all between can be reached.

use super::*;

/// What a line of a question is: `Q` what is asked, `L` of the list, `Z` its last line, `R` a remark, `T` what is to be
/// typed, `I` the line for it, `K` the keys, `S` the keys with those that scroll, `.` nothing.
fn letter(line: &str, last: &str) -> char {
    let begins = |words: &[&str]| words.iter().any(|words| line.starts_with(words));
    if line.is_empty() {
        '.'
    } else if line == last {
        'Z'
    } else if line.ends_with('?') {
        'Q'
    } else if line.contains("esc no") || line.contains("n no") {
        if line.contains("down") { 'S' } else { 'K' }
    } else if begins(&["Type "]) {
        'T'
    } else if begins(&["›"]) {
        'I'
    } else if begins(&["  ", "Koyeb, ", "Contabo, ", "Contabo: ", "Left out: "]) {
        'L'
    } else {
        'R'
    }
}

/// The lines of the question on screen, and of how many lines it says to show which.
fn shape(desk: &mut Desk, last: &str) -> String {
    let screen = desk.screen();
    let mut lines = screen
        .lines()
        .skip_while(|line| !line.contains("Are you sure?"));
    let title = lines.next().expect("a question is there");
    let (left, words) = title.split_once("╭ Are you sure?").expect("its frame");
    let left = left.chars().count();
    let mut shape = String::new();
    for line in lines {
        let line: String = line.chars().skip(left).collect();
        let Some((line, _)) = line.strip_prefix('│').and_then(|line| line.split_once('│'))
        else {
            break;
        };
        shape.push(letter(line.trim_end(), last));
    }
    let shown = words.split('─').next().unwrap_or_default().trim();
    if shown.is_empty() {
        shape
    } else {
        format!("{shape} {}", shown.replace(" of ", "/"))
    }
}

/// Checks the question that keys lead to at each height, as it opens, after moving far down, and one line up again.
#[track_caller]
fn assert_shapes(width: u16, keys: &str, last: &str, expected: &[(u16, &str)]) {
    for (height, expected) in expected {
        let mut desk = Desk::loaded(width, *height);
        desk.press(keys);
        let mut shapes = vec![shape(&mut desk, last)];
        for keys in ["<down> ".repeat(40).trim(), "<up>"] {
            desk.press(keys);
            let next = shape(&mut desk, last);
            if shapes.last() != Some(&next) {
                shapes.push(next);
            }
        }
        let shapes = shapes.join(", ");
        assert_eq!(shapes, *expected, "at {height}:\n{}", desk.screen());
    }
}

#[test]
fn where_there_is_no_room_for_both_the_remark_goes_before_the_list_and_scrolls_with_it() {
    let last = "  Person 30, p30@acme.example, Contabo c-30";
    let narrow = [
        (10, "QRRRTIS 1-3/6, QRLLTIS 4-6/6, QRRLTIS 3-5/6"),
        (11, "QRRR.TIS 1-3/6, QRLL.TIS 4-6/6, QRRL.TIS 3-5/6"),
        (12, "QRRRR.TIS 1-4/6, QRRLL.TIS 3-6/6, QRRRL.TIS 2-5/6"),
        (13, "QRRRRL.TIS 1-5/6, QRRRLL.TIS 2-6/6, QRRRRL.TIS 1-5/6"),
        (14, "QRRRRLL.TIK"),
        (15, "QLL.RRRR.TIK"),
        (16, "QLL.RRRR.TIK"),
    ];
    assert_shapes(40, "1 G D", last, &narrow);
    let wide = [
        (10, "QRRZTIK"),
        (11, "QRRZ.TIK"),
        (12, "QZ.RR.TIK"),
        (13, "QZ.RR.TIK"),
    ];
    assert_shapes(100, "1 G D", last, &wide);
}

#[test]
fn of_a_long_list_at_least_two_lines_stay_beside_the_remark() {
    let keys = "1 / p e r s o n <enter> <ctrl-a> D";
    let last = "  Person 01: This is you: usher does …";
    let narrow = [
        (
            12,
            "QRRRR.TIS 1-4/36, QLLLZ.TIS 33-36/36, QLLLL.TIS 32-35/36",
        ),
        (
            14,
            "QRRRRLL.TIS 1-6/36, QLLLLLZ.TIS 31-36/36, QLLLLLL.TIS 30-35/36",
        ),
        (
            15,
            "QLL.RRRR.TIS 1-2/32, QLZ.RRRR.TIS 31-32/32, QLL.RRRR.TIS 30-31/32",
        ),
        (
            16,
            "QLLL.RRRR.TIS 1-3/32, QLLZ.RRRR.TIS 30-32/32, QLLL.RRRR.TIS 29-31/32",
        ),
    ];
    assert_shapes(40, keys, last, &narrow);
}

#[test]
fn a_list_without_a_remark_has_all_the_room() {
    let keys = "1 <space> <space> <space> <space> <space> <space> <space> r";
    let last = "  田中 さくら: Tripartie can't resend that mail";
    let expected = [
        (10, "QLLLL.S 1-4/10, QLLLZ.S 7-10/10, QLLLL.S 6-9/10"),
        (
            15,
            "QLLLLLLLLL.S 1-9/10, QLLLLLLLLZ.S 2-10/10, QLLLLLLLLL.S 1-9/10",
        ),
        (16, "QLLLLLLLLLZ.K"),
        (17, "QLLLLLLLLLZ.K"),
    ];
    assert_shapes(100, keys, last, &expected);
}

#[test]
fn what_has_room_stands_whole() {
    let last = "  s-open@new.example, Koyeb s-open";
    assert_shapes(40, "3 j j j D", last, &[(10, "QZ.R.K"), (16, "QZ.R.K")]);
    assert_shapes(40, "W W", "", &[(10, "Q.RR.K"), (16, "Q.RR.K")]);
}

#[test]
fn the_answers_can_be_clicked_whether_or_not_there_is_a_remark() {
    let list = "1 <space> <space> <space> <space> <space> <space> <space> r";
    for (keys, again, answers) in [(list, "r", 4), ("3 j j j D", "D", 1)] {
        for (width, height) in [(100, 18), (100, 19), (100, 30), (40, 10), (40, 16)] {
            let mut desk = Desk::loaded(width, height);
            desk.press(keys);
            desk.click_on("n no");
            assert!(!desk.sees("Are you sure?"), "{}", desk.screen());
            desk.press(again);
            desk.click_on("y yes");
            assert_eq!(desk.changes().len(), answers, "{}", desk.screen());
        }
    }
}
