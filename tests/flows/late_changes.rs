//! What a vendor takes and writes later.

use super::*;
use usher_tui::api::Detail;

#[test]
fn a_profile_that_koyeb_writes_later_is_read_until_it_shows() {
    let profile = |name: &str| {
        let mut page = Page::whole(Rows::Users(vec![sample::user(
            usher_tui::domain::Provider::Koyeb,
            "k-1",
            name,
            "mara@acme.example",
            true,
        )]));
        page.whole = Some(Detail::new(&serde_json::json!({"user": {
            "id": "k-1", "name": name, "email": "mara@acme.example", "newsletter_subscribed": true,
        }})));
        Ok(Reply::Page(page))
    };
    let mut desk = Desk::loaded(120, 40);
    desk.press("1 e <enter>");
    let call = desk.take_call("koyeb.get_current_user");
    desk.answer(&call, profile("Mara"));
    desk.type_text(" Köhler").press("<ctrl-s> y");
    desk.say_the_same();
    let call = desk.take_call("koyeb.update_user_v2_patch");
    desk.answer(&call, profile("Mara"));
    let old = desk.take_detail_reading();
    desk.answer(&old, profile("Mara"));
    desk.wait(0.5);
    let look = desk.take_call("koyeb.get_current_user");
    desk.answer(&look, profile("Mara"));
    let looks = |call: &usher_tui::api::Call| call.operation.id == "koyeb.get_current_user";
    let looking = desk.calls.iter().any(looks);
    assert!(!looking, "it waits before it looks again");
    desk.wait(1.0);
    let look = desk.take_call("koyeb.get_current_user");
    desk.answer(&look, profile("Mara Köhler"));
    assert!(desk.selected().contains("Mara Köhler"), "{}", desk.screen());
    desk.read_detail();
    desk.wait(60.0);
    desk.calls.clear();
    desk.wait(60.0);
    assert!(desk.calls.is_empty(), "once it shows, nothing is read");
}

#[test]
fn a_change_that_never_shows_is_given_up_and_told() {
    let mut desk = Desk::loaded(120, 40);
    desk.press(":")
        .type_text("koyeb.update_user_v2_put")
        .press("<enter>");
    let profile = || Detail::new(&serde_json::json!({"user": {"name": "Mara"}}));
    let call = desk.take_call("koyeb.get_current_user");
    desk.answer(&call, Ok(Reply::Detail(profile())));
    desk.type_text("x").press("<ctrl-s> y");
    desk.say_the_same();
    let call = desk.take_call("koyeb.update_user_v2_put");
    desk.answer(&call, Ok(Reply::Done));
    let mut looks = 0;
    for _ in 0..200 {
        desk.wait(0.1);
        while let Some(at) = desk
            .calls
            .iter()
            .position(|call| call.operation.id == "koyeb.get_current_user")
        {
            let call = desk.calls.remove(at);
            desk.answer(&call, Ok(Reply::Detail(profile())));
            looks += 1;
        }
    }
    assert!((5..=7).contains(&looks), "{looks} looks");
    assert!(desk.sees("doesn't show it yet"), "{}", desk.screen());
}
