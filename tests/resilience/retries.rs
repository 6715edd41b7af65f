//! What is sent again, and what never is.

use tokio::{io::AsyncReadExt as _, net::TcpListener, sync::mpsc};
use usher_tui::api::{
    Argument, Arguments, Operation, Reason, Reply,
    contabo::{DELETE_USER, GENERATE_CLIENT_SECRET, UPDATE_USER},
    koyeb::{
        CREATE_ORGANIZATION, DELETE_ORGANIZATION_INVITATION, GET_CURRENT_USER, UPDATE_USER_PATCH,
        UPDATE_USER_PUT,
    },
    tripartie::{DELETE_API_CLIENT, GET_ME, INVITE_USER},
};

use crate::server::{Asker, Server, answer, fine, hasty, status};

fn reads() -> [(&'static Operation, Arguments); 2] {
    [
        (&GET_CURRENT_USER, Arguments::NONE),
        (&GET_ME, Arguments::NONE),
    ]
}

/// Doing it twice is doing it once.
fn idempotent() -> [(&'static Operation, Arguments); 4] {
    [
        (&UPDATE_USER_PUT, Arguments::NONE.text("name", "x")),
        (
            &DELETE_ORGANIZATION_INVITATION,
            Arguments::NONE.text("id", "7"),
        ),
        (&DELETE_API_CLIENT, Arguments::NONE.text("identifier", "7")),
        (&DELETE_USER, Arguments::NONE.text("userId", "7")),
    ]
}

/// Doing it twice is doing it twice.
fn once() -> [(&'static Operation, Arguments); 5] {
    [
        (&CREATE_ORGANIZATION, Arguments::NONE.text("name", "x")),
        (&UPDATE_USER_PATCH, Arguments::NONE.text("name", "x")),
        (
            &UPDATE_USER,
            Arguments::NONE.text("userId", "7").text("firstName", "x"),
        ),
        (&GENERATE_CLIENT_SECRET, Arguments::NONE),
        (
            &INVITE_USER,
            Arguments::NONE
                .text("firstName", "x")
                .text("lastName", "y")
                .text("email", "x@example.com")
                .with(
                    "invitedRole",
                    Argument::Texts(vec!["ROLE_ADMIN".to_owned()]),
                ),
        ),
    ]
}

#[tokio::test]
async fn a_read_and_what_can_be_done_twice_gets_three_tries() {
    for trouble in [429, 502, 503, 504] {
        for (operation, arguments) in reads().into_iter().chain(idempotent()) {
            let retry = "retry-after: 0\r\n";
            let bad = || answer(trouble, retry, r#"{"message":"not now"}"#);
            let server = Server::with(vec![bad(), bad()]).await;
            let mut asker = Asker::new(&server.base_url(), hasty());
            let outcome = asker.call(operation, &arguments).await;
            assert!(outcome.is_ok(), "{trouble} {outcome:?}");
            assert_eq!(server.count(), 3, "{trouble} {}", operation.id);

            let server = Server::start(move |_, _| answer(trouble, retry, "{}")).await;
            let mut asker = Asker::new(&server.base_url(), hasty());
            let problem = asker.call(operation, &arguments).await.unwrap_err();
            assert_eq!(problem.status, Some(trouble), "{problem:?}");
            assert_eq!(server.count(), 3, "{trouble} {}", operation.id);
        }
    }
}

#[tokio::test]
async fn what_makes_something_new_is_sent_once_whatever_comes_back() {
    for trouble in [429, 500, 502, 503, 504] {
        for (operation, arguments) in once() {
            let server = Server::start(move |_, _| status(trouble)).await;
            let mut asker = Asker::new(&server.base_url(), hasty());
            let problem = asker.call(operation, &arguments).await.unwrap_err();
            match trouble {
                429 => assert!(matches!(problem.reason, Reason::Limited(_)), "{problem:?}"),
                _ => assert_eq!(problem.reason, Reason::Unconfirmed, "{problem:?}"),
            }
            assert_eq!(server.count(), 1, "{trouble} {}", operation.id);
        }
    }
    // And where the connection breaks: it may have been done.
    for (operation, arguments) in once().into_iter().chain(idempotent()) {
        let server = Server::start(|_, _| Vec::new()).await;
        let mut asker = Asker::new(&server.base_url(), hasty());
        let problem = asker.call(operation, &arguments).await.unwrap_err();
        assert_eq!(problem.reason, Reason::Unconfirmed, "{problem:?}");
        assert_eq!(server.count(), 1, "{}", operation.id);
    }
}

#[tokio::test]
async fn a_read_that_a_server_stumbles_over_gets_three_tries() {
    for (operation, arguments) in reads() {
        let server = Server::with(vec![status(500), status(500)]).await;
        let mut asker = Asker::new(&server.base_url(), hasty());
        let outcome = asker.call(operation, &arguments).await;
        assert!(outcome.is_ok(), "{outcome:?}");
        assert_eq!(server.count(), 3, "{}", operation.id);
    }
}

#[tokio::test]
async fn other_answers_are_not_asked_for_again() {
    for other in [400, 401, 403, 404, 409, 422, 500, 501, 505] {
        let reads = reads().into_iter().filter(|_| other != 500);
        for (operation, arguments) in reads.chain(idempotent()) {
            let server = Server::start(move |_, _| status(other)).await;
            let mut asker = Asker::new(&server.base_url(), hasty());
            let problem = asker.call(operation, &arguments).await.unwrap_err();
            assert_eq!(problem.status, Some(other));
            assert_eq!(server.count(), 1, "{other} {}", operation.id);
        }
    }
}

#[tokio::test]
async fn a_read_whose_answer_is_lost_is_sent_again() {
    let cut = || b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{".to_vec();
    let server = Server::start(move |_, number| match number {
        0 => Vec::new(),
        _ => fine(),
    })
    .await;
    let mut asker = Asker::new(&server.base_url(), hasty());
    asker.call(&GET_ME, &Arguments::NONE).await.unwrap();
    assert_eq!(server.count(), 2);

    // A cut answer is followed by the end of the connection: the script hangs up on the next request.
    let server = Server::start(move |_, _| cut()).await;
    let limits = usher_tui::worker::Limits {
        read: std::time::Duration::from_millis(300),
        ..hasty()
    };
    let mut asker = Asker::new(&server.base_url(), limits);
    let problem = asker.call(&GET_ME, &Arguments::NONE).await.unwrap_err();
    assert_eq!(problem.reason, Reason::TimedOut, "{problem:?}");
    assert_eq!(server.count(), 1, "a slow answer is not asked for again");
}

/// A connection that ends before anything is said: nothing has left, so also a change may be tried again.
#[tokio::test]
async fn what_has_provably_not_left_is_sent_again_whatever_it_is() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("https://{}", listener.local_addr().unwrap());
    let (sender, mut hellos) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut hello = [0; 1024];
            let count = stream.read(&mut hello).await.unwrap_or(0);
            sender.send(hello[..count].to_vec()).unwrap();
        }
    });
    for (operation, arguments) in reads().into_iter().chain(once()).chain(idempotent()) {
        let mut asker = Asker::new(&base_url, hasty());
        let problem = asker.call(operation, &arguments).await.unwrap_err();
        assert_eq!(problem.reason, Reason::Offline, "{problem:?}");
        for _ in 0..3 {
            let hello = hellos.recv().await.unwrap();
            assert_eq!(hello.first(), Some(&22), "nothing but a TLS handshake");
        }
        assert!(hellos.try_recv().is_err(), "{}", operation.id);
    }
}

#[tokio::test]
async fn what_an_earlier_try_has_removed_is_removed() {
    for (operation, arguments) in idempotent().into_iter().skip(1) {
        for trouble in [502, 503, 504] {
            let server = Server::with(vec![status(trouble), status(404)]).await;
            let mut asker = Asker::new(&server.base_url(), hasty());
            let reply = asker.call(operation, &arguments).await.unwrap();
            assert!(matches!(reply, Reply::Done), "{reply:?}");
        }
        for first in [vec![], vec![answer(429, "retry-after: 0\r\n", "{}")]] {
            let answers = first.into_iter().chain([status(404)]).collect();
            let server = Server::with(answers).await;
            let mut asker = Asker::new(&server.base_url(), hasty());
            let problem = asker.call(operation, &arguments).await.unwrap_err();
            assert_eq!(problem.reason, Reason::NotFound, "{problem:?}");
        }
    }
}

#[tokio::test]
async fn each_try_at_contabo_has_an_id_of_its_own() {
    let user = Arguments::NONE.text("userId", "7");
    let server = Server::with(vec![status(503), status(503)]).await;
    let mut asker = Asker::new(&server.base_url(), hasty());
    asker.call(&DELETE_USER, &user).await.unwrap();
    let ids: std::collections::HashSet<String> = server
        .seen()
        .iter()
        .filter_map(|seen| {
            let line = seen.text.lines().find(|it| it.starts_with("x-request-id"));
            line.map(str::to_owned)
        })
        .collect();
    assert_eq!(ids.len(), 3);
}
