//! Vendors that say of their lists what is not so: the list ends, says what came, and takes no more memory than it may.

use std::sync::atomic::{AtomicUsize, Ordering};

use usher_tui::{
    api::{
        Arguments, Page, Problem, Reason, Rows, contabo::RETRIEVE_USER_LIST,
        koyeb::LIST_ORGANIZATION_INVITATIONS,
    },
    worker::{Access, Limits},
};

use crate::{
    client::{Client, held, koyeb},
    long_lists::{all, at, hasty, ids, list, number, users},
    wire::{Wire, json},
};

/// The ids that came, how the list ended, and what was said about it.
async fn outcome(api: &Wire) -> (Vec<usize>, Result<(), Problem>, Option<String>) {
    let mut client = Client::with(at(api), Access::ReadWrite, hasty());
    let (pages, end) = client.list(&RETRIEVE_USER_LIST, Arguments::NONE).await;
    (ids(&pages), end, client.odd())
}

/// A list of `count` users, a hundred on a page.
fn some_of(count: usize, page: usize, total: usize) -> Vec<u8> {
    let from = (page - 1) * 100;
    users(from, count.saturating_sub(from).min(100), total)
}

#[tokio::test]
async fn a_list_that_is_as_the_vendor_says_is_not_odd() {
    let api = Wire::start(|request| some_of(345, number(request), 345)).await;
    let (ids, end, odd) = outcome(&api).await;
    end.unwrap();
    assert_eq!((ids, odd), (all(0..345), None));
}

#[tokio::test]
async fn a_total_that_is_too_small_cuts_nothing_off() {
    let api = Wire::start(|request| some_of(530, number(request), 150)).await;
    let (ids, end, odd) = outcome(&api).await;
    end.unwrap();
    assert_eq!(ids, all(0..530));
    let words = "the vendor tells of 150 rows, and gave 530 on 6 pages";
    assert_eq!(odd.as_deref(), Some(words));
}

#[tokio::test]
async fn a_total_that_is_too_large_ends_with_the_rows() {
    for total in [10_000, usize::MAX] {
        let api = Wire::start(move |request| some_of(230, number(request), total)).await;
        let (ids, end, odd) = outcome(&api).await;
        end.unwrap();
        assert_eq!(ids, all(0..230));
        let words = format!("the vendor tells of {total} rows, and gave 230 on 4 pages");
        assert_eq!(odd, Some(words));
        let asked = api.requests().len();
        assert!(asked < 50, "{asked} requests");
    }
}

#[tokio::test]
async fn a_total_that_changes_ends_with_the_rows() {
    for totals in [[1_000, 300, 2_000, 150], [120, 900, 500, 730]] {
        let api = Wire::start(move |request| {
            let page = number(request);
            some_of(730, page, totals[page % totals.len()])
        })
        .await;
        let (ids, end, _) = outcome(&api).await;
        end.unwrap();
        assert_eq!(ids, all(0..730), "{totals:?}");
    }
}

#[tokio::test]
async fn a_page_that_comes_again_ends_the_list() {
    for kinds in [1, 2, 3] {
        let api = Wire::start(move |request| {
            let kind = (number(request) - 1) % kinds;
            users(kind * 100, 100, 100_000)
        })
        .await;
        let (ids, end, _) = outcome(&api).await;
        assert_eq!(ids, all(0..kinds * 100));
        let problem = end.unwrap_err();
        assert_eq!(problem.reason, Reason::Unreadable);
        let words = "the same page came twice";
        assert!(problem.message.as_str().contains(words), "{problem}");
        assert!(api.requests().len() < 50);
    }
}

#[tokio::test]
async fn a_last_page_that_comes_again_where_the_list_is_over_does_no_harm() {
    let api = Wire::start(|request| some_of(200, number(request).min(2), 150)).await;
    let (ids, end, odd) = outcome(&api).await;
    end.unwrap();
    assert_eq!(ids, all(0..200));
    assert!(odd.unwrap().contains("tells of 150 rows, and gave 200"));
}

