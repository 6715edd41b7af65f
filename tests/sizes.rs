//! T19: every screen at every size of the window, and storms of new sizes.

#[path = "dice/answers.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod answers;
#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[path = "replies/golden.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod golden;
#[path = "dice/person.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod person;
#[path = "catalogue/sample.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod sample;

use desk::Desk;
use dice::{Dice, cases, seed};
use person::Person;

/// How to get to each screen.
const SCREENS: [&str; 24] = [
    "1",
    "1 <enter>",
    "1 j j j e",
    "1 j j j j D",
    "2",
    "2 e",
    "3",
    "3 <enter>",
    "3 a d",
    "3 n",
    "3 j j j D",
    "3 a q",
    "4 n",
    "?",
    ":",
    "1 / a",
    "1 c",
    "1 X",
    "3 F",
    "@",
    "N",
    "P",
    "I",
    "I <enter>",
];

/// The sizes up to which all are tried.
const SMALL: (u16, u16) = (44, 12);
const LARGEST: (u16, u16) = (200, 60);

fn look_at(desk: &mut Desk, width: u16, height: u16) {
    desk.resize(width, height);
    desk.screen();
}

#[test]
fn every_screen_is_drawn_at_every_size() {
    let (mut sizes, mut dice) = (0, Dice::new(seed()));
    for keys in SCREENS {
        let mut desk = Desk::loaded(80, 24);
        desk.press(keys);
        let ((width, height), others) = if cases(0, 1) == 1 {
            (LARGEST, 0)
        } else {
            (SMALL, 40)
        };
        for (x, y) in (0..=width).flat_map(|x| (0..=height).map(move |y| (x, y))) {
            look_at(&mut desk, x, y);
            sizes += 1;
        }
        for _ in 0..others {
            let cell = |most: u16, dice: &mut Dice| {
                u16::try_from(dice.below(usize::from(most) + 1)).unwrap()
            };
            let (x, y) = (cell(LARGEST.0, &mut dice), cell(LARGEST.1, &mut dice));
            look_at(&mut desk, x, y);
            sizes += 1;
        }
        desk.resize(80, 24);
        assert!(desk.sees("work"), "{keys}");
    }
    println!(
        "T19: {} screens, {sizes} sizes from 0x0 to 200x60: 0 panics",
        SCREENS.len()
    );
}

/// The memory of this process in bytes.
#[cfg(target_os = "linux")]
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<usize>().unwrap() << 10
}

#[cfg(target_os = "linux")]
#[test]
fn a_storm_of_sizes_leaves_nothing_behind() {
    const GROWTH: usize = 8 << 20;
    let storms = cases(1_000, 10_000);
    let mut person = Person::new(seed(), || Desk::loaded(80, 24));
    person.desk.press("3 ?");
    let storm = |person: &mut Person, count| {
        for _ in 0..count {
            let (x, y) = (person.dice.below(201), person.dice.below(61));
            person
                .desk
                .resize(u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
            person.look();
        }
    };
    // What is kept for the largest size is kept once.
    person.desk.resize(200, 60);
    person.look();
    storm(&mut person, 200);
    let before = memory();
    storm(&mut person, storms);
    let grown = memory().saturating_sub(before);
    assert!(grown < GROWTH, "{grown} bytes");
    person.desk.resize(100, 30);
    assert!(person.desk.sees("Keys"));
    println!(
        "T19: {storms} new sizes with a draw each, {} kB more",
        grown >> 10
    );
}
