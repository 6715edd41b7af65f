use crossterm::event::KeyEvent;
use tui_textarea::TextArea;

use crate::{
    api::Guard,
    app::{
        Action, Cursor, DialogAction, Draft, LeftOut, Step, draft::guard_of, news::capital,
        type_into,
    },
    domain::{Clean, Disguise, Provider},
};

/// So many lines of a question are not the list of names: what is asked, what comes of it, and how to answer.
const AROUND: usize = 11;

/// A question about changes. It holds what it will send, so that whatever happens to the lists behind it, what was asked
/// about is what is done. No is the default.
#[derive(Debug)]
pub struct Confirm {
    /// The question.
    pub question: Clean,
    /// What will be done to whom, line by line.
    pub lines: Vec<ConfirmLine>,
    /// What people must know before they say yes.
    pub remarks: Vec<Clean>,
    /// For the destructive: the text that must be typed, and the line to type it into.
    pub typed: Option<(Clean, Box<TextArea<'static>>)>,
    /// What must be typed after that: the name of a protected profile.
    then_typed: Option<Clean>,
    /// Where the lines are scrolled to.
    pub cursor: Cursor,
    held: Option<Step>,
}

/// A line of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfirmLine {
    /// What those have in common that follow.
    Heading(Clean),
    /// A record, or what changes in it.
    Text(Clean),
    /// A record that nothing is done to, and why.
    LeftOut(Clean),
}

/// What a question is about.
#[derive(Debug)]
pub struct Question {
    /// The changes, each with the words for its record.
    pub drafts: Vec<(Draft, Clean)>,
    /// The records that don't allow it.
    pub left_out: Vec<LeftOut>,
    /// What people must know besides the operation's own warning.
    pub remarks: Vec<Clean>,
    /// What the changes undo, if they do, as the end of a question.
    pub undoes: Option<Clean>,
    /// The profile, where each change wants its name typed.
    pub protected: Option<Clean>,
}

impl Confirm {
    /// How wide a question is at most.
    pub const WIDTH: u16 = 72;

    /// Asks.
    pub fn new(asked: Question) -> Option<Self> {
        let Question {
            drafts,
            left_out,
            mut remarks,
            undoes,
            protected,
        } = asked;
        let is_undo = undoes.is_some();
        let (lines, question) = (lines(&drafts, &left_out), question(&drafts, undoes));
        let drafts: Vec<_> = drafts.into_iter().map(|(draft, _)| draft).collect();
        let first = drafts.first()?;
        let destroys = guard_of(&drafts) == Some(Guard::TypeName) && !is_undo;
        let destroyed = destroys.then(|| to_type(&drafts, first));
        let is_protected = |profile: &Clean| {
            format!("{profile} is a protected profile: its name is to be typed").into()
        };
        remarks.splice(0..0, protected.as_ref().map(is_protected));
        let mut to_type = destroyed.into_iter().chain(protected);
        let typed = to_type.next().map(|text| (text, Box::default()));
        let then_typed = to_type.next();
        remarks.extend(drafts.iter().filter_map(beware));
        for draft in &drafts {
            let warning = Clean::from(draft.operation.warning);
            if !warning.is_empty() && !remarks.contains(&warning) {
                remarks.push(warning);
            }
        }
        Some(Self {
            question,
            lines,
            remarks,
            typed,
            then_typed,
            cursor: Cursor::default(),
            held: Some(if is_undo {
                Step::Reverse(drafts)
            } else {
                Step::Confirmed(drafts)
            }),
        })
    }

    /// Asks whether a step is to be taken that sends nothing by itself.
    pub fn consent(question: &'static str, remark: &'static str, step: Step) -> Self {
        Self {
            question: question.into(),
            lines: Vec::new(),
            remarks: vec![remark.into()],
            typed: None,
            then_typed: None,
            cursor: Cursor::default(),
            held: Some(Step::Consented(Box::new(step))),
        }
    }

    /// The ids of the records that it is about.
    pub fn ids(&self) -> Vec<String> {
        let drafts = match &self.held {
            Some(Step::Confirmed(drafts) | Step::Reverse(drafts)) => drafts.as_slice(),
            _ => &[],
        };
        let targets = drafts.iter().filter_map(|draft| draft.target.as_ref());
        targets.map(|key| key.id.replace('\n', "/")).collect()
    }

    /// Whether it asks for changes to be allowed again.
    pub fn is_about_looking(&self) -> bool {
        matches!(&self.held, Some(Step::Consented(step)) if matches!(**step, Step::AllowChanges))
    }

