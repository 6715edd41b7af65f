//! Connections: kept for reads, never for changes; packed, dripping and silent answers.

use usher_tui::api::{
    Arguments, Reply,
    koyeb::{CREATE_ORGANIZATION, GET_CURRENT_USER},
};

use crate::server::{Asker, Server, fine, hasty};

#[tokio::test]
async fn reads_share_a_connection_and_changes_each_have_their_own() {
    let server = Server::start(|_, _| fine()).await;
    let mut asker = Asker::new(&server.base_url(), hasty());
    for _ in 0..10 {
        asker
            .call(&GET_CURRENT_USER, &Arguments::NONE)
            .await
            .unwrap();
    }
    assert_eq!((server.count(), server.connections()), (10, 1));
    let name = Arguments::NONE.text("name", "x");
    for _ in 0..5 {
        asker.call(&CREATE_ORGANIZATION, &name).await.unwrap();
    }
    assert_eq!((server.count(), server.connections()), (15, 6));
}

/// `{"user":{"id":"7","name":"packed"}}`, packed with gzip.
const PACKED: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x2a\x2d\x4e\x2d\x52\xb2\xaa\x56\xca\x4c\x51\xb2\x52\x32\x57\xd2\x51\xca\x4b\xcc\x4d\x05\x32\x0b\x12\x93\xb3\x53\x53\x94\x6a\x6b\x01\x85\x20\xf5\x36\x23\x00\x00\x00";

#[tokio::test]
async fn a_packed_answer_is_asked_for_and_unpacked() {
    let server = Server::start(|_, _| {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
            PACKED.len()
        );
        [head.as_bytes(), PACKED].concat()
    })
    .await;
    let mut asker = Asker::new(&server.base_url(), hasty());
    let reply = asker.call(&GET_CURRENT_USER, &Arguments::NONE).await;
    let reply = reply.unwrap();
    assert!(
        matches!(reply, Reply::Page(_) | Reply::Detail(_)),
        "{reply:?}"
    );
    assert!(format!("{reply:?}").contains("packed"), "{reply:?}");
    let request = server.seen().remove(0).text.to_lowercase();
    assert!(request.contains("accept-encoding: gzip"), "{request}");
}
