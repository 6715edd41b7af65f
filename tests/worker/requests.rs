//! The log of requests: what is told of each, and that no secret is.

use std::collections::HashSet;

use usher_tui::{
    api::{
        Argument, Arguments, Field, Kind, Operation, catalogue,
        contabo::RETRIEVE_USER_LIST,
        koyeb::{CREATE_ORGANIZATION, GET_CURRENT_USER, LIST_USER_ORGANIZATION_INVITATIONS},
    },
    domain::{Provider, Secret},
    sandbox::FaultKind,
    worker::Access,
};

use crate::client::{Client, fail_next, impatient, profile, sandbox};

/// A value for a field; what is secret in it has a canary, whose length is what the field wants.
fn value(field: &Field) -> Option<Argument> {
    let text = |text: &str| Argument::Text(text.to_owned());
    Some(match field.kind {
        Kind::Secret { min, max } => {
            let canary = format!("CANARY{}", "c".repeat(min.saturating_sub(6)));
            Argument::Secret(Secret::new(canary.chars().take(max).collect::<String>()))
        }
        Kind::Json => Argument::Json(serde_json::json!({"secret": "CANARY", "list": ["CANARY"]})),
        Kind::Text { min, .. } => text(&"x".repeat(min.max(3))),
        Kind::Email { .. } => text("anna@example.com"),
        Kind::Digits | Kind::Money => text("123"),
        Kind::Duration => text("3600s"),
        Kind::Choice(options) => text(options.first()?),
        Kind::Ticks(options) => Argument::Texts(vec![(*options.first()?).to_owned()]),
        Kind::Texts => Argument::Texts(vec!["one".to_owned()]),
        Kind::Integers | Kind::Roles => Argument::Integers(vec![1]),
        Kind::Flag => Argument::Flag(true),
        Kind::Integer => Argument::Integer(1),
        Kind::Time => text("2030-01-01T00:00:00Z"),
        Kind::Date => text("2030-01-01"),
        Kind::Made => return None,
    })
}

fn arguments(operation: &'static Operation) -> Arguments {
    let fields = operation.fields.iter();
    fields
        .filter_map(|field| Some((field.name, value(field)?)))
        .fold(Arguments::NONE, |arguments, (name, value)| {
            arguments.with(name, value)
        })
}

#[tokio::test]
async fn every_operation_is_told_of_and_no_secret_of_any() {
    for faulty in [false, true] {
        let sandbox = sandbox().await;
        let addresses = sandbox.addresses().clone();
        let mut client = Client::with(profile(&sandbox), Access::ReadWrite, impatient());
        let mut asked = HashSet::new();
        for operation in catalogue() {
            if faulty {
                let path = operation.path.split('{').next().unwrap();
                fail_next(
                    &sandbox,
                    operation.provider,
                    path,
                    1,
                    FaultKind::Status(422),
                );
            }
            let outcome = client.call(operation, arguments(operation)).await;
            let reason = outcome.err().map(|problem| problem.message.to_string());
            let is_told = client
                .requests
                .iter()
                .any(|request| request.title == operation.title);
            assert!(is_told, "{}: {reason:?}", operation.id);
            asked.insert(operation.id);
        }
        assert_eq!(asked.len(), 76);
        for request in &client.requests {
            let told = format!("{request:?} {} {}", request.curl(), request.target());
            for secret in [
                "CANARY",
                &addresses.koyeb.token,
                &addresses.tripartie.token,
                &addresses.tripartie.persona_token,
                &addresses.contabo.client_secret,
                &addresses.contabo.password,
            ] {
                assert!(!told.contains(secret), "{secret} is in {told}");
            }
        }
    }
}

#[tokio::test]
async fn a_request_is_told_with_its_url_its_headers_and_what_came_of_it() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    client
        .call(
            &LIST_USER_ORGANIZATION_INVITATIONS,
            Arguments::NONE.text("limit", "5"),
        )
        .await
        .unwrap();
    let request = client.requests.last().unwrap();
    assert_eq!((request.method, request.status), ("GET", Some(200)));
    assert_eq!(
        request.target(),
        "/v1/account/organization_invitations?limit=5"
    );
    assert_eq!(
        (request.repeats, &request.said, &request.body),
        (0, &None, &None)
    );
    assert!(request.took.as_nanos() > 0);
    let names: Vec<_> = request
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(names.contains(&"accept") && !names.contains(&"authorization"));
    assert!(
        request
            .curl()
            .contains("-H \"authorization: Bearer $TOKEN\"")
    );
}

#[tokio::test]
async fn what_failed_is_told_with_its_words_and_its_repeats() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    fail_next(&sandbox, Provider::Koyeb, "", 1, FaultKind::Status(503));
    client
        .call(&GET_CURRENT_USER, Arguments::NONE)
        .await
        .unwrap();
    let repeated = client.requests.last().unwrap().clone();
    assert_eq!((repeated.repeats, repeated.status), (1, Some(200)));

    fail_next(&sandbox, Provider::Koyeb, "", 1, FaultKind::Status(403));
    let named = Arguments::NONE.text("name", "night-shift");
    let problem = client.problem(&CREATE_ORGANIZATION, named.clone()).await;
    let refused = client.requests.last().unwrap().clone();
    assert_eq!(refused.status, Some(403));
    assert!(
        refused.said.as_ref().unwrap().as_str().contains("message"),
        "{refused:?}"
    );
    assert_eq!(refused.body.as_deref(), Some("{\"name\":\"night-shift\"}"));
    assert_eq!(refused.request_id, problem.request_id);

    fail_next(&sandbox, Provider::Koyeb, "", 1, FaultKind::DropBefore);
    client.problem(&CREATE_ORGANIZATION, named).await;
    let lost = client.requests.last().unwrap();
    assert_eq!(lost.status, None);
    assert!(lost.said.is_some());
}

#[tokio::test]
async fn a_sign_in_is_told_by_its_names_alone() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    client
        .call(&RETRIEVE_USER_LIST, Arguments::NONE)
        .await
        .unwrap();
    let [sign_in, list] = client.requests.as_slice() else {
        panic!("{:?}", client.requests);
    };
    assert_eq!((sign_in.title, sign_in.status), ("Sign in", Some(200)));
    assert_eq!(
        sign_in.body.as_deref(),
        Some("client_id=***&client_secret=***&grant_type=password&username=***&password=***")
    );
    let sent = list.headers.iter().find(|(name, _)| name == "x-request-id");
    assert_eq!(
        sent.map(|(_, id)| id.as_str()),
        list.request_id.as_ref().map(usher_tui::domain::Clean::raw)
    );
}
