//! Long lists, several pages at a time.

use std::{collections::HashSet, ops::Range, sync::Mutex, time::Duration};

use usher_tui::{
    api::{
        Arguments, Page, Problem, Reason, Rows,
        contabo::{RETRIEVE_USER_CLIENT, RETRIEVE_USER_LIST},
        koyeb::{GET_CURRENT_USER, LIST_USER_ORGANIZATIONS},
        tripartie::LIST_USERS,
    },
    config::{Address, ContaboAccount, PagesAtOnce, Profile, TripartieAccount},
    domain::Provider,
    sandbox::{FaultKind, Options, Sandbox},
    worker::{Access, Limits},
};

use crate::{
    client::{Client, fail_next, held, impatient, profile, sandbox, seen},
    wire::{Wire, answer, json},
};

/// Never.
const NEVER: usize = usize::MAX;

/// A profile for a server that stands for Contabo and for Tripartie.
pub fn at(api: &Wire) -> Profile {
    let base_url = Address::new(&api.base_url).unwrap();
    Profile {
        contabo: Some(ContaboAccount {
            base_url: base_url.clone(),
            token: Some(held("T")),
            ..ContaboAccount::default()
        }),
        tripartie: Some(TripartieAccount {
            base_url,
            token: Some(held("T")),
            ..TripartieAccount::default()
        }),
        ..Profile::default()
    }
}

/// Limits that don't keep a test waiting.
pub fn hasty() -> Limits {
    Limits {
        backoff: Duration::from_millis(5),
        ..Limits::default()
    }
}

/// The number of the page that is asked for.
pub fn number(request: &str) -> usize {
    let (_, rest) = request.split_once("page=").expect("a page is asked for");
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next();
    digits.unwrap().parse().unwrap()
}

