use crate::domain::{Clean, Secret};

use super::Problem;
use crate::api::MASK;

/// How much of a page is read, in bytes, and shown, in characters.
const PAGE_READ: usize = 4096;
const PAGE_SHOWN: usize = 160;
/// A run of letters and digits that is as long as this is taken for a token.
const TOKEN: usize = 16;
/// Shorter texts would take harmless words away with them.
const SHORTEST_SECRET: usize = 4;

impl Problem {
    /// The same problem without these secrets, should the vendor have repeated what was sent.
    #[must_use]
    pub fn without(mut self, secrets: &[&Secret]) -> Self {
        let take_out = |text: &mut Clean| *text = Clean::from(without(text.raw(), secrets));
        take_out(&mut self.message);
        for field in &mut self.fields {
            take_out(&mut field.message);
        }
        self.code.iter_mut().for_each(take_out);
        self
    }
}

/// A text without these secrets.
pub fn without(text: &str, secrets: &[&Secret]) -> String {
    let secrets = secrets.iter().map(|secret| secret.expose());
    secrets
        .filter(|secret| secret.len() >= SHORTEST_SECRET)
        .fold(text.to_owned(), |text, secret| text.replace(secret, MASK))
}

/// The beginning of a reply that should have been JSON, for the message about it. What may be a secret is masked: a
/// quoted value, what follows an equals sign, and whatever is long enough to be a token.
pub fn beginning(body: &[u8]) -> Option<Clean> {
    first_words(body).map(|words| Clean::from(mask_values(&words)))
}

/// The first words of a text or of a page, without its tags.
pub(super) fn first_words(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..PAGE_READ).unwrap_or(body));
    let mut words = String::new();
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                words.push(' ');
            }
            _ if in_tag => {}
            _ => words.push(c),
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = words.chars().take(PAGE_SHOWN).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    // Marks without a letter leave nothing to be seen.
    (!Clean::new(&shown).as_str().trim().is_empty()).then_some(shown)
}

pub(in crate::api) fn mask_values(text: &str) -> String {
    let mut masked = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = masked.trim_end().chars().next_back();
        let length = match (c, before) {
            ('"', Some(':' | '=')) => quoted(rest),
            (c, _) if is_of_token(c) => rest.find(|c| !is_of_token(c)).unwrap_or(rest.len()),
            (c, _) => c.len_utf8(),
        };
        let (part, after) = rest.split_at(length);
        let is_value = length > 1 && (c == '"' || before == Some('='));
        masked.push_str(if is_value || length >= TOKEN {
            MASK
        } else {
            part
        });
        rest = after;
    }
    masked
}

/// How long a quoted text is, its quotes included.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '/' | '~' | '%')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{FieldProblem, Reason, koyeb};

    fn shown(body: &str) -> String {
        beginning(body.as_bytes()).unwrap_or_default().to_string()
    }

    #[test]
    fn a_page_is_shown_by_its_first_words() {
        assert_eq!(
            shown("<!DOCTYPE html>\n<h1>Down for maintenance</h1>\x1b[2J"),
            "Down for maintenance ␛[2J"
        );
        assert_eq!(shown("{\"data\": [tru"), "{\"data\": [tru");
        assert_eq!(shown(&"word ".repeat(1_000)).chars().count(), 161);
        assert_eq!(beginning(b" \n "), None);
        assert_eq!(beginning("\u{20d0}<".as_bytes()), None);
    }

    #[test]
    fn what_may_be_a_secret_is_not_shown() {
        for body in [
            "{\"token\": {\"id\": \"CANARY",
            "{\"secret\":\"a\\\"CANARY\", \"name\": tru",
            "access_token=CANARY&kind=bearer",
            "access_token = CANARY",
            "your token is CANARY-3f2a4c1e9b7d",
        ] {
            assert!(!shown(body).contains("CANARY"), "{}", shown(body));
        }
    }

    #[test]
    fn a_secret_that_the_vendor_repeats_is_taken_out() {
        let mut problem = Problem::new(
            &koyeb::SIGNUP,
            Reason::Refused,
            "password CANARY is too weak",
        );
        problem.code = Some(Clean::from("weak_CANARY"));
        problem.fields = vec![FieldProblem {
            field: Clean::from("password"),
            message: Clean::from("CANARY is a word"),
        }];
        let problem = problem.without(&[&Secret::new("CANARY"), &Secret::new("is")]);
        assert_eq!(problem.message.as_str(), "password *** is too weak");
        assert!(!format!("{problem:?}").contains("CANARY"));
    }
}
