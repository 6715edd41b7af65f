//! What a panic leaves behind. Each test plays both parts: it runs itself again in a terminal, and there it panics.

use std::{env, io, thread};

use usher_tui::terminal::{Modes, Screen, restore_on_panic};

use crate::terminal::Pty;

/// Set for the part in the terminal.
const INSIDE: &str = "USHER_TEST_INSIDE";

#[test]
fn a_panic_while_drawing_gives_the_terminal_back_and_says_where_it_happened() {
    let name = "panics::a_panic_while_drawing_gives_the_terminal_back_and_says_where_it_happened";
    if env::var_os(INSIDE).is_some() {
        let mut screen = enter("before the fault");
        wait_for_enter();
        let size = screen.size().expect("a size");
        screen
            .draw(size, |_, _| panic!("the drawing failed"))
            .expect("not reached");
    }
    let pty = again(name);
    pty.see("before the fault");
    pty.send("\r");
    assert_eq!(pty.status(), 101);
    pty.see("usher: a fault in the program itself at tests/pty/panics.rs:");
    pty.see("(the drawing failed)");
    pty.assert_restored();
}

#[test]
fn a_panic_says_nothing_that_was_put_together_at_run_time() {
    let name = "panics::a_panic_says_nothing_that_was_put_together_at_run_time";
    if env::var_os(INSIDE).is_some() {
        let _screen = enter("before the fault");
        wait_for_enter();
        panic!("{}", ["CAN", "ARY"].concat());
    }
    let pty = again(name);
    pty.see("before the fault");
    pty.send("\r");
    pty.status();
    assert!(!pty.contents().contains("CANARY"), "{}", pty.contents());
    pty.assert_restored();
}

#[test]
fn a_panic_in_a_task_does_not_touch_the_terminal() {
    let name = "panics::a_panic_in_a_task_does_not_touch_the_terminal";
    if env::var_os(INSIDE).is_some() {
        let mut screen = enter("before the fault");
        wait_for_enter();
        let task = thread::spawn(|| panic!("the task failed"));
        task.join().expect_err("the task failed");
        draw(&mut screen, "after the fault");
        wait_for_enter();
        return;
    }
    let pty = again(name);
    pty.see("before the fault");
    pty.send("\r");
    pty.wait("see the program alone on its screen", |screen| {
        screen.alternate_screen() && screen.contents().trim() == "after the fault"
    });
    pty.send("\r");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

fn again(test: &str) -> Pty {
    let program = env::current_exe().expect("this program");
    Pty::run(
        &program,
        &["--exact", test, "--nocapture"],
        &[(INSIDE, "yes")],
    )
}

fn enter(text: &'static str) -> Screen {
    let modes = Modes::default();
    restore_on_panic(modes.clone());
    let mut screen = Screen::enter(modes).expect("a terminal");
    draw(&mut screen, text);
    screen
}

fn draw(screen: &mut Screen, text: &'static str) {
    let size = screen.size().expect("a size");
    let drawn = screen.draw(size, |frame, _| frame.render_widget(text, frame.area()));
    drawn.expect("the terminal takes a frame");
}

fn wait_for_enter() {
    io::Read::read_exact(&mut io::stdin(), &mut [0]).expect("a key");
}
