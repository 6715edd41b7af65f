use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

/// What something is found by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findable {
    /// What it is called: who types that wants it first.
    pub title: String,
    /// Everything else that is said of it.
    pub words: String,
}

/// Which of some things are meant by what was typed, the best first: those that have all of its words as they stand, and
/// only where there are none, those that have their letters in this order. Where nothing was typed, all of them.
pub fn matching(typed: &str, things: &[Findable]) -> Vec<usize> {
    if typed.trim().is_empty() {
        return (0..things.len()).collect();
    }
    let found = matching_as(AtomKind::Substring, typed, things);
    if found.is_empty() {
        matching_as(AtomKind::Fuzzy, typed, things)
    } else {
        found
    }
}

fn matching_as(kind: AtomKind, typed: &str, things: &[Findable]) -> Vec<usize> {
    let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, kind);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
    let mut scored = Vec::new();
    for (at, thing) in things.iter().enumerate() {
        let title = score(&thing.title);
        let all = || format!("{} {}", thing.title, thing.words);
        if let Some(best) = title.or_else(|| score(&all())) {
            scored.push((title.is_none(), std::cmp::Reverse(best), at));
        }
    }
    scored.sort_unstable();
    scored.into_iter().map(|(.., at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_as_they_stand_come_before_letters_in_order() {
        let things = [
            ("Show organization", "koyeb.get_organization"),
            ("Set role", "Organization"),
            ("Delete invitation", ""),
        ];
        let things = things.map(|(title, words)| Findable {
            title: title.to_owned(),
            words: words.to_owned(),
        });
        assert_eq!(matching("organization", &things), [0, 1]);
        assert_eq!(matching("role org", &things), [1]);
        assert_eq!(matching("dltinv", &things), [2]);
        assert_eq!(matching(" ", &things), [0, 1, 2]);
        assert!(matching("xyzzy", &things).is_empty());
    }
}
