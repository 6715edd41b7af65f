//! T4: a model of what may leave the program, held against it step by step, whatever is pressed and heard in whichever order.

#[path = "../desk/mod.rs"]
#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;
#[path = "../dice/mod.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
mod rules;
mod step;

use std::cell::RefCell;

use desk::Desk;
use dice::{cases, seed};
use proptest::{
    collection::vec,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use rules::{Rules, Tally};
use step::{Step, steps};

/// How many steps a case has at most.
const LONGEST: usize = 50;

/// Tries so many cases, the same ones for the same seed.
///
/// # Returns
/// How often what was seen in all of them.
fn try_all(count: usize, open: fn() -> Desk) -> Tally {
    let config = Config {
        cases: u32::try_from(count).unwrap(),
        failure_persistence: None,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed().to_le_bytes());
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let tally = RefCell::new(Tally::default());
    let run = |steps: Vec<Step>| {
        let mut rules = Rules::new(open());
        for step in &steps {
            if rules.is_over() {
                break;
            }
            rules.take(step)?;
        }
        tally.borrow_mut().add(&rules.tally);
        Ok(())
    };
    TestRunner::new_with_rng(config, dice)
        .run(&vec(steps(), 1..=LONGEST), run)
        .unwrap_or_else(|error| panic!("{error}"));
    tally.into_inner()
}

#[test]
fn nothing_is_sent_without_its_guard_and_dialogs_keep_what_they_were_opened_with() {
    let count = cases(2_000, 100_000);
    let tally = try_all(count, || Desk::loaded(120, 40));
    assert!(tally.sent > count / 20, "{tally:?}");
    assert!(tally.dialogs > count / 20, "{tally:?}");
    assert!(tally.taken_back > count / 100, "{tally:?}");
    println!(
        "T4: {count} cases of up to {LONGEST} steps: {} changes sent, each with its guard behind it; \
        {} dialogs, {} said yes to, each sent what it had opened with; {} changes taken back, 0 of them sent",
        tally.sent, tally.dialogs, tally.confirmed, tally.taken_back
    );
}

#[test]
fn a_read_only_program_neither_sends_nor_holds_a_change() {
    let count = cases(500, 20_000);
    let tally = try_all(count, || Desk::read_only(120, 40));
    assert_eq!((tally.sent, tally.dialogs, tally.waited), (0, 0, 0));
    println!("T4: {count} cases in a read-only program: 0 changes sent, 0 asked about, 0 waiting");
}
