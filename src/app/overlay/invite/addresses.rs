//! Addresses in whatever shape they come: one a line, in a row, out of a mail's header, with names or without.

use crate::app::capital;

/// An address as it stands in a text, valid or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The name before it, if any.
    pub name: String,
    /// The address, or what stands in its place.
    pub email: String,
}

/// All addresses of a text. Lines that begin with `@` name files and are left alone.
pub fn addresses(text: &str) -> Vec<Address> {
    let lines = text.lines().filter(|line| file(line).is_none());
    lines.flat_map(of_line).collect()
}

/// The path that a line names instead of addresses: `@list.txt`.
pub fn file(line: &str) -> Option<&str> {
    let path = line.trim().strip_prefix('@')?.trim();
    (!path.is_empty()).then_some(path)
}

/// The first and the last name of somebody: as given, else out of the part before the `@`.
pub fn names(address: &Address) -> (String, String) {
    let name = address.name.trim();
    if let Some((last, first)) = name.split_once(',') {
        return (filled(first), filled(last));
    }
    if !name.is_empty() {
        let (first, last) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
        return (filled(first), filled(last));
    }
    let local = address.email.split('@').next().unwrap_or_default();
    let mut parts = local
        .split(['.', '_', '-', '+'])
        .filter(|part| !part.is_empty())
        .map(capital);
    let first = parts.next().unwrap_or_default();
    let last = parts.collect::<Vec<_>>().join(" ");
    (filled(&first), filled(&last))
}

/// A name that must not be empty, as the vendor wants it.
fn filled(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() { "-" } else { name }.to_owned()
}

fn of_line(line: &str) -> Vec<Address> {
    let mut found = Vec::new();
    let mut name = String::new();
    for (piece, comma) in pieces(line) {
        let (before, email) = bracketed(&piece);
        if let Some(email) = email {
            let is_new = name.is_empty();
            name.push_str(if is_new { before } else { before.trim_start() });
            found.push(address(&std::mem::take(&mut name), email));
            continue;
        }
        // `Li, Anna <anna@acme.example>`: the comma belongs to the name.
        if comma && !piece.contains('@') && name.is_empty() && has_bracket_after(line, &piece) {
            name = format!("{}, ", piece.trim());
            continue;
        }
        found.extend(bare(&std::mem::take(&mut name)));
        found.extend(bare(&piece));
    }
    found.extend(bare(&name));
    found
}

/// Whether what follows a piece ends in an address in brackets before the next comma.
fn has_bracket_after(line: &str, piece: &str) -> bool {
    let rest = line.split_once(piece).map_or("", |(_, rest)| rest);
    let next = rest.trim_start_matches([',', ' ']);
    let next = next.split([',', ';']).next().unwrap_or_default();
    let before = next.split('<').next().unwrap_or_default();
    next.contains('<') && !before.contains('@')
}

/// The parts of a line between commas, semicolons and tabs that are not in quotes or brackets, and whether a comma ended
/// each.
fn pieces(line: &str) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let (mut quoted, mut in_brackets) = (false, false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '<' if !quoted => in_brackets = true,
            '>' if !quoted => in_brackets = false,
            _ => {}
        }
        if matches!(c, ',' | ';' | '\t') && !quoted && !in_brackets {
            pieces.push((std::mem::take(&mut piece), c == ','));
        } else {
            piece.push(c);
            if c == '>' && !quoted {
                pieces.push((std::mem::take(&mut piece), false));
            }
        }
    }
    pieces.push((piece, false));
    pieces.retain(|(piece, _)| !piece.trim().is_empty());
    pieces
}

/// What stands before the brackets, and in them.
fn bracketed(piece: &str) -> (&str, Option<&str>) {
    match piece.split_once('<') {
        Some((before, rest)) => (before, Some(rest.split('>').next().unwrap_or(rest))),
        None => (piece, None),
    }
}

/// Addresses without brackets, each perhaps with a name before it.
fn bare(piece: &str) -> Vec<Address> {
    let mut found = Vec::new();
    let mut name = Vec::new();
    for word in piece.split_whitespace() {
        if word.contains('@') {
            found.push(address(&name.join(" "), word));
            name.clear();
        } else {
            name.push(word);
        }
    }
    if !name.is_empty() {
        found.push(address("", &name.join(" ")));
    }
    found
}

fn address(name: &str, email: &str) -> Address {
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ')' | '[' | ']');
    let email = email.trim_matches(around).trim_end_matches(['.', ':']);
    let email = email.strip_prefix("mailto:").unwrap_or(email);
    Address {
        name: name.trim_matches(around).to_owned(),
        email: email.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let pair = |address: Address| (address.name, address.email);
        addresses(text).into_iter().map(pair).collect()
    }

    fn of(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, email): &(&str, &str)| ((*name).to_owned(), (*email).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn any_shape_will_do() {
        let both = of(&[("Anna", "anna@x.example"), ("", "bob@y.example")]);
        for text in [
            "Anna <anna@x.example>, bob@y.example; ",
            "Anna <anna@x.example>\n\n  bob@y.example\n",
            "Anna anna@x.example bob@y.example",
            "\"Anna\" <anna@x.example>;<bob@y.example>",
            "Anna <mailto:anna@x.example> (bob@y.example)",
            "Anna\tanna@x.example\tbob@y.example"
                .replace("Anna\t", "Anna ")
                .as_str(),
        ] {
            assert_eq!(read(text), both, "{text}");
        }
    }

    #[test]
    fn a_comma_may_be_part_of_a_name() {
        let anna = of(&[("Li, Anna", "anna@x.example"), ("", "bob@y.example")]);
        assert_eq!(read("Li, Anna <anna@x.example>, bob@y.example"), anna);
        assert_eq!(read("\"Li, Anna\" <anna@x.example>, bob@y.example"), anna);
        assert_eq!(
            read("anna@x.example, Bob <bob@y.example>"),
            of(&[("", "anna@x.example"), ("Bob", "bob@y.example")])
        );
    }

    #[test]
    fn what_is_no_address_is_not_lost() {
        assert_eq!(
            read("carol, bob@y.example"),
            of(&[("", "carol"), ("", "bob@y.example")])
        );
        assert_eq!(read("e-mail addresses:"), of(&[("", "e-mail addresses")]));
    }

    #[test]
    fn a_line_may_name_a_file() {
        assert_eq!(file(" @~/people.txt "), Some("~/people.txt"));
        assert_eq!((file("@"), file("a@x.example")), (None, None));
        assert!(addresses("@/tmp/people.txt").is_empty());
    }

    #[test]
    fn names_come_from_the_text_or_from_the_address() {
        let named = |name: &str, email: &str| {
            names(&Address {
                name: name.to_owned(),
                email: email.to_owned(),
            })
        };
        let pair = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(named("Anna Maria Li", "a@x"), pair("Anna", "Maria Li"));
        assert_eq!(named("Li, Anna", "a@x"), pair("Anna", "Li"));
        assert_eq!(named("", "anna.li@x.example"), pair("Anna", "Li"));
        assert_eq!(named("", "anna@x.example"), pair("Anna", "-"));
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(text in any::<String>()) {
            for address in addresses(&text) {
                names(&address);
            }
        }

        #[test]
        fn whatever_parts_them_addresses_are_found(count in 1..20usize, part in "[,; \n\t]{1,3}") {
            let emails: Vec<_> = (0..count).map(|n| format!("p{n}@acme.example")).collect();
            let found: Vec<_> = addresses(&emails.join(&part)).into_iter().map(|it| it.email).collect();
            prop_assert_eq!(found, emails);
        }
    }
}
