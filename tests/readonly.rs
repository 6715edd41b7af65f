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
use dice::{cases, seed};
use person::Person;
use tokio::{
    runtime::{Handle, Runtime},
    time::timeout,
};
use usher_tui::{
    api::{Call, Reason, Update},
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
