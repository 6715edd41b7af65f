//! An edit from its beginning to its end: the record, the difference, the request, and the record read again.

use crate::player::Player;

/// The names in the body of the only request of an operation that was answered well.
fn sent(player: &Player, operation: &str) -> Vec<String> {
    let requests = player.done(operation);
    let [request] = requests.as_slice() else {
        panic!("{operation} was answered {} times", requests.len());
    };
    request.properties.clone()
}

async fn press_all(player: &mut Player, keys: &str) {
    for key in keys.split(' ') {
        player.press(key).await;
    }
}

/// Types a text in the place of what stands in the field.
async fn replace(player: &mut Player, text: &str) {
    for _ in 0..40 {
        player.press("backspace").await;
    }
    player.type_text(text).await;
}

/// Moves to the field with this label: the line above the one with the mark.
async fn go_to(player: &mut Player, label: &str) {
    for _ in 0..40 {
        let screen = player.screen();
        let lines: Vec<_> = screen.lines().collect();
        let mut pairs = lines.windows(2);
        if pairs.any(|pair| pair[0].contains(label) && pair[1].contains("│› ")) {
            return;
        }
        player.press("tab").await;
    }
    panic!("{label} is not there:\n{}", player.screen());
}

#[tokio::test]
async fn an_organization_is_edited_and_read_again() {
    let mut player = Player::new().await;
    press_all(&mut player, "2 e").await;
    go_to(&mut player, "VAT number").await;
    replace(&mut player, "PL7251234567").await;
    go_to(&mut player, "City").await;
    replace(&mut player, "Łódź").await;
    player.press("ctrl-s").await;
    player.see("→ Łódź").await;
    player.see("→ PL7251234567").await;
    assert!(player.done("koyeb.update_organization_patch").is_empty());
    let reads = player.done("koyeb.get_organization").len();
    player.press("y").await;
    assert_eq!(
        sent(&player, "koyeb.update_organization_patch"),
        ["vat_number", "city"],
        "only what was changed"
    );
    assert!(player.done("koyeb.get_organization").len() > reads);
    player.press("e").await;
    player.see("Łódź").await;
    player.see("PL7251234567").await;
}

#[tokio::test]
async fn a_role_is_picked_by_its_name() {
    let mut player = Player::new().await;
    press_all(&mut player, "1 G e").await;
    go_to(&mut player, "Roles").await;
    player.see("] read only").await;
    let screen = player.screen();
    let roles = ["administrator", "infrastructure", "billing", "read only"];
    let has = |role: &&str| screen.contains(&format!("[x] {role}"));
    let wanted = roles.into_iter().find(|role| !has(role)).unwrap();
    for role in roles.into_iter().filter(has).chain([wanted]) {
        player.press(&role[..1]).await;
        player.press("space").await;
    }
    player.press("ctrl-s").await;
    player.see(&format!("→ {wanted}")).await;
    player.press("y").await;
    assert_eq!(sent(&player, "contabo.update_user"), ["roles"]);
    player.press("e").await;
    go_to(&mut player, "Roles").await;
    player.see(&format!("[x] {wanted}")).await;
    for role in roles.into_iter().filter(|role| *role != wanted) {
        player.see(&format!("[ ] {role}")).await;
    }
}

#[tokio::test]
async fn a_budget_is_kept_in_exact_cents() {
    let mut player = Player::new().await;
    press_all(&mut player, "2 b").await;
    replace(&mut player, "$1,019.99").await;
    player.see("Sent as 101999 cents").await;
    player.press("ctrl-s").await;
    if player.screen().contains("Are you sure?") {
        player.press("y").await;
    }
    assert_eq!(sent(&player, "koyeb.update_budget"), ["amount"]);
    player.press("b").await;
    player.see("1019.99").await;
}

#[tokio::test]
async fn a_profile_that_is_written_later_shows_in_the_end() {
    let mut player = Player::new().await;
    press_all(&mut player, "1 e enter").await;
    replace(&mut player, "Mia Novak").await;
    player.press("ctrl-s").await;
    player.press("y").await;
    assert_eq!(sent(&player, "koyeb.update_user_v2_patch"), ["name"]);
    player.see("(you) Mia Novak").await;
    player.see("╭ Mia Novak ").await;
}

#[tokio::test]
async fn what_the_vendor_refuses_stands_on_its_field_and_nothing_is_lost() {
    let mut player = Player::new().await;
    press_all(&mut player, "1 e enter").await;
    replace(&mut player, "M").await;
    player.press("ctrl-s").await;
    player.press("y").await;
    player.see("must have 2 to 128 characters").await;
    player.type_text("ara").await;
    player.press("ctrl-s").await;
    player.press("y").await;
    assert_eq!(sent(&player, "koyeb.update_user_v2_patch"), ["name"]);
    player.see("(you) Mara").await;
}
