//! What somebody who watches over a shoulder, or through a shared screen, shall not read: e-mail addresses, postal and
//! network addresses, and ids. Names of people and organizations are not among it.

use std::ops::Range;

use super::ranges::apart;

/// Stands for the end of a text that was cut within something private: by its looks nobody could tell any more.
pub const CUT: char = '\u{E000}';

/// The words of a name that says that a value is private.
const KINDS: &[&str] = &[
    "email",
    "emails",
    "mail",
    "address",
    "address1",
    "address2",
    "addresses",
    "street",
    "city",
    "zip",
    "postal",
    "postcode",
    "phone",
    "mobile",
    "ip",
    "vat",
    "birthday",
    "birth",
    "id",
    "ids",
    "uuid",
    "identifier",
];

/// What a value says of something private without telling it.
const ANSWERS: &[&str] = &[
    "",
    "-",
    "yes",
    "no",
    "proven",
    "not proven yet",
    "true",
    "false",
    "null",
    "on",
    "off",
    "[",
    "[]",
    "{",
    "{}",
];

/// The names end so that say when or whether something happened.
const CIRCUMSTANCES: &[&str] = &[
    "at",
    "on",
    "verified",
    "validated",
    "proven",
    "notification",
];

/// Whether a value is private for what it is called: by a column, a label, a path in a reply, or a field of a form.
pub fn is_private(name: &str, value: &str) -> bool {
    is_private_name(name) && is_told(value)
}

/// Whether what is called so is private, where anything is told of it.
pub fn is_private_name(name: &str) -> bool {
    let words = words(name);
    let tells_when = words
        .last()
        .is_some_and(|last| CIRCUMSTANCES.contains(&last.as_str()));
    let is_kind = words.iter().any(|word| KINDS.contains(&word.as_str()));
    is_kind && !tells_when
}

/// Whether a value tells more than whether there is something.
pub fn is_told(value: &str) -> bool {
    !ANSWERS.contains(&value.trim_matches('"'))
}

/// The parts of a text that look like something private, as ranges of bytes, in order and apart.
pub fn private_parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for word in runs(text, |c| !c.is_whitespace() && !is_frame(c)) {
        let at = word.start;
        let Some(word) = text.get(word) else { continue };
        let mut found = of_word(word);
        for part in &mut found {
            *part = part.start + at..part.end + at;
        }
        parts.extend(found);
    }
    parts.extend(named(text));
    parts.extend(called_ids(text));
    apart(parts)
}

/// Whether a part of a text that looks private is broken over its lines, or away from what it is known by: by the looks of a
/// line nobody could tell any more.
pub fn is_broken<L: AsRef<str>>(text: &str, lines: &[L]) -> bool {
    if lines.len() < 2 {
        return false;
    }
    let known: Vec<&str> = lines.iter().flat_map(|line| parts(line.as_ref())).collect();
    let is_known = |part: &str| known.iter().any(|it| it.contains(part));
    !parts(text).all(is_known)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = private_parts(text).into_iter();
    parts.filter_map(|part| text.get(part))
}

