use super::*;

#[test]
fn a_terminal_that_is_too_small_says_so_and_recovers() {
    let mut desk = Desk::loaded(120, 40);
    desk.resize(30, 8);
    assert!(desk.sees("usher needs 40x10"), "{}", desk.screen());
    desk.resize(80, 24);
    assert!(desk.sees("Mara Köhler"));
    desk.resize(30, 8);
    desk.press("q");
    assert!(desk.quit, "quitting works at any size");
}

#[test]
fn every_pane_and_overlay_draws_at_every_size() {
    let mut desk = Desk::loaded(80, 24);
    desk.tell(sample::request("/v1/account/profile", 200));
    for keys in [
        "1",
        "2",
        "3",
        "4",
        "3 <enter>",
        "?",
        "<esc> @",
        "<enter>",
        "<esc> <esc> N",
        "<esc> <esc> n",
        "<esc> a q",
    ] {
        desk.press(keys);
        for (width, height) in (0..130)
            .step_by(7)
            .flat_map(|w| (0..45).step_by(4).map(move |h| (w, h)))
        {
            desk.resize(width, height);
            desk.screen();
        }
    }
}
