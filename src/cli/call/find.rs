use usher_tui::{
    api::{Operation, catalogue},
    domain::Clean,
};

use crate::cli::Misuse;

/// How many names are proposed for one that there is not.
const PROPOSALS: usize = 3;

/// The operation of that id.
///
/// # Errors
/// Names those that are nearest to it.
pub fn operation(id: &str) -> Result<&'static Operation, Misuse> {
    if let Some(operation) = catalogue().find(|operation| operation.id == id) {
        return Ok(operation);
    }
    let ids = nearest(id, catalogue().map(|operation| operation.id)).join(", ");
    Err(Misuse(format!(
        "there is no operation called {}; the nearest are {ids}. `usher operations` lists all of them",
        Clean::new(id)
    )))
}

/// The names that are most like one that was written, the best first: word by word, so that a part of a long name finds
/// it, and as a whole where that does not decide.
pub fn nearest(written: &str, names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let written = written.to_lowercase();
    let likeness = |name: &str| {
        let name = name.to_lowercase();
        by_words(&written, &name) + 0.5 * strsim::normalized_damerau_levenshtein(&written, &name)
    };
    let mut rated: Vec<(f64, &'static str)> = names.map(|name| (likeness(name), name)).collect();
    rated.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let best = rated.into_iter().map(|(_, name)| name);
    best.take(PROPOSALS).collect()
}

/// How well the words that were written are found among those of a name, from 0 to 1.
fn by_words(written: &str, name: &str) -> f64 {
    let mut sum = 0.0;
    let mut count = 0.0;
    for word in words(written) {
        let likeness = words(name).map(|known| strsim::normalized_damerau_levenshtein(word, known));
        sum += likeness.fold(0.0, f64::max);
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_leads_to_what_was_meant() {
        for (written, meant) in [
            ("koyeb.acept", "koyeb.accept_organization_invitation"),
            (
                "accept_organization_invitation",
                "koyeb.accept_organization_invitation",
            ),
            ("contabo.list_users", "contabo.retrieve_user_list"),
            ("Tripartie.User", "tripartie.get_user"),
            ("switch", "koyeb.switch_organization"),
            ("", "koyeb."),
        ] {
            let Err(Misuse(words)) = operation(written) else {
                panic!("there is no {written}");
            };
            assert!(words.contains(meant), "{words}");
        }
    }

    #[test]
    fn what_was_written_is_shown_harmlessly() {
        let Err(Misuse(words)) = operation("a\u{1b}[2J") else {
            panic!("there is no such operation");
        };
        assert!(words.contains("a␛[2J;"), "{words}");
    }
}