fn of_word(word: &str) -> Vec<Range<usize>> {
    let mut parts = emails(word);
    if let Some(end) = word.find(CUT) {
        let before = word.get(..end).unwrap_or_default();
        let begins = before.rfind(['"', '\'', '(', '=']).map_or(0, |at| at + 1);
        parts.push(begins..end);
    }
    let tokens = runs(word, |c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    parts.extend(tokens.filter(|token| {
        let rest = word.get(token.end..).unwrap_or_default();
        let text = word.get(token.clone()).unwrap_or_default();
        is_id(text, rest.starts_with('…'))
    }));
    let hosts = runs(word, |c| c.is_ascii_hexdigit() || c == '.' || c == ':');
    parts.extend(hosts.filter(|host| is_ip(word.get(host.clone()).unwrap_or_default())));
    parts.extend(segments(word));
    parts
}

/// What stands around each `@`.
fn emails(word: &str) -> Vec<Range<usize>> {
    let of_name = |c: &char| c.is_alphanumeric() || ".!#$%*+-_~'^`".contains(*c);
    let of_host = |c: &char| c.is_alphanumeric() || ".-".contains(*c);
    let around = |(at, _)| {
        let (before, after) = (word.get(..at)?, word.get(at + 1..)?);
        let name: usize = before
            .chars()
            .rev()
            .take_while(of_name)
            .map(char::len_utf8)
            .sum();
        let host: usize = after.chars().take_while(of_host).map(char::len_utf8).sum();
        let is_cut = after.starts_with(['…', CUT]) || after.is_empty();
        (name > 0 && (host > 0 || is_cut)).then(|| at - name..at + 1 + host)
    };
    word.match_indices('@').filter_map(around).collect()
}

/// Whether a word is an id by its looks; one that was cut needs less of them.
fn is_id(token: &str, is_cut: bool) -> bool {
    let has = |of: fn(&char) -> bool| token.chars().any(|c| of(&c));
    let (digits, letters) = (has(char::is_ascii_digit), has(char::is_ascii_alphabetic));
    let is_hex = token.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let is_plain = token.chars().all(|c| c.is_ascii_alphanumeric());
    let is_uuid = is_hex && token.find('-') == Some(8);
    let is_code = token.split_once('-').is_some_and(|(land, number)| {
        (2..=4).contains(&land.len())
            && land.chars().all(|c| c.is_ascii_uppercase())
            && number.len() >= 3
            && number.chars().all(|c| c.is_ascii_digit())
    });
    let is_long = |least| token.len() >= least && is_plain && letters;
    digits && (is_uuid || is_code || is_long(16) || is_cut && (is_long(5) || is_hex && letters))
}

fn is_ip(host: &str) -> bool {
    let (address, _) = host.split_once(':').unwrap_or((host, ""));
    let numbers: Vec<&str> = address.trim_end_matches('.').split('.').collect();
    let is_four = numbers.len() == 4 && numbers.iter().all(|number| number.parse::<u8>().is_ok());
    let colons = host.matches(':').count();
    let has_letters = host.chars().any(|c| c.is_ascii_alphabetic());
    is_four || colons >= 5 || colons >= 2 && host.contains("::") && (has_letters || colons > 2)
}

/// The parts of a path that are no part of an API: those with digits, but for its version.
fn segments(word: &str) -> Vec<Range<usize>> {
    let Some(begins) = word.find('/') else {
        return Vec::new();
    };
    let path = word.get(begins..).unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if path.matches('/').count() < 2 || path.starts_with("//") && path.matches('/').count() < 3 {
        return Vec::new();
    }
    let is_version = |segment: &str| {
        let number = segment.strip_prefix('v').unwrap_or_default();
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
    };
    let found = runs(path, |c| c != '/').filter(|part| {
        let segment = path.get(part.clone()).unwrap_or_default();
        segment.chars().any(|c| c.is_ascii_digit()) && !is_version(segment)
    });
    found
        .map(|part| part.start + begins..part.end + begins)
        .collect()
}

/// Values that are named by what stands before them: `"street": "..."` in JSON, `email=...` in an address.
fn named(text: &str) -> Vec<Range<usize>> {
    let value = |(at, sign): (usize, &str)| {
        let before = text.get(..at)?;
        let start = at + sign.len();
        let after = text.get(start..)?;
        let (name, length) = if sign == "=" {
            let name = before.rsplit(|c: char| !is_of_name(c)).next()?;
            (name, after.find(['&', ' ', '\'', '"']))
        } else {
            let name = before.rsplit('"').next()?;
            (name, end_of_json(after))
        };
        let value = after.get(..length.unwrap_or(after.len()))?;
        let is_private = !name.is_empty() && is_private(name, value);
        is_private.then(|| start..start + value.len())
    };
    let signs = text.match_indices('=').chain(text.match_indices("\": "));
    signs.filter_map(value).collect()
}

/// What a sentence calls an id: `Copied the id 4101`, `Its id is c-30`. A word that is none has neither digit nor hyphen.
fn called_ids(text: &str) -> Vec<Range<usize>> {
    let called = |(at, sign): (usize, &str)| {
        let begins = at + sign.len();
        let after = text.get(begins..)?;
        let skipped = if after.starts_with("is ") { 3 } else { 0 };
        let id = after.get(skipped..)?.split(char::is_whitespace).next()?;
        let looks_so = id.contains(|c: char| c.is_ascii_digit() || c == '-');
        looks_so.then(|| begins + skipped..begins + skipped + id.len())
    };
    text.match_indices(" id ").filter_map(called).collect()
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || "_-.".contains(c)
}

/// Where a value in JSON ends, if it does.
fn end_of_json(value: &str) -> Option<usize> {
    match value.strip_prefix('"') {
        Some(text) => text.find('"').map(|end| end + 2),
        None => value.find([',', '}', ' ']),
    }
}

/// The longest parts of a text whose characters are all of a kind.
fn runs(text: &str, is_of_it: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_of_it(*c)) {
        match found.last_mut() {
            Some(run) if run.end == at => run.end += c.len_utf8(),
            Some(_) | None => found.push(at..at + c.len_utf8()),
        }
    }
    found.into_iter()
}

/// The lines of frames part words, too.
fn is_frame(c: char) -> bool {
    ('\u{2500}'..='\u{257F}').contains(&c)
}

/// The words of a name in lower case: of `organization.billingEmail`, `VAT number` or `last_login_ip`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    let mut was_small = false;
    for c in name.chars() {
        let begins = !joins || was_small && c.is_uppercase();
        joins = c.is_alphanumeric();
        was_small = c.is_lowercase() || c.is_numeric();
        match words.last_mut() {
            _ if !joins => {}
            Some(word) if !begins => word.extend(c.to_lowercase()),
            Some(_) | None => words.push(c.to_lowercase().collect()),
        }
    }
    words
}

#[cfg(test)]
mod tests;
