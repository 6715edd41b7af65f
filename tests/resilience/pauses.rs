//! A vendor that wants to be left alone is left alone.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use jiff::Timestamp;
use usher_tui::{
    api::{
        Arguments, Reason,
        contabo::RETRIEVE_USER_LIST,
        koyeb::{CREATE_ORGANIZATION, GET_CURRENT_ORGANIZATION, GET_CURRENT_USER},
        tripartie::{GET_ME, LIST_USERS},
    },
    config::{Address, ContaboAccount, Profile, SecretSource},
    domain::Secret,
    worker::Limits,
};

use crate::server::{Asker, Server, answer, fine, hasty, profile};

fn busy(headers: &str) -> Vec<u8> {
    answer(429, headers, r#"{"message":"too many requests"}"#)
}

/// Seconds from now, as Tripartie writes it.
fn allowance(left: u32, seconds: i64) -> String {
    let reset = Timestamp::now() + Duration::from_secs(seconds.unsigned_abs());
    let reset = reset.strftime("%Y-%m-%dT%H:%M:%S");
    format!("x-rate-limit: {left}; reset=\"{reset}\"\r\n")
}

#[tokio::test]
async fn a_short_pause_is_waited_for() {
    let server = Server::with(vec![busy("retry-after: 1\r\n")]).await;
    let mut asker = Asker::new(&server.base_url(), hasty());
    asker.call(&GET_ME, &Arguments::NONE).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    let waited = seen[1].at - seen[0].at;
    assert!(waited >= Duration::from_secs(1), "too early: {waited:?}");
}

#[tokio::test]
async fn a_long_pause_is_told_at_once_and_holds_for_everything_at_that_vendor() {
    let server = Server::start(|text, _| {
        if text.contains("GET /v1/account/profile") {
            busy("retry-after: 60\r\n")
        } else {
            fine()
        }
    })
    .await;
    let mut asker = Asker::new(&server.base_url(), hasty());
    let before = Timestamp::now();
    let problem = asker.call(&GET_CURRENT_USER, &Arguments::NONE).await;
    let problem = problem.unwrap_err();
    let Reason::Limited(Some(until)) = problem.reason else {
        panic!("{problem:?}");
    };
    assert!(until >= before + Duration::from_secs(59), "{until}");
    assert_eq!((problem.status, server.count()), (Some(429), 1));

    let name = Arguments::NONE.text("name", "x");
    for (operation, arguments) in [
        (&GET_CURRENT_ORGANIZATION, &Arguments::NONE),
        (&CREATE_ORGANIZATION, &name),
        (&GET_CURRENT_USER, &Arguments::NONE),
    ] {
        let problem = asker.call(operation, arguments).await.unwrap_err();
        assert_eq!(problem.status, None, "nothing was sent");
        assert!(
            matches!(problem.reason, Reason::Limited(Some(end)) if end >= before + Duration::from_secs(59)),
            "{problem:?}"
        );
        assert!(problem.message.as_str().contains("wants a pause"));
    }
    assert_eq!(server.count(), 1);
    asker.call(&GET_ME, &Arguments::NONE).await.unwrap();
    assert_eq!(server.count(), 2, "the other vendors know nothing of it");
}

#[tokio::test]
async fn a_pause_for_one_is_a_pause_for_all() {
    static BUSY: AtomicUsize = AtomicUsize::new(0);
    let server = Server::start(|_, number| match number {
        0..8 => {
            BUSY.fetch_add(1, Ordering::SeqCst);
            busy("retry-after: 1\r\n")
        }
        _ => fine(),
    })
    .await;
    let mut asker = Asker::new(&server.base_url(), hasty());
    let calls: Vec<u64> = (0..40)
        .map(|_| asker.order(&GET_ME, Arguments::NONE))
        .collect();
    for call in calls {
        asker.outcome(call).await.unwrap();
    }
    let seen = server.seen();
    assert_eq!(
        seen.len(),
        48,
        "those that were told, again; the others once"
    );
    let first_after = seen[8].at - seen[0].at;
    assert!(first_after >= Duration::from_secs(1), "{first_after:?}");
}

#[tokio::test]
async fn an_allowance_is_kept_to_where_no_pause_is_named() {
    for headers in [
        allowance(0, 60),
        allowance(7, 60),
        format!("retry-after: soon\r\n{}", allowance(0, 60)),
    ] {
        let server = Server::start(move |_, _| busy(&headers)).await;
        let mut asker = Asker::new(&server.base_url(), hasty());
        let problem = asker.call(&GET_ME, &Arguments::NONE).await.unwrap_err();
        assert!(
            matches!(problem.reason, Reason::Limited(Some(_))),
            "{problem:?}"
        );
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn an_allowance_that_is_used_up_is_kept_to_before_anything_is_refused() {
    let server = Server::start(|_, _| answer(200, &allowance(0, 60), "{}")).await;
    let mut asker = Asker::new(&server.base_url(), hasty());
    asker.call(&GET_ME, &Arguments::NONE).await.unwrap();
    let problem = asker.call(&GET_ME, &Arguments::NONE).await.unwrap_err();
    assert!(
        matches!(problem.reason, Reason::Limited(Some(_))),
        "{problem:?}"
    );
    assert_eq!(server.count(), 1);

    for fine in [
        allowance(1, 60),
        allowance(0, 3600),
        "x-rate-limit: 0\r\n".to_owned(),
    ] {
        let server = Server::start(move |_, _| answer(200, &fine, "{}")).await;
        let mut asker = Asker::new(&server.base_url(), hasty());
        for _ in 0..3 {
            asker.call(&GET_ME, &Arguments::NONE).await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_further_pages_of_a_list_wait_longer_than_a_person() {
    let server = Server::start(|text, number| {
        let range = |range: &str| format!("content-range: {range}\r\n");
        let page = |from: u32| {
            let rows: Vec<String> = (from..from + 2)
                .map(|id| format!("{{\"id\":{id}}}"))
                .collect();
            format!("[{}]", rows.join(","))
        };
        match (number, text.contains("page=2")) {
            (0, _) => answer(200, &range("0-2/4"), &page(1)),
            (1, _) => busy("retry-after: 2\r\n"),
            (_, true) => answer(200, &range("2-4/4"), &page(3)),
            (_, false) => fine(),
        }
    })
    .await;
    let limits = Limits {
        patience: Duration::from_millis(500),
        ..hasty()
    };
    let mut asker = Asker::new(&server.base_url(), limits);
    let (pages, end) = asker.list(&LIST_USERS).await;
    end.unwrap();
    assert_eq!(pages.len(), 2);
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_sign_in_is_not_repeated_before_it_is_time() {
    let server = Server::start(|_, _| busy("retry-after: 60\r\n")).await;
    let held = |text: &str| Some(SecretSource::Held(Secret::new(text)));
    let contabo = ContaboAccount {
        base_url: Address::new(&server.base_url()).unwrap(),
        auth_url: Address::new(&server.base_url()).unwrap(),
        client_id: held("id"),
        client_secret: held("secret"),
        username: held("me"),
        password: held("password"),
        token: None,
    };
    let mut asker = Asker::of(
        Profile {
            contabo: Some(contabo),
            ..profile(&server.base_url())
        },
        hasty(),
    );
    for _ in 0..3 {
        let problem = asker.call(&RETRIEVE_USER_LIST, &Arguments::NONE).await;
        let problem = problem.unwrap_err();
        assert!(
            matches!(problem.reason, Reason::Limited(Some(_))),
            "{problem:?}"
        );
    }
    assert_eq!(server.count(), 1);
}
