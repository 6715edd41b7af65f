//! What stands in the journal when.

use std::sync::{Arc, Mutex};

use usher_tui::{
    api::{
        Arguments, Change, Fate, Finding, Reason,
        contabo::{CREATE_USER, DELETE_USER, RETRIEVE_USER_LIST},
        koyeb::{CREATE_ORGANIZATION, DELETE_BUDGET, LIST_USER_ORGANIZATIONS},
        tripartie::CREATE_API_CLIENT,
    },
    config::JournalPlace,
    domain::Provider,
    sandbox::FaultKind,
    worker::Access,
};

use crate::{
    Desk,
    client::{Client, fail_next, held, impatient, koyeb, profile, sandbox, seen},
    lines,
    wire::{Wire, json},
};

fn new_organization() -> Arguments {
    Arguments::NONE.text("name", "night-shift")
}

#[tokio::test]
async fn the_intent_is_there_before_the_request_arrives_and_the_outcome_after() {
    let desk = Desk::new();
    let path = desk.path().join("journal.jsonl");
    let seen = Arc::new(Mutex::new(String::new()));
    let at_arrival = seen.clone();
    let wire = Wire::start(move |_| {
        *at_arrival.lock().unwrap() = std::fs::read_to_string(&path).unwrap_or_default();
        json(200, r#"{"organization":{"id":"o1","name":"night-shift"}}"#)
    })
    .await;
    let profile = desk.of(koyeb(&wire.base_url, Some(held("t"))));
    let mut client = Client::new(profile);
    client
        .call(&CREATE_ORGANIZATION, new_organization())
        .await
        .unwrap();
    let at_arrival = lines(&seen.lock().unwrap());
    assert_eq!(at_arrival.len(), 1);
    assert_eq!(at_arrival[0]["kind"], "intent");
    let after = desk.lines();
    assert_eq!(after.len(), 2);
    assert_eq!(after[0], at_arrival[0]);
    assert_eq!(after[1]["outcome"], "done");
    assert_eq!(after[1]["id"], after[0]["id"]);
}

#[tokio::test]
async fn nothing_is_sent_that_cannot_be_written_down() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("journal.jsonl")).unwrap();
    let sandbox = sandbox().await;
    let mut client = Client::new(desk.of(profile(&sandbox)));
    let problem = client
        .problem(&CREATE_ORGANIZATION, new_organization())
        .await;
    assert_eq!(problem.reason, Reason::NoJournal);
    assert!(seen(&sandbox, &CREATE_ORGANIZATION).is_empty());
    let (pages, end) = client.list(&LIST_USER_ORGANIZATIONS, Arguments::NONE).await;
    end.expect("looking needs no journal");
    assert!(!pages.is_empty());
    std::fs::remove_dir(desk.path().join("journal.jsonl")).unwrap();
    client
        .call(&CREATE_ORGANIZATION, new_organization())
        .await
        .expect("it works again");
}

#[tokio::test]
async fn every_outcome_is_told_as_it_was() {
    let desk = Desk::new();
    let sandbox = sandbox().await;
    let mut client = Client::with(desk.of(profile(&sandbox)), Access::ReadWrite, impatient());
    let create = || (&CREATE_ORGANIZATION, new_organization());
    for (kind, fate) in [
        (None, Fate::Done),
        (
            Some(FaultKind::Status(403)),
            Fate::Refused(Some(403), Some("forbidden".into())),
        ),
        (Some(FaultKind::DropAfter), Fate::Unknown),
        (Some(FaultKind::Hang), Fate::Unknown),
        (Some(FaultKind::Garbage), Fate::Unknown),
        (Some(FaultKind::Status(502)), Fate::Unknown),
    ] {
        if let Some(kind) = &kind {
            fail_next(&sandbox, Provider::Koyeb, "/v1/org", 1, kind.clone());
        }
        let (operation, arguments) = create();
        let _ = client.call(operation, arguments).await;
        let changes = client.journal().await;
        let last: &Change = changes.last().unwrap();
        match (&last.fate, &fate) {
            (Fate::Refused(status, _), Fate::Refused(wanted, _)) => assert_eq!(status, wanted),
            (found, wanted) => assert_eq!(found, wanted, "{kind:?}"),
        }
        assert_eq!(last.is_unconfirmed(), fate == Fate::Unknown);
        assert_eq!(last.fields, ["name".into()]);
    }
}

