//! T6: people create, edit and delete while three requests of ten that change something go wrong, in every way. Nothing is
//! made twice, nothing is lost, nothing happens to another record; and in the end the journal, the screen and the server
//! agree.

mod deed;
#[path = "../dice/mod.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[path = "../desk/keys.rs"]
mod keys;
mod rig;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use deed::{Deed, next};
use dice::{Dice, cases, seed};
use rig::Rig;
use usher_tui::{
    api::{Change, Fate, Finding},
    app::Tab,
};
use world::World;

/// So many changes are asked for before anybody looks what became of them.
const TOGETHER: usize = 20;

/// Whether a change was made, as the journal tells it; `None` where nobody knows.
fn is_made(change: &Change) -> Option<bool> {
    match (&change.fate, change.finding) {
        (Fate::Done, _) | (_, Some(Finding::Made)) => Some(true),
        (Fate::Refused(..) | Fate::NotSent, _) | (_, Some(Finding::NotMade)) => Some(false),
        (Fate::Sent | Fate::Unknown, None | Some(Finding::Seen)) => None,
    }
}

/// What was sent, and what came of it.
#[derive(Default)]
struct Tally {
    sent: usize,
    unknown: usize,
    made: usize,
}

/// Somebody does a few things, and waits until it is known what came of them.
async fn work(rig: &mut Rig, dice: &mut Dice, expected: &mut World, tally: &mut Tally) {
    let mut busy = BTreeSet::new();
    let mut asked: Vec<(Deed, Box<str>)> = Vec::new();
    let begun = rig.journal_length();
    for _ in 0..TOGETHER {
        let deed = next(dice, expected, &busy, tally.sent);
        let before = rig.journal_length();
        deed.ask(rig).await;
        let new = rig.told_since(before);
        assert!(new.len() <= 1, "{deed:?} was sent more than once: {new:?}");
        let Some(change) = new.values().next() else {
            continue;
        };
        assert_eq!(change.operation.raw(), deed.operation(), "{deed:?}");
        let target = change.target.as_ref().map(|it| it.raw().to_owned());
        let meant = deed.target().map(|email| expected.users[email].id.clone());
        assert_eq!(target, meant, "{deed:?}");
        tally.sent += 1;
        tally.unknown += usize::from(change.fate == Fate::Unknown);
        busy.insert(deed.about().to_owned());
        asked.push((deed, change.id.clone()));
    }
    rig.settle().await;
    let told = rig.told_since(begun);
    for (deed, id) in asked {
        let change = &told[&id];
        let made = is_made(change);
        if made.unwrap_or_else(|| panic!("{deed:?}: {change:?}\n{}", rig.screen())) {
            tally.made += 1;
            expected.suffer(&deed);
        }
    }
    expected.learn_ids(&rig.sandbox).await;
}

/// What the tables show is what the server has.
fn compare_tables(rig: &Rig, server: &World) {
    let shown = rig.shown(Tab::Users, &["email", "name"], "Contabo");
    let shown: BTreeMap<&str, &str> = shown
        .iter()
        .map(|row| (row[0].as_str(), row[1].as_str()))
        .collect();
    assert_eq!(shown.len(), server.users.len(), "the users on screen");
    for (email, user) in &server.users {
        let name = shown.get(email.as_str());
        let same = name.is_some_and(|name| name.starts_with(&user.first_name));
        assert!(same, "{email}: {user:?} is shown as {name:?}");
    }
    let shown = rig.shown(Tab::Organizations, &["name"], "Koyeb");
    let shown: Vec<&str> = shown.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(shown, server.organizations, "the organizations on screen");
}

#[tokio::test]
async fn the_journal_the_screen_and_the_server_agree() {
    let mut dice = Dice::new(seed());
    let mut rig = Rig::new().await;
    let mut expected = World::of(&rig.sandbox).await;
    let wanted = cases(200, 10_000);
    rig.break_things();
    let mut tally = Tally::default();
    while tally.sent < wanted {
        work(&mut rig, &mut dice, &mut expected, &mut tally).await;
    }
    rig.sandbox.fail_no_more();
    let server = World::of(&rig.sandbox).await;
    assert_eq!(
        server.without(&expected),
        expected.without(&server),
        "the server and the journal"
    );
    let all = rig.told_since(0);
    assert!(rig.app.unconfirmed.is_empty());
    assert!(all.values().all(|change| is_made(change).is_some()));
    rig.leave().await;
    rig.press("1 R 2 R").await;
    compare_tables(&rig, &server);
    let Tally {
        sent,
        unknown,
        made,
    } = tally;
    assert!(unknown > wanted / 10, "{unknown}");
    println!(
        "T6: {sent} creates, edits and deletes with faults on 30 %: {unknown} without an answer, all of them settled, \
         {made} made; 0 duplicated, 0 lost, 0 wrong targets; journal, screen and server agree"
    );
}