#[tokio::test]
async fn fewer_rows_than_asked_for_are_as_many_pages_more() {
    let api = Wire::start(|request| {
        let from = (number(request) - 1) * 7;
        users(from, 60_usize.saturating_sub(from).min(7), 60)
    })
    .await;
    let (ids, end, odd) = outcome(&api).await;
    end.unwrap();
    assert_eq!((ids, odd), (all(0..60), None));
    assert_eq!(api.requests().len(), 9);
}

#[tokio::test]
async fn a_short_page_in_the_middle_leaves_no_gap() {
    let api = Wire::start(|request| {
        let (_, rest) = request.split_once("offset=").unwrap();
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next();
        let from: usize = digits.unwrap().parse().unwrap();
        let count = if (200..300).contains(&from) { 30 } else { 100 };
        let row = |id: usize| format!(r#"{{"id":"{id}","email":"u{id}@acme.example"}}"#);
        let rows: Vec<_> = (from..(from + count).min(900)).map(row).collect();
        let rows = rows.join(",");
        json(200, &format!(r#"{{"invitations":[{rows}],"count":900}}"#))
    })
    .await;
    let mut client = Client::new(koyeb(&api.base_url, Some(held("T"))));
    let list = &LIST_ORGANIZATION_INVITATIONS;
    let (pages, end) = client.list(list, Arguments::NONE).await;
    end.unwrap();
    let rows = pages.iter().flat_map(|page| match &page.rows {
        Rows::Invitations(rows) => rows.as_slice(),
        other => panic!("{other:?}"),
    });
    let ids: Vec<usize> = rows.map(|row| row.id.raw().parse().unwrap()).collect();
    assert!(ids == all(0..900), "{ids:?}");
    assert_eq!(client.odd(), None);
}

/// How a list ends that has more than is kept.
async fn stopped(api: &Wire, limits: Limits) -> (Vec<Page>, String) {
    let (pages, end) = list(api, limits).await;
    let problem = end.unwrap_err();
    assert_eq!(problem.reason, Reason::Unreadable);
    (pages, problem.message.to_string())
}

#[tokio::test]
async fn a_list_without_end_is_stopped_before_it_takes_all_memory() {
    let without_end = |request: &str| users(number(request) * 100, 100, 1_000_000_000);
    let api = Wire::start(without_end).await;
    let limits = Limits {
        rows: 2_000,
        ..hasty()
    };
    let (pages, why) = stopped(&api, limits).await;
    assert_eq!(ids(&pages), all(100..2_100));
    assert!(why.contains("usher stopped after 2000 rows"), "{why}");

    let api = Wire::start(without_end).await;
    let limits = Limits {
        pages: 7,
        ..hasty()
    };
    let (pages, why) = stopped(&api, limits).await;
    assert_eq!(pages.len(), 7);
    assert!(why.contains("usher stopped after 7 pages"), "{why}");
}

#[tokio::test]
async fn rows_that_are_very_long_are_stopped_by_their_text() {
    let made = AtomicUsize::new(0);
    let api = Wire::start(move |_| {
        let id = made.fetch_add(1, Ordering::SeqCst);
        let name = "x".repeat(1 << 20);
        let user = format!(r#"{{"userId":"{id}","firstName":"{name}"}}"#);
        let total = r#""_pagination":{"totalElements":100000}"#;
        json(200, &format!(r#"{{"data":[{user}],{total}}}"#))
    })
    .await;
    let limits = Limits {
        texts: 3 << 20,
        ..hasty()
    };
    let (pages, why) = stopped(&api, limits).await;
    assert_eq!(pages.len(), 3);
    let words = "usher stopped after 3 rows with 3 MB of text";
    assert!(why.contains(words), "{why}");
}

#[tokio::test]
async fn a_million_rows_on_one_page_are_not_read() {
    let api = Wire::start(|_| users(0, 1_000_000, 1_000_000)).await;
    let (pages, why) = stopped(&api, hasty()).await;
    assert!(pages.is_empty());
    assert!(
        why.contains("more values than usher reads") || why.contains("larger than 32 MB"),
        "{why}"
    );
}
