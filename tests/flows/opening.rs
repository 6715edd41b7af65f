use serde_json::json;

use super::{detail::replied, *};

#[test]
fn a_detail_below_the_table_has_the_whole_body_once_it_is_opened() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("2").wait(0.5);
    assert!(
        desk.sees("Verified  Trial") || desk.sees("Plan"),
        "the table is there"
    );
    assert!(desk.sees("Condition") && !desk.sees("Billing"));
    let organization = json!({"organization": {"id": "o-1", "name": "acme-labs", "status": "LOCKED",
        "status_message": "PAYMENT_FAILURE", "billing_name": "Acme Inc", "city": "Linden"}});
    let call = desk.take_call("koyeb.get_organization");
    let reply = replied(&call, &organization);
    desk.answer(&call, Ok(reply));
    let closed = desk.screen();
    for words in ["Locked: a payment failed", "Check the payment method", "6/"] {
        assert!(closed.contains(words), "{words}\n{closed}");
    }
    desk.press("<enter>");
    let open = desk.screen();
    assert!(
        open.contains("Acme Inc") && open.contains("reading …"),
        "{open}"
    );
    assert!(
        !open.contains("Organizations ─"),
        "no table behind it\n{open}"
    );
    desk.resize(80, 20);
    desk.press("G");
    let end = desk.app.detail_rows().len();
    assert!(desk.sees(&format!("{end}/{end}")), "{}", desk.screen());
    desk.press("<esc>");
    assert!(desk.sees("Organizations ─"), "{}", desk.screen());
}

#[test]
fn the_whole_reply_is_read_first_where_it_is_not_there_yet() {
    let mut desk = Desk::loaded(80, 16);
    desk.press("2 J");
    assert!(!desk.sees("\"name\""), "{}", desk.screen());
    let call = desk.take_call("koyeb.get_organization");
    let reply = replied(
        &call,
        &json!({"organization": {"id": "o-1", "name": "acme-labs"}}),
    );
    desk.answer(&call, Ok(reply));
    assert!(
        desk.sees("\"name\": \"acme-labs\"") || desk.sees("name: \"acme-labs\""),
        "{}",
        desk.screen()
    );
}
