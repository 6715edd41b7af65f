//! T5: where nothing may be changed, nothing is: not by the program, and not by the worker if it were asked to.

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

use std::{collections::BTreeSet, time::Duration};

use desk::Desk;
use dice::{Dice, cases, seed};
use person::Person;
use tokio::{
    runtime::{Handle, Runtime},
    time::timeout,
};
use usher_tui::{
    api::{Call, Problem, Reason, Update},
    config::Profile,
    sandbox::{Options, Received, Sandbox},
    worker::{self, Access, Limits, Order},
};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// What somebody orders who presses anything for so long.
fn orders(count: usize, open: fn() -> Desk) -> Vec<Call> {
    let mut person = Person::new(seed(), open);
    for _ in 0..count {
        person.act();
    }
    person.calls.append(&mut person.desk.calls);
    person.calls
}

#[test]
fn a_read_only_program_orders_no_change() {
    let count = cases(20_000, 200_000);
    let open = || Desk::with(80, 24, |options| options.read_only = true);
    let calls = orders(count, open);
    assert!(!calls.is_empty());
    for call in &calls {
        assert!(!call.operation.changes(), "{}", call.operation.id);
    }
    println!(
        "T5: {count} random events in a read-only program: {} orders, 0 changes",
        calls.len()
    );
}

#[test]
fn a_read_only_worker_sends_no_change() {
    let count = cases(20_000, 200_000);
    let calls = orders(count, || Desk::new(80, 24));
    let changes: Vec<&Call> = calls
        .iter()
        .filter(|call| call.operation.changes())
        .collect();
    let kinds: BTreeSet<_> = changes.iter().map(|call| call.operation.id).collect();
    assert!(kinds.len() >= 3, "{kinds:?}");

    let runtime = Runtime::new().unwrap();
    let requests = runtime.block_on(order_all(&calls));
    for request in &requests {
        let reads = request.method == "GET" || request.path.ends_with("/token");
        assert!(reads, "{request:?}");
    }
    println!(
        "T5: {count} random events, {} changes ordered of {} kinds, {} requests: 0 other than GET",
        changes.len(),
        kinds.len(),
        requests.len()
    );
}

#[test]
fn nothing_is_ordered_while_somebody_only_looks() {
    let count = cases(20_000, 200_000);
    let mut person = Person::new(seed(), || Desk::loaded(80, 24));
    let (mut looked, mut toggled, mut ordered) = (0, 0, 0);
    for _ in 0..count {
        let looks = person.desk.app.is_read_only();
        let before = person.desk.changes().len() + changes_of(&person.calls);
        if person.dice.percent(2) {
            // The question whether changes are allowed again has nothing on top: a yes is for it.
            person.desk.press("<f4> y");
        } else {
            person.act();
        }
        let after = person.desk.changes().len() + changes_of(&person.calls);
        // Whoever quits begins anew, and may change what the vendors allow.
        let looks_still = person.desk.app.is_read_only();
        if looks && looks_still {
            assert_eq!(before, after, "{:?}", person.desk.calls.last());
            looked += 1;
        }
        toggled += usize::from(looks != looks_still);
        ordered += after - before;
        person.calls.clear();
        person.desk.calls.retain(|call| !call.operation.changes());
    }
    assert!(looked > count / 20, "{looked}");
    assert!(toggled > 20, "{toggled}");
    assert!(ordered > 10, "{ordered}");
    println!(
        "T5: {count} random events, {toggled} times begun or ended to look only: {ordered} changes, 0 of them while looking"
    );
}

fn changes_of(calls: &[Call]) -> usize {
    let changes = calls.iter().filter(|call| call.operation.changes());
    changes.count()
}

#[test]
fn a_worker_that_shall_only_look_sends_no_change_until_it_may() {
    let count = cases(20_000, 200_000);
    let calls = orders(count, || Desk::new(80, 24));
    let mut dice = Dice::new(seed());
    let mut looks = false;
    let changes = calls.into_iter().filter(|call| call.operation.changes());
    let calls: Vec<(bool, Call)> = changes
        .flat_map(|call| std::iter::repeat_n(call, 20))
        .map(|call| {
            looks ^= dice.percent(20);
            (looks, call)
        })
        .collect();
    let looking = calls.iter().filter(|(looks, _)| *looks).count();
    let free = calls.len() - looking;
    assert!(looking > 50 && free > 50, "{looking} of {}", calls.len());
    let runtime = Runtime::new().unwrap();
    let sent = runtime.block_on(order_by_turns(&calls));
    assert!(sent > 0, "what is allowed is sent");
    println!(
        "T5: {looking} changes ordered while looking, between {free} that were allowed: 0 sent"
    );
}

/// Orders changes by turns: some while nothing may be changed, some while it may.
///
/// # Returns
/// How many of them were sent.
async fn order_by_turns(calls: &[(bool, Call)]) -> usize {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let profile = Profile::demo(sandbox.addresses()).unwrap();
    let mut worker = worker::start(profile, Access::ReadWrite, &Handle::current());
    for (id, (looks, call)) in (0..).zip(calls) {
        let access = if *looks {
            Access::ReadOnly
        } else {
            Access::ReadWrite
        };
        worker.orders.send(Order::Allow(access)).unwrap();
        let call = Call { id, ..call.clone() };
        worker.orders.send(Order::Call(call)).unwrap();
    }
    worker.orders.send(Order::Allow(Access::ReadWrite)).unwrap();
    let (mut open, mut sent) = (calls.len(), 0);
    while open > 0 {
        let update = timeout(PATIENCE, worker.updates.recv()).await;
        let Update::Done(id, outcome) = update.unwrap().unwrap() else {
            continue;
        };
        open -= 1;
        let (looks, call) = &calls[usize::try_from(id).unwrap()];
        if *looks {
            let problem = outcome.unwrap_err();
            let words = problem.message.as_str();
            assert!(
                words.contains("read-only"),
                "{}: {words}",
                call.operation.id
            );
        } else {
            let unsent =
                |problem: &Problem| matches!(problem.reason, Reason::NotSent | Reason::Fields);
            sent += usize::from(!outcome.as_ref().err().is_some_and(unsent));
        }
    }
    sent
}

/// Orders all of that from a worker that may only read.
///
/// # Returns
/// What the vendors saw of it.
async fn order_all(calls: &[Call]) -> Vec<Received> {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let profile = Profile::demo(sandbox.addresses()).unwrap();
    let mut worker = worker::start_with(
        profile,
        Access::ReadOnly,
        Limits::default(),
        &Handle::current(),
    );
    for (id, call) in (0..).zip(calls) {
        let call = Call { id, ..call.clone() };
        worker.orders.send(Order::Call(call)).unwrap();
    }
    let mut open = calls.len();
    while open > 0 {
        let update = timeout(PATIENCE, worker.updates.recv())
            .await
            .unwrap()
            .unwrap();
        let Update::Done(id, outcome) = update else {
            continue;
        };
        open -= 1;
        let call = &calls[usize::try_from(id).unwrap()];
        if call.operation.changes() {
            let reason = outcome.unwrap_err().reason;
            let unsent = matches!(reason, Reason::NotSent | Reason::Fields);
            assert!(unsent, "{}: {reason:?}", call.operation.id);
        }
    }
    sandbox.requests()
}