    /// How many lines it would have in a width, where nothing must be typed: the last one tells the keys that answer.
    pub fn height(&self, width: u16) -> usize {
        let breaks = !matches!(self.lines.first(), Some(ConfirmLine::Heading(_)));
        let listed = self.lines.iter().map(|line| match line {
            ConfirmLine::Heading(words)
            | ConfirmLine::Text(words)
            | ConfirmLine::LeftOut(words)
                if breaks =>
            {
                wrapped(words, width.saturating_sub(2))
            }
            ConfirmLine::Heading(_) | ConfirmLine::Text(_) | ConfirmLine::LeftOut(_) => 1,
        });
        let remarks = self.remarks.iter().map(|remark| wrapped(remark, width));
        let gap = usize::from(!self.remarks.is_empty());
        wrapped(&self.question, width) + listed.sum::<usize>() + gap + remarks.sum::<usize>() + 2
    }

    /// There is room for so many lines in all.
    pub fn resize(&mut self, height: usize) {
        let room = height.saturating_sub(AROUND).max(1);
        self.cursor.resize(room, self.lines.len());
    }

    /// Yes sends what is held, anything else but no waits.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.cursor.scroll(motion, self.lines.len()),
            Action::Dialog(DialogAction::Yes) if self.typed.is_none() => return self.confirmed(),
            Action::Dialog(DialogAction::Submit) if self.is_typed() => {
                match self.then_typed.take() {
                    Some(next) => self.typed = Some((next, Box::default())),
                    None => return self.confirmed(),
                }
            }
            Action::Dialog(DialogAction::No) | Action::Back => return Step::Close,
            _ => {}
        }
        Step::Handled
    }

    /// A key that means nothing to the question goes to the line for the name.
    pub fn input(&mut self, event: KeyEvent) {
        if let Some((_, area)) = &mut self.typed {
            type_into(area, event);
        }
    }

    fn confirmed(&mut self) -> Step {
        self.held.take().unwrap_or(Step::Close)
    }

    fn is_typed(&self) -> bool {
        let Some((expected, input)) = &self.typed else {
            return false;
        };
        input
            .lines()
            .first()
            .is_some_and(|line| line == expected.raw())
    }
}

fn question(drafts: &[(Draft, Clean)], undoes: Option<Clean>) -> Clean {
    match (undoes, drafts) {
        (Some(what), _) => format!("Undo: {what}?").into(),
        (None, [(only, _)]) => format!("{}: {}?", only.title(), only.name).into(),
        (None, several) => {
            let what = common(several, Draft::title);
            let what = what.or_else(|| common(several, |draft| draft.verb().base));
            let what = capital(what.unwrap_or("change"));
            format!("{what}: these {}?", several.len()).into()
        }
    }
}

/// What is the same of all.
fn common(drafts: &[(Draft, Clean)], of: fn(&Draft) -> &'static str) -> Option<&'static str> {
    let first = drafts.first().map(|(draft, _)| of(draft))?;
    let same = drafts.iter().all(|(draft, _)| of(draft) == first);
    same.then_some(first)
}

/// How much of an id stands for a name that may be taken for another one.
const TAIL: usize = 6;

/// The end of a record's id, where its name may be taken for another one. Nobody can type a name with hidden characters,
/// and nobody can see that one with foreign letters is not the one that they mean.
fn tail(draft: &Draft) -> Option<Clean> {
    Disguise::of(&draft.name)?;
    let id = &draft.target.as_ref()?.id;
    let skipped = id.chars().count().saturating_sub(TAIL);
    let tail = Clean::from(id.chars().skip(skipped).collect::<String>());
    (!tail.is_unusual() && !tail.is_empty()).then_some(tail)
}

/// What is said about names that may be taken for others.
fn beware(draft: &Draft) -> Option<Clean> {
    let disguise = Disguise::of(&draft.name)?.words();
    let id = draft.target.as_ref().map_or("", |key| &key.id);
    Some(format!("{} has {disguise}. Its id is {id}", draft.name).into())
}

/// A name for one, or the end of its id; for several, what is done and how many they are, for nobody types that by habit.
fn to_type(drafts: &[Draft], first: &Draft) -> Clean {
    match drafts.len() {
        1 => tail(first).unwrap_or_else(|| first.name.clone()),
        several => format!("{} {several}", first.verb().base).into(),
    }
}

fn lines(drafts: &[(Draft, Clean)], left_out: &[LeftOut]) -> Vec<ConfirmLine> {
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

/// How many lines words take.
fn wrapped(words: &Clean, width: u16) -> usize {
    let options = textwrap::Options::new(usize::from(width.max(1)))
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(words.as_str(), options);
    lines.iter().filter(|line| !line.is_empty()).count()
}
