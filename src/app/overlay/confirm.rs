use crossterm::event::KeyEvent;
use tui_textarea::TextArea;

use crate::{
    api::Guard,
    app::{
        Action, Cursor, DialogAction, Draft, LeftOut, Step, capital, draft::guard_of, type_into,
    },
    domain::{Clean, Disguise, Provider},
};

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
    /// Where the lines are scrolled to.
    pub cursor: Cursor,
    /// Whether another text was typed than the one that must be.
    pub wrong: bool,
    /// How many lines there are to scroll.
    length: usize,
    drafts: Vec<Draft>,
    undoes: bool,
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

/// How a question's lines share the room: what is asked stands above, and what answers below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Whether a line is free above what answers.
    pub gap: bool,
    /// Whether what people must know goes before the list and scrolls with it, for there is no room for both.
    pub joined: bool,
    /// How many lines there are to scroll.
    pub length: usize,
    /// How many of them are on screen.
    pub free: usize,
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
    /// Whose the only record is, where that must be told.
    pub whose: Option<Clean>,
    /// Whether the only record has the name of another one.
    pub namesake: bool,
    /// What the changes undo, if they do, as the end of a question.
    pub undoes: Option<Clean>,
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
            whose,
            namesake,
            undoes,
        } = asked;
        let is_undo = undoes.is_some();
        let (lines, question) = (
            lines(&drafts, &left_out),
            question(&drafts, whose.as_ref(), undoes),
        );
        let drafts: Vec<_> = drafts.into_iter().map(|(draft, _)| draft).collect();
        let first = drafts.first()?;
        let typed = (guard_of(&drafts) == Some(Guard::TypeName) && !is_undo)
            .then(|| (to_type(&drafts, first, namesake), Box::default()));
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
            cursor: Cursor::default(),
            wrong: false,
            length: 0,
            drafts,
            undoes: is_undo,
        })
    }

    /// What yes will send.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// How many lines it would have in a width, where nothing must be typed: the last one tells the keys that answer.
    pub fn height(&self, width: u16) -> usize {
        let said = self.said(width);
        let gap = usize::from(said > 0);
        wrapped(&self.question, width) + self.listed(width) + gap + said + 2
    }

    /// What must be typed, in words, and whether something else was.
    pub fn prompt(&self) -> Option<Clean> {
        let (expected, _) = self.typed.as_ref()?;
        Some(Clean::from(if self.wrong {
            format!("That is not {expected}. Type {expected} to confirm:")
        } else {
            format!("Type {expected} to confirm:")
        }))
    }

    /// How the lines share so much room of some width.
    pub fn division(&self, room: usize, width: u16) -> Division {
        let typed = self.prompt().map_or(0, |words| wrapped(&words, width) + 1);
        let around = wrapped(&self.question, width) + typed + 1;
        let free = room.saturating_sub(around);
        let (listed, said) = (self.listed(width), self.said(width));
        let gap = free > 3;
        let free = free.saturating_sub(usize::from(gap)).max(1);
        let joined = said > 0 && listed.min(2) + 1 + said > free;
        let fixed = if said == 0 || joined { 0 } else { said + 1 };
        Division {
            gap,
            joined,
            length: if joined { said + listed } else { listed },
            free: free - fixed,
        }
    }

    /// There is room for so many lines in all, of so many cells.
    pub fn resize(&mut self, room: usize, width: u16) {
        let division = self.division(room, width.min(Self::WIDTH));
        self.length = division.length;
        self.cursor.resize(division.free, division.length);
    }

    /// How many lines the list has: where it is of several, each has one.
    fn listed(&self, width: u16) -> usize {
        let one = |line: &ConfirmLine| match line {
            ConfirmLine::Heading(words)
            | ConfirmLine::Text(words)
            | ConfirmLine::LeftOut(words) => wrapped(words, width.saturating_sub(2)),
        };
        match self.lines.first() {
            Some(ConfirmLine::Heading(_)) => self.lines.len(),
            Some(_) | None => self.lines.iter().map(one).sum(),
        }
    }

    /// How many lines the remarks have.
    fn said(&self, width: u16) -> usize {
        let remarks = self.remarks.iter();
        remarks.map(|remark| wrapped(remark, width)).sum()
    }

    /// Whether there are more lines than fit.
    pub fn scrolls(&self) -> bool {
        self.cursor.window(self.lines.len()).len() < self.lines.len()
    }

    /// Yes sends what is held, anything else but no waits.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.cursor.scroll(motion, self.length),
            Action::Dialog(DialogAction::Yes) if self.typed.is_none() => return self.confirmed(),
            Action::Dialog(DialogAction::Submit) if self.is_typed() => return self.confirmed(),
            Action::Dialog(DialogAction::Submit) if self.typed.is_some() => self.wrong = true,
            Action::Dialog(DialogAction::No) | Action::Back => return Step::Close,
            _ => {}
        }
        Step::Handled
    }

    /// A key that means nothing to the question goes to the line for the name.
    pub fn input(&mut self, event: KeyEvent) {
        self.wrong = false;
        if let Some((_, area)) = &mut self.typed {
            type_into(area, event);
        }
    }

    fn confirmed(&mut self) -> Step {
        let drafts = std::mem::take(&mut self.drafts);
        if self.undoes {
            Step::Reverse(drafts)
        } else {
            Step::Confirmed(drafts)
        }
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

fn question(drafts: &[(Draft, Clean)], whose: Option<&Clean>, undoes: Option<Clean>) -> Clean {
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

/// What is the same of all.
fn common(drafts: &[(Draft, Clean)], of: fn(&Draft) -> &'static str) -> Option<&'static str> {
    let first = drafts.first().map(|(draft, _)| of(draft))?;
    let same = drafts.iter().all(|(draft, _)| of(draft) == first);
    same.then_some(first)
}

/// How much of an id stands for a name that may be taken for another one.
const TAIL: usize = 6;
/// How much of it follows a name that another record has too.
const SUFFIX: usize = 4;

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

/// What is said about names that may be taken for others.
fn beware(draft: &Draft) -> Option<Clean> {
    let disguise = Disguise::of(&draft.name)?.words();
    let id = draft.target.as_ref().map_or("", |key| &key.id);
    Some(format!("{} has {disguise}. Its id is {id}", draft.name).into())
}

/// A name for one, or the end of its id; for several, what is done and how many they are, for nobody types that by habit.
fn to_type(drafts: &[Draft], first: &Draft, namesake: bool) -> Clean {
    match drafts.len() {
        1 => tail(first).unwrap_or_else(|| name_to_type(first, namesake)),
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
    let lines = textwrap::wrap(words.as_str(), usize::from(width.max(1)));
    lines.iter().filter(|line| !line.is_empty()).count()
}