#[tokio::test]
async fn what_is_not_known_after_one_run_is_told_in_the_next_until_it_is_settled() {
    let desk = Desk::new();
    let sandbox = sandbox().await;
    let of = || desk.of(profile(&sandbox));
    let mut client = Client::with(of(), Access::ReadWrite, impatient());
    fail_next(
        &sandbox,
        Provider::Koyeb,
        "/v1/org",
        1,
        FaultKind::DropAfter,
    );
    client
        .problem(&CREATE_ORGANIZATION, new_organization())
        .await;
    client.quit().await;

    let mut client = Client::new(of());
    let open = client.open().await;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].operation.as_str(), CREATE_ORGANIZATION.id);
    let settled = client.settle(&open[0].id, Finding::Seen).await;
    assert_eq!(settled, Ok(Finding::Seen));
    client.quit().await;

    let mut client = Client::new(of());
    let changes = client.journal().await;
    assert_eq!(changes[0].outcome(), "unconfirmed, seen");
    let left = client.quit().await;
    let open = |update: &usher_tui::api::Update| matches!(update, usher_tui::api::Update::Open(_));
    assert!(!left.iter().any(open));
}

#[tokio::test]
async fn a_change_that_is_sent_again_is_told_each_time() {
    let desk = Desk::new();
    let sandbox = sandbox().await;
    let mut client = Client::new(desk.of(profile(&sandbox)));
    let (pages, _) = client.list(&RETRIEVE_USER_LIST, Arguments::NONE).await;
    let user = match &pages[0].rows {
        usher_tui::api::Rows::Users(users) => users.last().unwrap().id.clone(),
        other => panic!("{other:?}"),
    };
    fail_next(
        &sandbox,
        Provider::Contabo,
        "/v1/users/",
        1,
        FaultKind::Status(503),
    );
    client
        .call(&DELETE_USER, Arguments::NONE.text("userId", user.raw()))
        .await
        .unwrap();
    let sent = seen(&sandbox, &DELETE_USER);
    let ids: Vec<_> = sent
        .iter()
        .map(|it| it.request_id.clone().unwrap())
        .collect();
    let changes = client.journal().await;
    let told: Vec<_> = changes[0]
        .requests
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!((told, ids.len()), (ids, 2));
    assert_eq!(changes[0].target.as_ref().unwrap().raw(), user.raw());
    assert!(changes[0].who.is_some(), "Contabo's token tells who we are");
}

#[tokio::test]
async fn a_change_that_never_left_is_told_so() {
    let desk = Desk::new();
    // A port that was free a moment ago may be another test's by now.
    let nobody = "http://127.0.0.1:1";
    let mut client = Client::new(desk.of(koyeb(nobody, Some(held("t")))));
    let problem = client
        .problem(
            &DELETE_BUDGET,
            Arguments::NONE.text("organization_id", "o1"),
        )
        .await;
    assert_eq!(problem.reason, Reason::Offline);
    let changes = client.journal().await;
    assert_eq!((changes.len(), &changes[0].fate), (1, &Fate::NotSent));
}

#[tokio::test]
async fn two_programs_write_into_one_journal() {
    let desk = Desk::new();
    let (first, second) = (sandbox().await, sandbox().await);
    let of = |name: &str, profile| usher_tui::config::Profile {
        name: name.to_owned(),
        ..desk.of(profile)
    };
    let mut a = Client::new(of("a", profile(&first)));
    let mut b = Client::new(of("b", profile(&second)));
    let client = || {
        Arguments::NONE.text("referenceName", "job").with(
            "desiredScopes",
            usher_tui::api::Argument::Texts(vec!["OFFER_READ".to_owned()]),
        )
    };
    let mut ordered = Vec::new();
    for _ in 0..20 {
        ordered.push((
            a.order(&CREATE_API_CLIENT, client()),
            b.order(&CREATE_API_CLIENT, client()),
        ));
    }
    for (of_a, of_b) in ordered {
        a.outcome(of_a).await.unwrap();
        b.outcome(of_b).await.unwrap();
    }
    assert_eq!(desk.lines().len(), 80);
    for client in [&mut a, &mut b] {
        let changes = client.journal().await;
        assert_eq!(changes.len(), 20, "each sees its own profile's");
        assert!(changes.iter().all(|change| change.fate == Fate::Done));
    }
}

#[tokio::test]
async fn a_thousand_changes_are_not_held_up_by_their_journal() {
    let mut figures = Vec::new();
    for in_memory in [true, false] {
        let desk = Desk::new();
        let sandbox = sandbox().await;
        let mut profile = desk.of(profile(&sandbox));
        if in_memory {
            profile.journal = JournalPlace::Memory;
        }
        let mut client = Client::new(profile);
        let begun = std::time::Instant::now();
        let user = |n: usize| crate::values::new_user(&format!("u{n}@example.com"));
        let ordered: Vec<_> = (0..1_000)
            .map(|n| client.order(&CREATE_USER, user(n)))
            .collect();
        for id in ordered {
            client.outcome(id).await.unwrap();
        }
        figures.push(begun.elapsed());
        assert_eq!(seen(&sandbox, &CREATE_USER).len(), 1_000);
        assert_eq!(desk.lines().len(), if in_memory { 0 } else { 2_000 });
    }
    println!(
        "1000 changes: {:?} with the journal in memory, {:?} with it on the disk",
        figures[0], figures[1]
    );
}
