use super::*;

/// The line at the top of the screen.
fn header(desk: &mut Desk) -> String {
    desk.screen().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_titles_leave_room_for_the_badges() {
    let mut desk = Desk::with(80, 24, |options| {
        options.read_only = true;
        options.profile = "customers".into();
        options.setup.is_production = true;
    });
    desk.sign_in();
    desk.load_everything();
    let line = header(&mut desk);
    assert!(
        line.contains("4 Creds") && line.contains(" READ-ONLY  CUSTOMERS"),
        "{line}"
    );
    desk.resize(40, 12);
    let line = header(&mut desk);
    assert!(
        line.contains(" 1 Users  2  3  4") && line.contains(" READ-ONLY  CUSTOMERS"),
        "{line}"
    );
    desk.press("4");
    let line = header(&mut desk);
    assert!(line.contains(" 1  2  3  4 Creds  READ-ONLY"), "{line}");
}

#[test]
fn a_title_that_got_short_can_still_be_clicked() {
    let mut desk = Desk::read_only(40, 12);
    let line = header(&mut desk);
    let at = line.find('3').unwrap_or_else(|| panic!("{line}"));
    desk.click(u16::try_from(at).unwrap(), 0);
    assert_eq!(desk.app.panes.front, Tab::Invitations);
}
