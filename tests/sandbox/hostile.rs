//! Texts that mean harm, in every text of every answer.

use serde_json::Value;
use usher_tui::sandbox::Options;

use crate::world::World;

#[tokio::test]
async fn texts_are_hostile_and_what_a_client_works_with_is_not() {
    let hostile = ["\u{1b}[2J", "\u{202e}moc", "a\nb"].map(str::to_owned);
    let world = World::with(Options {
        hostile: hostile.to_vec(),
        ..Options::default()
    })
    .await;
    let token = world.contabo_token().await;
    let users = world.contabo(&token, "GET", "/v1/users").send().await;
    let users: Value = serde_json::from_slice(&users.unwrap().bytes().await.unwrap()).unwrap();
    for user in users["data"].as_array().unwrap() {
        for name in ["firstName", "lastName", "email"] {
            let text = user[name].as_str().unwrap();
            assert!(hostile.iter().any(|known| known == text), "{name}: {text}");
        }
        let id = user["userId"].as_str().unwrap();
        assert!(id.parse::<uuid::Uuid>().is_ok(), "{id}");
    }
    let refusal = world.koyeb("GET", "/v1/nothing").send().await.unwrap();
    let refusal: Value = serde_json::from_slice(&refusal.bytes().await.unwrap()).unwrap();
    let message = refusal["message"].as_str().unwrap();
    assert!(hostile.iter().any(|known| known == message), "{message}");
    assert_eq!(refusal["code"], "not_found");
}
