//! What can go wrong with a read, at each vendor.

use std::time::Duration;

use tokio::net::TcpListener;
use usher_tui::{
    api::{
        Arguments, Operation, Problem, Reason,
        contabo::RETRIEVE_USER_LIST,
        koyeb::{GET_CURRENT_USER, LIST_USER_ORGANIZATIONS, RESEND_EMAIL_VALIDATION},
        tripartie::LIST_USERS,
    },
    domain::Provider,
    sandbox::FaultKind,
    worker::{Access, Limits},
};

use crate::{
    client::{Client, fail_next, held, impatient, koyeb, profile, sandbox, seen},
    wire::{Wire, json},
};

const READS: [(Provider, &str, &Operation); 3] = [
    (
        Provider::Koyeb,
        "/v1/account/organizations",
        &LIST_USER_ORGANIZATIONS,
    ),
    (Provider::Tripartie, "/users", &LIST_USERS),
    (Provider::Contabo, "/v1/users", &RETRIEVE_USER_LIST),
];

/// The problems of the three vendors with one fault, and how often each was asked.
async fn problems(limits: Limits, times: usize, kind: FaultKind) -> Vec<(Problem, usize)> {
    let sandbox = sandbox().await;
    let mut client = Client::with(profile(&sandbox), Access::ReadWrite, limits);
    let mut problems = Vec::new();
    for (provider, path, operation) in READS {
        fail_next(&sandbox, provider, path, times, kind.clone());
        let problem = client.problem(operation, Arguments::NONE).await;
        assert!(!problem.message.is_empty());
        problems.push((problem, seen(&sandbox, operation).len()));
        client.call(operation, Arguments::NONE).await.unwrap();
    }
    problems
}

#[tokio::test]
async fn asking_too_often_says_until_when() {
    let hasty = Limits {
        patience: Duration::from_secs(1),
        ..Limits::default()
    };
    let sandbox = sandbox().await;
    let mut client = Client::with(profile(&sandbox), Access::ReadWrite, hasty);
    for (provider, path, operation) in READS {
        fail_next(&sandbox, provider, path, 1, FaultKind::Status(429));
        for status in [Some(429), None] {
            let problem = client.problem(operation, Arguments::NONE).await;
            assert!(
                matches!(problem.reason, Reason::Limited(Some(_))),
                "{problem:?}"
            );
            assert_eq!(problem.status, status);
        }
        assert_eq!(seen(&sandbox, operation).len(), 1, "it is left alone");
    }
}

#[tokio::test]
async fn a_vendor_that_fails_is_asked_three_times() {
    for (problem, asked) in problems(Limits::default(), 3, FaultKind::Status(500)).await {
        assert_eq!(problem.reason, Reason::Server, "{problem:?}");
        assert_eq!((problem.status, asked), (Some(500), 3));
    }
}

#[tokio::test]
async fn what_is_not_json_is_unreadable() {
    for kind in [FaultKind::Garbage, FaultKind::Html] {
        for (problem, asked) in problems(Limits::default(), 1, kind).await {
            assert_eq!(problem.reason, Reason::Unreadable, "{problem:?}");
            assert_eq!((problem.status, asked), (Some(200), 1));
        }
    }
}

#[tokio::test]
async fn a_vendor_that_hangs_times_out() {
    for (problem, asked) in problems(impatient(), 1, FaultKind::Hang).await {
        assert_eq!(problem.reason, Reason::TimedOut, "{problem:?}");
        assert!(
            problem.message.as_str().contains("no answer in time"),
            "{problem}"
        );
        assert_eq!((problem.status, asked), (None, 1));
    }
}

