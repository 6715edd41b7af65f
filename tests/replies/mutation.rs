//! A reply that somebody has tampered with.

use serde_json::{Value, json};

use crate::dice::Dice;

/// A few changes, in the JSON or in its bytes.
pub fn of(reply: &Value, dice: &mut Dice) -> Vec<u8> {
    let mut reply = reply.clone();
    if dice.percent(60) {
        for _ in 0..=dice.below(3) {
            change(&mut reply, dice);
        }
    }
    let mut bytes = reply.to_string().into_bytes();
    if dice.percent(50) {
        for _ in 0..=dice.below(3) {
            tamper(&mut bytes, dice);
        }
    }
    bytes
}

/// Replaces, removes or renames one value somewhere in the reply.
fn change(value: &mut Value, dice: &mut Dice) {
    let stays = dice.percent(25);
    match value {
        Value::Array(items) if !items.is_empty() && !stays => {
            let index = dice.below(items.len());
            match dice.below(8) {
                0 => drop(items.remove(index)),
                1 => items.push(items[index].clone()),
                _ => change(&mut items[index], dice),
            }
        }
        Value::Object(object) if !object.is_empty() && !stays => {
            let names: Vec<String> = object.keys().cloned().collect();
            let name = dice.pick(&names);
            match dice.below(8) {
                0 => drop(object.remove(name)),
                1 => {
                    let moved = object.remove(name).unwrap();
                    object.insert(dice.pick(&names).clone(), moved);
                }
                _ => change(&mut object[name], dice),
            }
        }
        other => *other = odd(dice),
    }
}

/// A value that nobody expects.
fn odd(dice: &mut Dice) -> Value {
    match dice.below(14) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-0.0),
        3 => json!(u64::MAX),
        4 => json!(i64::MIN),
        5 => json!(1e308),
        6 => json!([]),
        7 => json!({}),
        8 => json!([[], {}, null, 1, "CANARY"]),
        9 => json!({"id": {"id": "CANARY"}, "name": ["CANARY"]}),
        10 => json!(""),
        11 => (0..100).fold(json!("CANARY"), |inner, _| json!([inner])),
        12 => json!("2026-99-99T99:99:99Z"),
        _ => json!(dice.text(30)),
    }
}

/// Changes some bytes.
fn tamper(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const PIECES: [&[u8]; 16] = [
        b"1e999",
        b"9223372036854775808",
        b"\\ud800",
        b"\\u0000",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\0",
        b"[",
        b"{",
        b"]",
        b"}",
        b",",
        b"\"",
        b"null",
        b"\x1b[2J",
        b"{\"data\":null}",
    ];
    if bytes.is_empty() {
        return;
    }
    let at = dice.below(bytes.len());
    let end = (at + 1 + dice.below(20)).min(bytes.len());
    match dice.below(6) {
        0 => bytes[at] ^= 1 << dice.below(8),
        1 => drop(bytes.drain(at..end)),
        2 => bytes.truncate(at),
        3 => {
            let again = bytes[at..end].to_vec();
            bytes.splice(at..at, again);
        }
        4 => bytes[at..end].reverse(),
        _ => drop(bytes.splice(at..at, dice.pick(&PIECES).iter().copied())),
    }
}
