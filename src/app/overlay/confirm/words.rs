use crate::{
    app::{Draft, LeftOut, capital},
    domain::{Clean, Disguise, Provider},
};

use super::ConfirmLine;

/// How much of an id stands for a name that may be taken for another one.
const TAIL: usize = 6;
/// How much of it follows a name that another record has too.
const SUFFIX: usize = 4;

/// What is asked.
pub(super) fn question(
    drafts: &[(Draft, Clean)],
    whose: Option<&Clean>,
    undoes: Option<Clean>,
) -> Clean {
    match (undoes, drafts) {
        (Some(what), _) => format!("Undo: {what}?").into(),
        (None, [(only, _)]) if only.name.raw() == only.title() => {
            format!("{}?", only.title()).into()
        }
        (None, [(only, _)]) => {
            let whose = whose.map_or(String::new(), |owner| format!(" of {owner}"));
            format!("{}: {}{whose}?", only.title(), only.name).into()
        }
        (None, several) => {
            let what = common(several, Draft::title);
            let what = what.or_else(|| common(several, |draft| draft.verb().base));
            let what = capital(what.unwrap_or("change"));
            format!("{what}: these {}?", several.len()).into()
        }
    }
}

/// What will be done to whom.
pub(super) fn lines(drafts: &[(Draft, Clean)], left_out: &[LeftOut]) -> Vec<ConfirmLine> {
    let mut lines = Vec::new();
    let mixed = common(drafts, Draft::title).is_none();
    if let [(only, whom)] = drafts {
        lines.push(ConfirmLine::Text(whom.clone()));
        lines.extend(only.changes.iter().cloned().map(ConfirmLine::Text));
    } else {
        for provider in Provider::ALL {
            let of = drafts
                .iter()
                .filter(|(draft, _)| draft.operation.provider == provider);
            let of: Vec<_> = of.collect();
            if let Some((first, _)) = of.first() {
                let what = if mixed { first.title() } else { "" };
                let comma = if mixed { ", " } else { "" };
                let heading = format!("{provider}{comma}{what}: {}", of.len());
                lines.push(ConfirmLine::Heading(heading.into()));
                lines.extend(of.iter().map(|(_, whom)| ConfirmLine::Text(whom.clone())));
            }
        }
    }
    if !left_out.is_empty() {
        let heading = format!("Left out: {}", left_out.len());
        lines.push(ConfirmLine::Heading(heading.into()));
        let reason =
            |out: &LeftOut| ConfirmLine::LeftOut(format!("{}: {}", out.name, out.why).into());
        lines.extend(left_out.iter().map(reason));
    }
    lines
}

/// A name for one, or the end of its id; for several, what is done and how many they are, for nobody types that by habit.
pub(super) fn to_type(drafts: &[Draft], first: &Draft, namesake: bool) -> Clean {
    match drafts.len() {
        1 => tail(first).unwrap_or_else(|| name_to_type(first, namesake)),
        several => format!("{} {several}", first.verb().base).into(),
    }
}

/// What is said about names that may be taken for others.
pub(super) fn beware(draft: &Draft) -> Option<Clean> {
    let disguise = Disguise::of(&draft.name)?.words();
    let id = draft.target.as_ref().map_or("", |key| &key.id);
    Some(format!("{} has {disguise}. Its id is {id}", draft.name).into())
}

/// How many lines words take.
pub(super) fn wrapped(words: &Clean, width: u16) -> usize {
    let options = textwrap::Options::new(usize::from(width.max(1)))
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(words.as_str(), options);
    lines.iter().filter(|line| !line.is_empty()).count()
}

/// What is the same of all.
fn common(drafts: &[(Draft, Clean)], of: fn(&Draft) -> &'static str) -> Option<&'static str> {
    let first = drafts.first().map(|(draft, _)| of(draft))?;
    let same = drafts.iter().all(|(draft, _)| of(draft) == first);
    same.then_some(first)
}

/// The end of a record's id, where its name may be taken for another one. Nobody can type a name with hidden characters,
/// and nobody can see that one with foreign letters is not the one that they mean.
fn tail(draft: &Draft) -> Option<Clean> {
    Disguise::of(&draft.name)?;
    end_of_id(draft, TAIL)
}

/// The last characters of a record's own id: those of some consist of several ids, the own one last.
fn end_of_id(draft: &Draft, length: usize) -> Option<Clean> {
    let id = &draft.target.as_ref()?.id;
    let id = id.rsplit('\n').next().unwrap_or_default();
    let skipped = id.chars().count().saturating_sub(length);
    let end = Clean::from(id.chars().skip(skipped).collect::<String>());
    (!end.is_unusual() && !end.is_empty()).then_some(end)
}

/// The name, and the end of the id where another record has the same name.
fn name_to_type(draft: &Draft, namesake: bool) -> Clean {
    match end_of_id(draft, SUFFIX).filter(|_| namesake) {
        Some(end) => format!("{} {end}", draft.name).into(),
        None => draft.name.clone(),
    }
}
