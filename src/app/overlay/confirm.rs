mod words;

use crossterm::event::KeyEvent;
use tui_textarea::TextArea;

use self::words::{beware, lines, question, to_type, wrapped};
use crate::{
    api::Guard,
    app::{Action, Cursor, DialogAction, Draft, LeftOut, Step, draft::guard_of, type_into},
    domain::{Clean, Key},
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
    /// What must be typed after that: the name of a protected profile.
    then_typed: Option<Clean>,
    /// Where the lines are scrolled to.
    pub cursor: Cursor,
    /// Whether another text was typed than the one that must be.
    pub wrong: bool,
    /// How many lines there are to scroll.
    length: usize,
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
            whose,
            namesake,
            undoes,
            protected,
        } = asked;
        let is_undo = undoes.is_some();
        let (lines, question) = (
            lines(&drafts, &left_out),
            question(&drafts, whose.as_ref(), undoes),
        );
        let drafts: Vec<_> = drafts.into_iter().map(|(draft, _)| draft).collect();
        let first = drafts.first()?;
        let destroys = guard_of(&drafts) == Some(Guard::TypeName) && !is_undo;
        let destroyed = destroys.then(|| to_type(&drafts, first, namesake));
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
            wrong: false,
            length: 0,
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
            wrong: false,
            length: 0,
            held: Some(Step::Consented(Box::new(step))),
        }
    }

    /// What yes will send.
    pub fn drafts(&self) -> &[Draft] {
        match &self.held {
            Some(Step::Confirmed(drafts) | Step::Reverse(drafts)) => drafts.as_slice(),
            _ => &[],
        }
    }

    /// The ids of the records that it is about.
    pub fn ids(&self) -> Vec<String> {
        let drafts = self.drafts().iter();
        let targets = drafts.filter_map(|draft| draft.target.as_ref());
        targets.map(Key::id_line).collect()
    }

    /// Whether it asks for changes to be allowed again.
    pub fn is_about_looking(&self) -> bool {
        matches!(&self.held, Some(Step::Consented(step)) if matches!(**step, Step::AllowChanges))
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
        self.cursor.window(self.length).len() < self.length
    }

    /// Yes sends what is held, anything else but no waits.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.cursor.scroll(motion, self.length),
            Action::Dialog(DialogAction::Yes) if self.typed.is_none() => return self.confirmed(),
            Action::Dialog(DialogAction::Submit) if self.is_typed() => {
                self.wrong = false;
                match self.then_typed.take() {
                    Some(next) => self.typed = Some((next, Box::default())),
                    None => return self.confirmed(),
                }
            }
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
