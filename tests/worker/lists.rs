//! Lists, from the first row to the last.

use std::sync::atomic::{AtomicUsize, Ordering};

use usher_tui::{
    api::{
        Arguments, Operation, Page, Reason,
        contabo::{RETRIEVE_USER_CLIENT, RETRIEVE_USER_LIST},
        koyeb::{LIST_USER_ORGANIZATION_INVITATIONS, LIST_USER_ORGANIZATIONS},
        tripartie::{LIST_API_CLIENTS, LIST_USERS},
    },
    config::{Address, Profile, TripartieAccount},
    sandbox::{Options, Sandbox},
    worker::{Access, Limits},
};

use crate::{
    client::{Client, held, koyeb, profile, sandbox, seen},
    wire::{Wire, answer, json},
};

fn rows(pages: &[Page]) -> usize {
    pages.iter().map(|page| page.rows.len()).sum()
}

#[tokio::test]
async fn every_list_is_read_to_its_last_row() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    let lists: [&Operation; 6] = [
        &LIST_USER_ORGANIZATIONS,
        &LIST_USER_ORGANIZATION_INVITATIONS,
        &LIST_USERS,
        &LIST_API_CLIENTS,
        &RETRIEVE_USER_LIST,
        &RETRIEVE_USER_CLIENT,
    ];
    for operation in lists {
        let (pages, end) = client.list(operation, Arguments::NONE).await;
        end.unwrap();
        assert_eq!(
            seen(&sandbox, operation).len(),
            pages.len(),
            "{}",
            operation.id
        );
        let total = pages[0].total;
        assert!(rows(&pages) > 0, "{}", operation.id);
        assert!(
            total.is_none_or(|total| rows(&pages) == total),
            "{}",
            operation.id
        );
        assert_ne!(pages.last().unwrap().more, Some(true), "{}", operation.id);
    }
}

#[tokio::test]
async fn a_long_list_comes_page_by_page() {
    let sandbox = Sandbox::start(Options {
        users: 1_234,
        ..Options::default()
    })
    .await
    .unwrap();
    let mut client = Client::new(profile(&sandbox));
    let (pages, end) = client.list(&RETRIEVE_USER_LIST, Arguments::NONE).await;
    end.unwrap();
    assert_eq!(rows(&pages), 1_234);
    assert_eq!(pages.len(), 13);
    let mut asked: Vec<u32> = seen(&sandbox, &RETRIEVE_USER_LIST)
        .into_iter()
        .flat_map(|request| request.query)
        .filter(|(name, _)| name == "page")
        .map(|(_, number)| number.parse().unwrap())
        .collect();
    asked.sort_unstable();
    assert!(asked.iter().copied().eq(1..=13), "{asked:?}");
}

#[tokio::test]
async fn a_list_without_end_is_stopped() {
    let made = AtomicUsize::new(0);
    let api = Wire::start(move |_| {
        let id = made.fetch_add(1, Ordering::SeqCst);
        json(
            200,
            &format!(r#"{{"organizations":[{{"id":"{id}","name":"a"}}],"has_next":true}}"#),
        )
    })
    .await;
    let profile = koyeb(&api.base_url, Some(held("T")));
    let limits = Limits {
        pages: 5,
        ..Limits::default()
    };
    let mut client = Client::with(profile, Access::ReadWrite, limits);
    let (pages, end) = client.list(&LIST_USER_ORGANIZATIONS, Arguments::NONE).await;
    assert_eq!(pages.len(), 5);
    let problem = end.unwrap_err();
    assert_eq!(problem.reason, Reason::Unreadable);
    assert!(
        problem.message.as_str().contains("does not end"),
        "{problem}"
    );
}

#[tokio::test]
async fn a_list_that_repeats_a_page_is_stopped_at_once() {
    let api = Wire::start(|_| {
        json(
            200,
            r#"{"organizations":[{"id":"a","name":"a"}],"has_next":true}"#,
        )
    })
    .await;
    let mut client = Client::new(koyeb(&api.base_url, Some(held("T"))));
    let (pages, end) = client.list(&LIST_USER_ORGANIZATIONS, Arguments::NONE).await;
    assert_eq!(pages.len(), 1);
    let problem = end.unwrap_err();
    assert!(
        problem
            .message
            .as_str()
            .contains("the same page came twice"),
        "{problem}"
    );
    assert_eq!(api.requests().len(), 2);
}

#[tokio::test]
async fn a_list_without_a_total_ends_at_an_empty_page() {
    let left = AtomicUsize::new(2);
    let api = Wire::start(move |_| {
        let page = left.load(Ordering::SeqCst);
        if page == 0 {
            return json(200, "[]");
        }
        left.fetch_sub(1, Ordering::SeqCst);
        json(
            200,
            &format!(
                r#"[{{"id":{page},"email":"a@example.com"}},{{"id":{page}1,"email":"b@example.com"}}]"#
            ),
        )
    })
    .await;
    let (pages, asked) = tripartie_users(&api).await;
    assert_eq!((pages, asked), (vec![2, 2, 0], 3));
}

#[tokio::test]
async fn a_total_that_is_too_large_does_not_keep_the_list_going() {
    let api = Wire::start(|request| {
        let body: &[u8] = if request.contains("page=1 ") {
            br#"[{"id":1,"email":"a@example.com"}]"#
        } else {
            b"[]"
        };
        answer(
            200,
            "content-range: 0-50/28441\r\ncontent-type: application/json\r\n",
            body,
        )
    })
    .await;
    let (pages, asked) = tripartie_users(&api).await;
    assert_eq!(pages, [1, 0]);
    assert!(asked < 50, "{asked} requests");
}

async fn tripartie_users(api: &Wire) -> (Vec<usize>, usize) {
    let mut client = Client::new(Profile {
        tripartie: Some(TripartieAccount {
            base_url: Address::new(&api.base_url).unwrap(),
            token: Some(held("T")),
            ..TripartieAccount::default()
        }),
        ..Profile::default()
    });
    let (pages, end) = client.list(&LIST_USERS, Arguments::NONE).await;
    end.unwrap();
    let rows = pages.iter().map(|page| page.rows.len()).collect();
    (rows, api.requests().len())
}