#[tokio::test]
async fn a_read_whose_connection_breaks_is_sent_three_times() {
    for (problem, asked) in problems(Limits::default(), 3, FaultKind::DropBefore).await {
        assert_eq!(problem.reason, Reason::Offline, "{problem:?}");
        assert_eq!(asked, 3);
    }
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    fail_next(&sandbox, Provider::Koyeb, "", 1, FaultKind::DropAfter);
    client
        .call(&LIST_USER_ORGANIZATIONS, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(seen(&sandbox, &LIST_USER_ORGANIZATIONS).len(), 2);
}

#[tokio::test]
async fn a_redirect_is_named_and_not_followed() {
    let elsewhere = Wire::start(|_| json(200, "{}")).await;
    let to = format!("{}/steal?x=1", elsewhere.base_url);
    for (problem, asked) in problems(Limits::default(), 1, FaultKind::Redirect(307, to)).await {
        assert_eq!(problem.reason, Reason::Refused, "{problem:?}");
        assert_eq!((problem.status, asked), (Some(307), 1));
        assert_eq!(
            problem.message.as_str(),
            "it redirects to 127.0.0.1, and usher does not follow"
        );
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn nothing_at_the_address_is_offline() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let problem = koyeb_problem(&base_url, Limits::default()).await;
    assert_eq!(problem.reason, Reason::Offline);
    let host = base_url.trim_start_matches("http://");
    assert_eq!(
        problem.message.as_str(),
        format!("no connection to {host}: it refuses connections")
    );
}

#[tokio::test]
async fn two_vendors_work_while_the_third_fails() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    fail_next(&sandbox, Provider::Tripartie, "", 1_000, FaultKind::Hang);
    let hanging = client.order_list(&LIST_USERS, Arguments::NONE);
    for operation in [&LIST_USER_ORGANIZATIONS, &RETRIEVE_USER_LIST] {
        let (pages, end) = client.list(operation, Arguments::NONE).await;
        end.unwrap();
        assert!(!pages.is_empty());
    }
    assert!(
        !client
            .said
            .concat()
            .contains(&format!("LoadFailed({hanging}"))
    );
}

#[tokio::test]
async fn an_answer_that_is_cut_short_is_lost() {
    let api =
        Wire::start(|_| b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"user\":".to_vec()).await;
    let problem = koyeb_problem(&api.base_url, Limits::default()).await;
    assert_eq!(problem.reason, Reason::Offline, "{problem:?}");
}

#[tokio::test]
async fn a_vendor_is_asked_eight_things_at_a_time() {
    let api = Wire::start(|_| {
        std::thread::yield_now();
        json(200, "{}")
    })
    .await;
    let mut client = Client::new(koyeb(&api.base_url, Some(held("T"))));
    let calls: Vec<u64> = (0..100)
        .map(|_| client.order(&GET_CURRENT_USER, Arguments::NONE))
        .collect();
    for call in calls {
        client.outcome(call).await.unwrap();
    }
    assert!(api.most_at_once() <= 8, "{}", api.most_at_once());
    assert!(api.most_at_once() > 1);
}

#[tokio::test]
async fn a_vendor_is_given_four_changes_at_a_time() {
    let api = Wire::start(|_| {
        std::thread::yield_now();
        json(200, "{}")
    })
    .await;
    let mut client = Client::new(koyeb(&api.base_url, Some(held("T"))));
    let calls: Vec<u64> = (0..60)
        .map(|_| client.order(&RESEND_EMAIL_VALIDATION, Arguments::NONE))
        .collect();
    for call in calls {
        client.outcome(call).await.unwrap();
    }
    assert!(api.most_at_once() <= 4, "{}", api.most_at_once());
    assert!(api.most_at_once() > 1);
}

#[tokio::test]
async fn a_change_does_not_wait_behind_readings() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    fail_next(
        &sandbox,
        Provider::Koyeb,
        "/v1/account/organizations",
        20,
        FaultKind::Hang,
    );
    for _ in 0..20 {
        client.order(&LIST_USER_ORGANIZATIONS, Arguments::NONE);
    }
    let change = client.order(&RESEND_EMAIL_VALIDATION, Arguments::NONE);
    client.outcome(change).await.unwrap();
    assert!(
        seen(&sandbox, &LIST_USER_ORGANIZATIONS).len() <= 8,
        "the readings still wait"
    );
}

async fn koyeb_problem(base_url: &str, limits: Limits) -> Problem {
    let mut client = Client::with(koyeb(base_url, Some(held("T"))), Access::ReadWrite, limits);
    client.problem(&GET_CURRENT_USER, Arguments::NONE).await
}