/// A page of Contabo's users, with ids that begin at `from`.
pub fn users(from: usize, count: usize, total: usize) -> Vec<u8> {
    let user = |id: usize| format!(r#"{{"userId":"{id}","email":"u{id}@acme.example"}}"#);
    let users: Vec<_> = (from..from + count).map(user).collect();
    let users = users.join(",");
    json(
        200,
        &format!(r#"{{"data":[{users}],"_pagination":{{"totalElements":{total}}}}}"#),
    )
}

/// So many ids, in order.
pub fn all(ids: Range<usize>) -> Vec<usize> {
    ids.collect()
}

/// The ids of the users on some pages.
pub fn ids(pages: &[Page]) -> Vec<usize> {
    let rows = pages.iter().flat_map(|page| match &page.rows {
        Rows::Users(rows) => rows.as_slice(),
        other => panic!("users are wanted: {other:?}"),
    });
    rows.map(|user| user.id.raw().parse().unwrap()).collect()
}

pub async fn list(api: &Wire, limits: Limits) -> (Vec<Page>, Result<(), Problem>) {
    let mut client = Client::with(at(api), Access::ReadWrite, limits);
    client.list(&RETRIEVE_USER_LIST, Arguments::NONE).await
}

#[tokio::test]
async fn pages_come_in_their_order_also_when_an_early_one_is_late() {
    let api = Wire::start_late(|request, _| {
        let page = number(request);
        let after = if page == 2 { 9 } else { 0 };
        (after, users(page * 100, 100, 1_200))
    })
    .await;
    let (pages, end) = list(&api, Limits::default()).await;
    end.unwrap();
    assert_eq!(ids(&pages), all(100..1_300));
    assert_eq!(api.requests().len(), 12, "each page is asked for once");
    assert_eq!(api.most_at_once(), 8);
}

#[tokio::test]
async fn the_profile_says_how_many_pages_are_asked_for_at_a_time() {
    for most in [1, 3, 32] {
        let late = if most == 1 { 0 } else { 1 + usize::from(most) };
        let api = Wire::start_late(move |request, _| {
            let page = number(request);
            let after = if page == 2 { late } else { 0 };
            (after, users(page * 100, 100, 4_000))
        })
        .await;
        let profile = Profile {
            pages_at_once: PagesAtOnce::new(most).unwrap(),
            ..at(&api)
        };
        let mut client = Client::new(profile);
        let (pages, end) = client.list(&RETRIEVE_USER_LIST, Arguments::NONE).await;
        end.unwrap();
        assert_eq!(ids(&pages), all(100..4_100));
        assert_eq!(api.most_at_once(), usize::from(most));
    }
}

#[tokio::test]
async fn a_vendor_that_can_not_keep_up_is_asked_for_fewer_pages_at_a_time() {
    let api = Wire::start_late(|request, at_once| {
        let page = number(request);
        let refused = || answer(429, "retry-after: 0\r\n", b"{}");
        let fine = || users(page * 100, 100, 3_000);
        (0, if at_once > 2 { refused() } else { fine() })
    })
    .await;
    let (pages, end) = list(&api, hasty()).await;
    end.unwrap();
    assert_eq!(ids(&pages), all(100..3_100));
    let refused = api.requests().len() - 30;
    assert!(refused > 0 && refused < 20, "{refused} were refused");
}

#[tokio::test]
async fn no_more_pages_are_asked_for_at_a_time_than_the_vendor_says_are_left() {
    let api = Wire::start_late(|request, _| {
        let page = number(request);
        let users: Vec<_> = (0..50)
            .map(|n| format!(r#"{{"id":{},"email":"a@acme.example"}}"#, page * 50 + n))
            .collect();
        let headers =
            "x-rate-limit: 3; reset=\"2020-01-12T12:11:02\"\r\ncontent-range: 0-50/1000\r\n";
        let body = format!("[{}]", users.join(","));
        let after = if page == 2 { 4 } else { 0 };
        (after, answer(200, headers, body.as_bytes()))
    })
    .await;
    let mut client = Client::new(at(&api));
    let (pages, end) = client.list(&LIST_USERS, Arguments::NONE).await;
    end.unwrap();
    assert_eq!(ids(&pages), all(50..1_050));
    assert_eq!(api.most_at_once(), 3);
}

#[tokio::test]
async fn a_page_that_fails_ends_the_list_and_keeps_what_came_before() {
    let api = Wire::start(|request| match number(request) {
        3 => json(500, "{}"),
        page => users(page * 100, 100, 1_000),
    })
    .await;
    let (pages, end) = list(&api, hasty()).await;
    assert_eq!(ids(&pages), all(100..300));
    assert_eq!(end.unwrap_err().reason, Reason::Server);
    let third = |request: &&String| number(request) == 3;
    assert_eq!(api.requests().iter().filter(third).count(), 6);
}

#[tokio::test]
async fn one_page_of_many_that_hangs_or_fails_is_asked_for_again() {
    let known = Mutex::new(HashSet::new());
    let api = Wire::start_late(move |request, _| {
        let page = number(request);
        let is_new = known.lock().unwrap().insert(page);
        match (page, is_new) {
            (4, true) => (NEVER, Vec::new()),
            (5, true) => (0, Vec::new()),
            (6, true) => (0, json(503, "{}")),
            _ => (0, users(page * 100, 100, 1_000)),
        }
    })
    .await;
    let (pages, end) = list(&api, impatient()).await;
    end.unwrap();
    assert_eq!(ids(&pages), all(100..1_100));
    assert_eq!(api.requests().len(), 13);
}

#[tokio::test]
async fn a_list_that_is_stopped_leaves_its_places_to_others() {
    let api = Wire::start_late(|request, _| {
        if !request.contains("page=") {
            return (0, json(200, r#"{"data":[]}"#));
        }
        let page = number(request);
        let after = if page == 1 { 0 } else { NEVER };
        (after, users(page * 100, 100, 10_000))
    })
    .await;
    let profile = Profile {
        pages_at_once: PagesAtOnce::new(2).unwrap(),
        ..at(&api)
    };
    let mut client = Client::new(profile);
    let stopped = client.order_list(&RETRIEVE_USER_LIST, Arguments::NONE);
    client.first_page(stopped).await;
    while api.requests().len() < 3 {
        tokio::task::yield_now().await;
    }
    client.stop(stopped);
    let (_, end) = client.list(&LIST_USERS, Arguments::NONE).await;
    assert_eq!(end.unwrap_err().reason, Reason::Unreadable, "it was asked");
    let (_, end) = client.list(&RETRIEVE_USER_CLIENT, Arguments::NONE).await;
    end.unwrap();
    let again = client.order_list(&RETRIEVE_USER_LIST, Arguments::NONE);
    client.first_page(again).await;
    let rest = client.quit().await;
    let told = format!("{rest:?}");
    assert!(!told.contains("Loaded"), "neither came to its end: {told}");
}

#[tokio::test]
async fn what_somebody_waits_for_does_not_wait_behind_lists() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    fail_next(
        &sandbox,
        Provider::Koyeb,
        "/v1/account/organizations",
        30,
        FaultKind::Hang,
    );
    for _ in 0..30 {
        client.order_list(&LIST_USER_ORGANIZATIONS, Arguments::NONE);
    }
    while seen(&sandbox, &LIST_USER_ORGANIZATIONS).len() < 8 {
        tokio::task::yield_now().await;
    }
    client
        .call(&GET_CURRENT_USER, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(seen(&sandbox, &LIST_USER_ORGANIZATIONS).len(), 8);
}

#[tokio::test]
async fn a_long_list_comes_whole_although_one_request_of_twenty_fails() {
    let sandbox = Sandbox::start(Options {
        users: 20_000,
        fail: 0.05,
        faults: vec![(FaultKind::DropBefore, 0.02)],
        ..Options::default()
    })
    .await
    .unwrap();
    let mut client = Client::with(profile(&sandbox), Access::ReadWrite, hasty());
    let (pages, end) = client.list(&RETRIEVE_USER_LIST, Arguments::NONE).await;
    end.unwrap();
    let rows: usize = pages.iter().map(|page| page.rows.len()).sum();
    assert_eq!(rows, 20_000);
    assert!(seen(&sandbox, &RETRIEVE_USER_LIST).len() > 200);
}

#[tokio::test]
async fn a_list_is_not_read_far_ahead_of_whoever_takes_its_pages() {
    let sandbox = Sandbox::start(Options {
        users: 100_000,
        ..Options::default()
    })
    .await
    .unwrap();
    let mut client = Client::new(profile(&sandbox));
    client.order_list(&RETRIEVE_USER_LIST, Arguments::NONE);
    let mut asked = 0;
    // Nobody takes anything: the worker comes to rest.
    loop {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let now = seen(&sandbox, &RETRIEVE_USER_LIST).len();
        if now > 0 && now == asked {
            break;
        }
        asked = now;
    }
    assert!((64..200).contains(&asked), "{asked} of 1000 pages");
    client.quit().await;
}
