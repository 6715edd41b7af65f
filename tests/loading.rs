//! Somebody works while a long list comes and one request of twenty fails: the real loop, worker and sandbox.

#[allow(dead_code, reason = "each test file uses its own part of it")]
mod player;

use std::time::{Duration, Instant};

use player::Player;
use usher_tui::{
    app::Setup,
    config::Profile,
    sandbox::{FaultKind, Options, Sandbox},
};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(120);
const USERS: usize = 10_000;

async fn looking_until(player: &mut Player, what: &str, done: impl Fn(&Player) -> bool) {
    let begun = Instant::now();
    while !done(player) {
        player.look().await;
        let late = begun.elapsed() > PATIENCE;
        assert!(!late, "{what} never came:\n{}", player.screen());
    }
}

/// How many rows have come, as the lower edge of the table says.
fn loading(player: &Player) -> Option<usize> {
    let screen = player.screen();
    let (_, rest) = screen.split_once("loading ")?;
    rest.split(' ').next()?.parse().ok()
}

#[tokio::test]
async fn no_key_is_lost_and_the_cursor_stays_while_a_long_list_comes() {
    let sandbox = Sandbox::start(Options {
        users: USERS,
        latency: Duration::from_millis(5),
        fail: 0.04,
        faults: vec![(FaultKind::DropBefore, 0.01)],
        ..Options::default()
    })
    .await
    .unwrap();
    let profile = Profile {
        koyeb: None,
        tripartie: None,
        ..Profile::demo(sandbox.addresses()).unwrap()
    };
    let mut player = Player::open(sandbox, profile, Setup::default());
    looking_until(&mut player, "the first page", |player| {
        loading(player).is_some()
    })
    .await;
    player.hit("j").await;
    let start = player.selected();
    assert!(!start.is_empty(), "{}", player.screen());
    let (mut rounds, mut moved) = (0, Vec::new());
    while loading(&player).is_some() {
        for _ in 0..4 {
            player.hit("j").await;
        }
        moved.push(player.selected());
        for _ in 0..4 {
            player.hit("k").await;
        }
        assert_eq!(player.selected(), start, "{}", player.screen());
        rounds += 1;
    }
    assert!(rounds > 2, "{rounds}: there was time to do something");
    assert!(moved.iter().all(|line| *line == moved[0] && *line != start));
    let all = format!("/{USERS}");
    looking_until(&mut player, "all users", |player| {
        player.screen().contains(&all)
    })
    .await;
    assert_eq!(player.selected(), start, "{}", player.screen());
}
