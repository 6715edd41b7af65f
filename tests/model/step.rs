//! What can happen to the program.

use proptest::{prelude::*, sample::select};

/// One thing that somebody does, or that happens meanwhile.
#[derive(Clone, Debug)]
pub enum Step {
    /// Keys are pressed one after another, as the desk names them.
    Press(&'static str),
    /// The text is typed that the question on top wants, and enter is pressed.
    TypeWanted,
    /// Some text is typed.
    Type(String),
    /// Some text is pasted.
    Paste(String),
    /// So many tenths of a second go by.
    Wait(u32),
    /// The vendor answers one of the calls, well or not.
    Answer(usize, bool),
    /// The vendor answers one of the lists that are asked for, without some of its rows.
    Load(usize, usize),
    /// The window has another size.
    Resize(u16, u16),
}

const KEYS: [&str; 52] = [
    "1",
    "2",
    "3",
    "3",
    "4",
    "j",
    "j",
    "k",
    "G",
    "g g",
    "<space>",
    "v",
    "<ctrl-a>",
    "a",
    "a",
    "d",
    "D",
    "D",
    "t",
    "t",
    "r",
    "o",
    "e",
    "n",
    "b",
    "s",
    "S",
    "y",
    "y",
    "y",
    "z",
    "z",
    "!",
    "R",
    "q",
    ".",
    ":",
    "?",
    "@",
    "/",
    "x",
    "I",
    "<enter>",
    "<enter>",
    "<esc>",
    "<esc>",
    "<ctrl-s>",
    "<tab>",
    "<backspace>",
    "<down>",
    "<right>",
    "N",
];

/// What brings a person to a guard, from wherever they are; chance alone seldom does.
const WAYS: [&str; 12] = [
    "<esc> <esc> <esc> 3 a",
    "<esc> <esc> <esc> 3 j a d",
    "<esc> <esc> <esc> 3 a z",
    "<esc> <esc> <esc> 3 j j j D",
    "<esc> <esc> <esc> 3 j j j D y",
    "<esc> <esc> <esc> 1 G D",
    "<esc> <esc> <esc> 1 G t",
    "<esc> <esc> <esc> 1 G <space> k <space> D",
    "<esc> <esc> <esc> 2 G D",
    "<esc> <esc> <esc> 2 j o",
    "<esc> <esc> <esc> 4 G D",
    "<esc> <esc> <esc> 3 a q",
];

pub fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        20 => select(&KEYS[..]).prop_map(Step::Press),
        6 => select(&WAYS[..]).prop_map(Step::Press),
        5 => Just(Step::TypeWanted),
        1 => "[a-z@. ]{0,8}".prop_map(Step::Type),
        1 => "[ -~\r\n]{0,20}".prop_map(Step::Paste),
        4 => (0_u32..80).prop_map(Step::Wait),
        4 => (0_usize..4, prop::bool::weighted(0.7)).prop_map(|(at, well)| Step::Answer(at, well)),
        3 => (0_usize..6, 0_usize..4).prop_map(|(at, without)| Step::Load(at, without)),
        1 => (0_u16..140, 0_u16..50).prop_map(|(width, height)| Step::Resize(width, height)),
    ]
}
