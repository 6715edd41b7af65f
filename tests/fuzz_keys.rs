//! T3: whatever is pressed, pasted, resized and heard, in whatever order: the program goes on.

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

use std::time::{Duration, Instant};

use desk::Desk;
use dice::{cases, seed};
use person::Person;

#[test]
fn the_program_goes_on_whatever_is_pressed() {
    let count = cases(20_000, 1_000_000);
    println!("seed {}: USHER_SEED={} shows it again", seed(), seed());
    let mut person = Person::new(seed(), || Desk::new(80, 24));
    let mut slowest = Duration::ZERO;
    for _ in 0..count {
        let begun = Instant::now();
        person.act();
        person.look();
        slowest = slowest.max(begun.elapsed());
    }
    assert!(
        person.calls.len() > count / 200,
        "{} orders",
        person.calls.len()
    );
    println!(
        "T3: {count} random events with a draw each, {} orders: 0 panics, the slowest took {slowest:?} (seed {})",
        person.calls.len(),
        seed()
    );
}
