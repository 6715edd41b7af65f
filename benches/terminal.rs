//! What a person waits for: the real program in a pseudo-terminal of 120x40, beside a bare program with the same drawing
//! library in the same run. `cargo bench --bench terminal` prints the table; Linux alone.

#[path = "terminal/floor.rs"]
mod floor;
#[path = "terminal/vendors.rs"]
mod vendors;
#[path = "terminal/window.rs"]
mod window;

use std::{
    env,
    time::{Duration, Instant},
};

use portable_pty::CommandBuilder;
use vendors::Vendors;
use window::Window;

/// Set for the part of the bare program.
const FLOOR: &str = "USHER_BENCH_FLOOR";
/// How often each key is pressed.
const KEYS: usize = 200;
/// How often each program is started.
const STARTS: usize = 30;
const IDLE: Duration = Duration::from_secs(5);
const MANY: usize = 100_000;

fn main() {
    if env::var_os(FLOOR).is_some() {
        floor::run().expect("a terminal");
        return;
    }
    println!(
        "{:<34}{:>12}{:>12}{:>14}{:>9}",
        "job", "median", "p99", "floor median", "ratio"
    );
    starts();
    first_rows();
    let few = Vendors::serve(100, 0);
    let window = few.open();
    println!(
        "{:<34}{:>9} kB",
        "peak memory, 100 users",
        window.status("VmHWM")
    );
    drop((window, few));
    let many = Vendors::serve(MANY, 50);
    let begun = Instant::now();
    let mut window = many.open();
    println!(
        "{:<34}{:>12}",
        "100,000 users loaded",
        shown(begun.elapsed())
    );
    println!(
        "{:<34}{:>12}",
        "  of which on a processor",
        shown(window.processor())
    );
    println!(
        "{:<34}{:>9} kB",
        "peak memory, 100,000 users",
        window.status("VmHWM")
    );
    keys(&mut window);
    idle(&mut window);
    println!(
        "{:<34}{:>9} kB",
        "peak memory after all that",
        window.status("VmHWM")
    );
}

/// From the start to the first whole frame.
fn starts() {
    let start = |command: CommandBuilder| {
        let mut window = Window::open(command);
        let at = window.frame(Duration::from_secs(5)).expect("a frame");
        at - window.begun
    };
    let mut demo = vendors::program();
    demo.arg("--demo");
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        ours.push(start(demo.clone()));
        floors.push(start(bare()));
    }
    report(
        "start to the first frame (--demo)",
        &mut ours,
        Some(&mut floors),
    );
}

/// From the start to the first rows, where each answer takes a while.
fn first_rows() {
    let vendors = Vendors::serve(100, 50);
    let mut times: Vec<_> = (0..STARTS)
        .map(|_| {
            let mut window = Window::open(vendors.program());
            window.loaded(1);
            window.begun.elapsed()
        })
        .collect();
    report("start to the first rows (50 ms)", &mut times, None);
}

fn bare() -> CommandBuilder {
    let mut command = CommandBuilder::new(env::current_exe().expect("this program"));
    command.env(FLOOR, "1");
    command
}

/// From a key to the end of the last frame that it leads to.
fn keys(window: &mut Window) {
    let mut floor = Window::open(bare());
    floor.frame(Duration::from_secs(5)).expect("a frame");
    let mut floors = || -> Vec<_> { (0..KEYS).map(|_| floor.answer("j")).collect() };
    let mut pressed = |name: &str, before: &str, keys: &[&str], after: &str| {
        let mut times = Vec::new();
        let press = |window: &mut Window, untimed: &str| {
            if !untimed.is_empty() {
                window.press(untimed);
                window.settled();
            }
        };
        while times.len() < KEYS {
            press(window, before);
            for key in keys {
                times.push(window.answer(key));
            }
            press(window, after);
        }
        report(name, &mut times, Some(&mut floors()));
    };
    pressed("move the selection", "", &["j", "k"], "");
    pressed("page down", "", &["\x1b[6~"], "");
    // The cursor is on the last line of the screen from here on.
    pressed("scroll by a row", "", &["j"], "");
    pressed("100 keys in one burst", "", &[&"j".repeat(100)], "");
    let letters = ["a", "n", "n", "a", "s", "c", "h"];
    pressed("filter, each letter", "/", &letters, "\x1b");
    pressed("sort by the next column", "", &["s"], "");
    pressed("turn the order round", "", &["S"], "");
}

/// What it does while nobody does anything.
fn idle(window: &mut Window) {
    window.settled();
    let before = (
        window.bytes,
        window.processor(),
        window.status("voluntary_ctxt_switches"),
    );
    let end = Instant::now() + IDLE;
    while Instant::now() < end {
        window.frame(end.saturating_duration_since(Instant::now()));
    }
    let busy = window.processor().saturating_sub(before.1);
    println!(
        "{:<34}{} bytes, {} on a processor, {} wake-ups of the main thread",
        "idle for 5 s",
        window.bytes - before.0,
        shown(busy),
        window.status("voluntary_ctxt_switches") - before.2,
    );
}

fn report(name: &str, times: &mut [Duration], floor: Option<&mut [Duration]>) {
    let (median, p99) = (at(times, 50), at(times, 99));
    let floor = floor.map(|floor| at(floor, 50));
    let ratio = floor.map(|floor| median.as_secs_f64() / floor.as_secs_f64());
    println!(
        "{name:<34}{:>12}{:>12}{:>14}{:>9}",
        shown(median),
        shown(p99),
        floor.map_or("-".to_owned(), shown),
        ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.2}")),
    );
}

fn at(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times
        .get(times.len() * percent / 100)
        .copied()
        .unwrap_or_default()
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
