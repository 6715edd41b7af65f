//! Changes: sent once, never lost silently, not at all in read-only mode.

use std::time::Duration;

use usher_tui::{
    api::{
        Argument, Arguments, Guard, Kind, Operation, Place, Reason, Update, catalogue,
        contabo::{CREATE_USER, RETRIEVE_USER_LIST},
        koyeb::{CREATE_ORGANIZATION, LIST_USER_ORGANIZATIONS},
        tripartie::{CREATE_API_CLIENT, LIST_USERS},
    },
    domain::{Provider, Secret},
    sandbox::FaultKind,
    worker::{Access, Limits},
};

use crate::client::{Client, fail_next, impatient, profile, sandbox, seen};

pub fn new_user(email: &str) -> Arguments {
    Arguments::NONE
        .text("firstName", "New")
        .text("lastName", "User")
        .text("email", email)
        .with("enabled", Argument::Flag(true))
        .with("totp", Argument::Flag(false))
        .with("locale", Argument::Text("en".to_owned()))
}

fn new_client() -> Arguments {
    Arguments::NONE.text("referenceName", "nightly job").with(
        "desiredScopes",
        Argument::Texts(vec!["OFFER_READ".to_owned()]),
    )
}

fn new_organization() -> Arguments {
    Arguments::NONE.text("name", "night-shift")
}

/// A change at each vendor.
fn creations() -> [(Provider, &'static str, &'static Operation, Arguments); 3] {
    [
        (
            Provider::Koyeb,
            "/v1/organizations",
            &CREATE_ORGANIZATION,
            new_organization(),
        ),
        (
            Provider::Tripartie,
            "/api-clients",
            &CREATE_API_CLIENT,
            new_client(),
        ),
        (
            Provider::Contabo,
            "/v1/users",
            &CREATE_USER,
            new_user("new@example.com"),
        ),
    ]
}

async fn contabo_users(client: &mut Client) -> usize {
    let (pages, end) = client.list(&RETRIEVE_USER_LIST, Arguments::NONE).await;
    end.unwrap();
    pages[0].total.unwrap()
}

#[tokio::test]
async fn a_change_is_made_once() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    for (_, _, operation, arguments) in creations() {
        client.call(operation, arguments).await.unwrap();
        assert_eq!(seen(&sandbox, operation).len(), 1);
    }
}

#[tokio::test]
async fn a_change_whose_answer_is_lost_is_unconfirmed_and_never_repeated() {
    for kind in [
        FaultKind::DropAfter,
        FaultKind::DropBefore,
        FaultKind::Hang,
        FaultKind::Garbage,
        FaultKind::Html,
        FaultKind::Status(502),
    ] {
        let sandbox = sandbox().await;
        let mut client = Client::with(profile(&sandbox), Access::ReadWrite, impatient());
        for (provider, path, operation, arguments) in creations() {
            fail_next(&sandbox, provider, path, 1, kind.clone());
            let problem = client.problem(operation, arguments).await;
            assert_eq!(problem.reason, Reason::Unconfirmed, "{kind:?}: {problem:?}");
            assert_eq!(seen(&sandbox, operation).len(), 1, "{kind:?}");
        }
    }
}

#[tokio::test]
async fn a_change_that_was_made_before_the_line_broke_was_made_once() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    let before = contabo_users(&mut client).await;
    fail_next(
        &sandbox,
        Provider::Contabo,
        "/v1/users",
        1,
        FaultKind::DropAfter,
    );
    let problem = client
        .problem(&CREATE_USER, new_user("once@example.com"))
        .await;
    assert_eq!(problem.reason, Reason::Unconfirmed);
    let sent = seen(&sandbox, &CREATE_USER);
    assert_eq!(
        problem.request_id.unwrap().as_str(),
        sent[0].request_id.as_deref().unwrap()
    );
    assert_eq!(contabo_users(&mut client).await, before + 1);
}

#[tokio::test]
async fn a_change_that_never_left_is_offline() {
    let sandbox = sandbox().await;
    let profile = profile(&sandbox);
    drop(sandbox);
    let mut client = Client::new(profile);
    // The listeners end a moment after the sandbox; then nobody is there any more.
    let deadline = tokio::time::Instant::now() + crate::client::PATIENCE;
    loop {
        let problem = client.problem(&CREATE_API_CLIENT, new_client()).await;
        if problem.reason == Reason::Offline {
            assert!(
                problem.message.as_str().contains("refuses connections"),
                "{problem}"
            );
            break;
        }
        assert!(tokio::time::Instant::now() < deadline, "{problem:?}");
    }
}

