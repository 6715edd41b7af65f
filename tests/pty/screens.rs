//! The way to each screen of the demo.

use crate::terminal::Pty;

/// Keys, and what is seen then.
type Steps = &'static [(&'static str, &'static str)];

/// What a screen is called, and the way to it from the program's start.
pub const SCREENS: [(&str, Steps); 21] = [
    ("users", &[("1", "╭ Users ─")]),
    ("organizations", &[("2", "╭ Organizations ─")]),
    ("invitations", &[("3", "╭ Invitations ─")]),
    ("credentials", &[("4", "╭ Credentials ─")]),
    ("detail", &[("1\r", "Identity")]),
    ("filter", &[("1/zo", "Users /zo")]),
    ("form", &[("2", "1/12 ╮"), ("e", "╭ Edit organization")]),
    ("palette", &[(":", "╭ Operations ─")]),
    (
        "answer",
        &[
            (":", "╭ Operations ─"),
            ("koyeb.get_current_user\r", "Browser fingerprint"),
            ("\x13", "avatar_url"),
        ],
    ),
    ("help", &[("?", "╭ Keys ─")]),
    ("requests", &[("@", "╭ Requests ─")]),
    (
        "request",
        &[
            ("@/api-clients", "/api-clients?page=1"),
            ("\r\r", "headers accept"),
        ],
    ),
    ("notices", &[("N", "╭ Notices ─")]),
    (
        "json",
        &[
            (":", "╭ Operations ─"),
            ("koyeb.get_current_user\r", "Browser fingerprint"),
            ("\x13", "avatar_url"),
            ("J", "\"user\": {"),
        ],
    ),
    ("columns", &[("c", "╭ Columns ─")]),
    (
        "vendor's filter",
        &[("3", "acme-ro"), ("F", "╭ Filter at the vendor")],
    ),
    ("export", &[("X", "╭ Export")]),
    (
        "sign-in",
        &[("I", "╭ Sign in"), ("\r", "╭ Sign in at Koyeb")],
    ),
    (
        "invite preview",
        &[
            ("3", "acme-ro"),
            ("n", "╭ Invite"),
            ("anna@x.example", "anna@x.example"),
        ],
    ),
    (
        "typed question",
        &[("4", "Shop backend"), ("jD", "to confirm")],
    ),
    (
        "leave",
        &[
            ("3", "acme-ro"),
            ("a", "accepting"),
            ("q", "Something still waits"),
        ],
    ),
];

/// Goes there, once the demo's session has told the organization it is in: some keys need it.
pub fn walk(pty: &Pty, steps: Steps) {
    pty.see("› ");
    pty.see("in lindenhof-prod");
    for (keys, text) in steps {
        pty.send(keys);
        pty.see(text);
    }
}