/// Values for all required fields of an operation, so that nothing but read-only mode keeps it from being sent.
fn plausible(operation: &Operation) -> Arguments {
    let mut arguments = Arguments::NONE;
    for field in operation
        .fields
        .iter()
        .filter(|field| field.required && !field.is_made())
    {
        let text = |length: usize| "a".repeat(length.clamp(1, 200));
        let value = match field.kind {
            Kind::Text { min, .. } if field.place == Place::Path => Argument::Text(text(min)),
            Kind::Text { min, .. } => Argument::Text(text(min)),
            Kind::Secret { min, .. } => Argument::Secret(Secret::new(text(min))),
            Kind::Email { .. } => Argument::Text("a@example.com".to_owned()),
            Kind::Digits | Kind::Money => Argument::Text("500".to_owned()),
            Kind::Duration => Argument::Text("60s".to_owned()),
            Kind::Json => Argument::Json(serde_json::json!({})),
            Kind::Choice(values) => Argument::Text(values[0].to_owned()),
            Kind::Ticks(values) => Argument::Texts(vec![values[0].to_owned()]),
            Kind::Texts => Argument::Texts(vec!["a".to_owned()]),
            Kind::Integers | Kind::Roles => Argument::Integers(vec![1]),
            Kind::Flag => Argument::Flag(true),
            Kind::Time => Argument::Text("2026-01-01T00:00:00Z".to_owned()),
            Kind::Date => Argument::Text("2000-01-01".to_owned()),
            _ => Argument::Integer(1),
        };
        arguments.set(field.name, value);
    }
    arguments
}

#[tokio::test]
async fn read_only_sends_no_change_whatever_is_ordered() {
    for through_profile in [false, true] {
        let sandbox = sandbox().await;
        let mut profile = profile(&sandbox);
        profile.read_only = through_profile;
        let access = if through_profile {
            Access::ReadWrite
        } else {
            Access::ReadOnly
        };
        let mut client = Client::with(profile, access, Limits::default());
        let mut refused = 0;
        for operation in catalogue() {
            let outcome = client.call(operation, plausible(operation)).await;
            if operation.method.writes() || operation.guard != Guard::Read {
                let problem = outcome.unwrap_err();
                assert_eq!(
                    problem.reason,
                    Reason::NotSent,
                    "{}: {problem:?}",
                    operation.id
                );
                assert!(problem.message.as_str().contains("read-only"), "{problem}");
                refused += 1;
            }
        }
        assert!(refused > 40, "{refused}");
        for request in sandbox.requests() {
            let signs_in = request.path.ends_with("/token");
            assert!(request.method == "GET" || signs_in, "{request:?}");
        }
        assert!(
            contabo_users(&mut client).await > 0,
            "reading works, sign-in included"
        );
    }
}

#[tokio::test]
async fn quitting_waits_for_changes_and_gives_up_reading() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    fail_next(
        &sandbox,
        Provider::Contabo,
        "/v1/users",
        1,
        FaultKind::Delay(Duration::from_millis(300)),
    );
    fail_next(&sandbox, Provider::Tripartie, "/users", 1, FaultKind::Hang);
    client.order_list(&LIST_USERS, Arguments::NONE);
    let change = client.order(&CREATE_USER, new_user("late@example.com"));
    let updates = client.quit().await;
    let ended: Vec<&Update> = updates
        .iter()
        .filter(|update| {
            !matches!(
                update,
                Update::Session(..) | Update::Persona | Update::Request(_)
            )
        })
        .collect();
    assert!(
        matches!(ended[..], [Update::Done(id, Ok(_))] if *id == change),
        "{ended:?}"
    );
    assert_eq!(seen(&sandbox, &CREATE_USER)[0].status, Some(201));
}

#[tokio::test]
async fn a_change_without_an_answer_at_quitting_is_unconfirmed() {
    let sandbox = sandbox().await;
    let limits = Limits {
        finish: Duration::from_millis(500),
        ..Limits::default()
    };
    let mut client = Client::with(profile(&sandbox), Access::ReadWrite, limits);
    fail_next(
        &sandbox,
        Provider::Tripartie,
        "/api-clients",
        1,
        FaultKind::Hang,
    );
    let change = client.order(&CREATE_API_CLIENT, new_client());
    let updates = client.quit().await;
    let problem = updates.into_iter().find_map(|update| match update {
        Update::Done(id, Err(problem)) if id == change => Some(problem),
        _ => None,
    });
    assert_eq!(problem.unwrap().reason, Reason::Unconfirmed);
}

#[tokio::test]
async fn a_fault_of_our_own_is_told_and_hurts_nothing_else() {
    static BROKEN_LIST: Operation = Operation {
        id: "koyeb.broken_list",
        title: "Break",
        path: "/v1/account/organizations",
        decode: |_| panic!("CANARY"),
        ..Operation::DEFAULT
    };
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    let problem = client.problem(&BROKEN_LIST, Arguments::NONE).await;
    assert_eq!(problem.reason, Reason::Internal);
    let (_, end) = client.list(&BROKEN_LIST, Arguments::NONE).await;
    assert_eq!(end.unwrap_err().reason, Reason::Internal);
    assert!(!client.said.concat().contains("CANARY"));
    client
        .call(&LIST_USER_ORGANIZATIONS, Arguments::NONE)
        .await
        .unwrap();
}

#[tokio::test]
async fn wrong_values_are_told_before_anything_is_sent() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    let problem = client
        .problem(&CREATE_USER, Arguments::NONE.text("email", "nobody"))
        .await;
    assert_eq!(problem.reason, Reason::Fields);
    assert!(!problem.fields.is_empty());
    let missing = client
        .problem(&CREATE_USER, Arguments::NONE.text("nonsense", "x"))
        .await;
    assert_eq!(missing.reason, Reason::NotSent);
    assert!(sandbox.requests().is_empty());
}
