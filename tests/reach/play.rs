//! A person who does whatever it takes to have an operation carried out: fills in its form, answers its question.

use usher_tui::{
    api::{Field, Guard, Home, Kind, Method, Operation, Reason, Reply, Update, koyeb, tripartie},
    app::{Control, FormField, Overlay, Pick},
    domain::Provider,
};

use super::desk::{Desk, problem, sample};

/// How often something may stand in the way.
const STEPS: usize = 12;

pub struct Play {
    pub desk: Desk,
}

impl Play {
    /// The program at its start: the operation is asked for by itself.
    pub fn start(operation: &Operation) -> Result<(), String> {
        let mut desk = Desk::new(120, 40);
        desk.sign_in();
        // The worker says so where the profile has a persona's token.
        desk.tell(Update::Persona);
        left(&desk, operation)
            .then_some(())
            .ok_or_else(|| "it is not asked for at the start".to_owned())
    }

    /// The cursor rests on a fitting row: the operation is asked for by itself.
    pub fn rest(operation: &Operation) -> Result<(), String> {
        let mut desk = Desk::loaded(120, 40);
        go_to_fitting(&mut desk, operation);
        desk.calls.clear();
        desk.press("k j");
        go_to_fitting(&mut desk, operation);
        for _ in 0..3 {
            desk.wait(0.5);
            if left(&desk, operation) {
                return Ok(());
            }
            answer_reads(&mut desk, operation);
        }
        Err(format!(
            "it is not asked for on the row:\n{}",
            desk.screen()
        ))
    }

    /// The cursor on a row that fits an operation, everything about it read, nothing under way.
    pub fn at(operation: &Operation) -> Self {
        let mut desk = Desk::loaded(120, 40);
        go_to_fitting(&mut desk, operation);
        for _ in 0..3 {
            desk.wait(0.5);
            answer_reads(&mut desk, operation);
        }
        desk.loads.clear();
        desk.calls.clear();
        Self { desk }
    }

    /// Chooses an operation among those that a palette has found.
    pub fn choose(&mut self, operation: &Operation) -> Result<(), String> {
        let desk = &mut self.desk;
        let Some(Overlay::Palette(palette)) = desk.app.overlays.last() else {
            return Err(format!(
                "there is nothing to choose from:\n{}",
                desk.screen()
            ));
        };
        let is_it = |pick: &Pick| matches!(pick, Pick::Operation(it) if *it == operation);
        let Some(at) = palette.found().position(|choice| is_it(&choice.pick)) else {
            return Err(format!("it is not found:\n{}", desk.screen()));
        };
        for _ in 0..at {
            desk.press("<down>");
        }
        if let Some(Overlay::Palette(palette)) = desk.app.overlays.last()
            && let Some(why) = palette.chosen().and_then(|choice| choice.blocked.clone())
        {
            return Err(format!("it can't be done: {why}"));
        }
        desk.press("<enter>");
        Ok(())
    }

    /// Does what stands between here and the request.
    pub fn carry_out(&mut self, operation: &Operation) -> Result<(), String> {
        let mut invited = false;
        for _ in 0..STEPS {
            if left(&self.desk, operation) {
                return Ok(());
            }
            answer_reads(&mut self.desk, operation);
            match self.desk.app.overlays.last() {
                Some(Overlay::Form(form)) if form.operation == operation => self.fill_in(),
                Some(Overlay::Confirm(confirm)) => {
                    let typed = confirm.typed.as_ref();
                    let name = typed.map(|(name, _)| name.raw().to_owned());
                    match name {
                        Some(name) => self.desk.type_text(&name).press("<enter>"),
                        None => self.desk.press("y"),
                    };
                }
                Some(Overlay::Invite(_)) => {
                    if !std::mem::replace(&mut invited, true) {
                        self.desk.type_text("ada@example.com");
                    }
                    self.desk.press("<ctrl-s>");
                }
                Some(Overlay::Palette(_)) => self.choose(operation)?,
                Some(other) => {
                    let other = format!("{other:?}");
                    let other: String = other.chars().take(60).collect();
                    return Err(format!("{other} is in the way:\n{}", self.desk.screen()));
                }
                None => {
                    let wait = if operation.guard == Guard::Undo {
                        6.0
                    } else {
                        0.5
                    };
                    self.desk.wait(wait);
                }
            }
        }
        Err(format!("it never leaves:\n{}", self.desk.screen()))
    }

    /// Fills in what is needed, and something that need not be where nothing would be changed otherwise; then submits.
    fn fill_in(&mut self) {
        let desk = &mut self.desk;
        let Some(Overlay::Form(form)) = desk.app.overlays.last() else {
            return;
        };
        let edits = matches!(form.operation.method, Method::Patch | Method::Put);
        let wanted = |field: &FormField| field.field.required || edits;
        let keys: Vec<_> = form
            .fields
            .iter()
            .map(|field| {
                if is_empty(field) && wanted(field) {
                    value(field.field)
                } else {
                    Keys::None
                }
            })
            .collect();
        let count = keys.len();
        for _ in 0..form.focus {
            desk.press("<backtab>");
        }
        for (at, keys) in keys.into_iter().enumerate() {
            match keys {
                Keys::Text(text) => {
                    desk.type_text(&text);
                }
                Keys::Press(keys) => {
                    desk.press(keys);
                }
                Keys::None => {}
            }
            if at + 1 < count {
                desk.press("<tab>");
            }
        }
        desk.press("<ctrl-s>");
    }
}

enum Keys {
    Text(String),
    Press(&'static str),
    None,
}

/// Whether an operation has left as an effect.
fn left(desk: &Desk, operation: &Operation) -> bool {
    let calls = desk.calls.iter().map(|call| call.operation);
    let loads = desk.loads.iter().map(|load| load.operation);
    calls.chain(loads).any(|it| it == operation)
}

/// Answers what only reads: with a record, or with nothing where the operation is about to make what is read.
fn answer_reads(desk: &mut Desk, operation: &Operation) {
    while let Some(at) = desk.calls.iter().position(|call| !call.operation.changes()) {
        let call = desk.calls.remove(at);
        let makes = *operation == koyeb::CREATE_BUDGET && *call.operation == koyeb::GET_BUDGET;
        let answer = if makes {
            Err(problem(call.operation, Reason::NotFound, "there is none"))
        } else {
            Ok(Reply::Detail(sample::whole_record()))
        };
        desk.answer(&call, answer);
    }
}

fn is_empty(field: &FormField) -> bool {
    match &field.control {
        Control::Text { area, .. } => area.is_empty(),
        Control::Choice(choice) => choice.is_none(),
        Control::Ticks(ticks) => !ticks.options.iter().any(|tick| tick.is_on),
        Control::Flag(flag) => flag.is_none(),
    }
}

/// What is typed into a field.
fn value(field: &Field) -> Keys {
    let text = |text: &str| Keys::Text(text.to_owned());
    match field.kind {
        Kind::Text { min, max } | Kind::Secret { min, max } => {
            let count = field.name.len().clamp(min, max);
            Keys::Text(field.name.chars().cycle().take(count).collect())
        }
        Kind::Email { .. } => text("ada@example.com"),
        Kind::Choice(_) => Keys::Press("<right>"),
        Kind::Ticks(_) => Keys::Press("<space>"),
        Kind::Flag => Keys::Press("y"),
        Kind::Digits | Kind::Integer | Kind::Integers | Kind::Roles => text("7"),
        Kind::Money => text("19.99"),
        Kind::Duration => text("3600s"),
        Kind::Json => text("{}"),
        Kind::Texts => text("one"),
        Kind::Time => text("2026-01-31T12:00:00Z"),
        Kind::Date => text("2026-01-31"),
        Kind::Made => Keys::None,
    }
}

/// Puts the cursor on a row of the sample that an operation can be done to, or into the pane where it is at home.
fn go_to_fitting(desk: &mut Desk, operation: &Operation) {
    let received = operation.path.starts_with("/v1/account/");
    let (pane, row) = match (operation.home, operation.provider) {
        _ if *operation == tripartie::INVITE_USER => ("1", "Tripartie (you)"),
        _ if *operation == koyeb::CREATE_ACCESS_TOKEN => ("4", "DE-54321"),
        (Home::Users | Home::Session, Provider::Koyeb) => ("1", "Koyeb"),
        (Home::Users | Home::Session, Provider::Tripartie) => ("1", "Tripartie (you)"),
        (Home::Users | Home::Session, Provider::Contabo) => ("1", "Person 05"),
        (Home::Organizations, _) => match operation.id {
            "koyeb.delete_organization" | "koyeb.reactivate_organization" => ("2", "old-shop"),
            "koyeb.switch_organization" => ("2", "acme-staging"),
            _ => ("2", "acme-labs"),
        },
        (Home::Invitations, _) if received => ("3", "alpha"),
        (Home::Invitations, _) => ("3", "s-open"),
        (Home::Credentials, Provider::Koyeb | Provider::Tripartie) => ("4", "Returns importer"),
        (Home::Credentials, Provider::Contabo) if operation.id.contains("client") => {
            ("4", "DE-54321")
        }
        (Home::Credentials, Provider::Contabo) => ("4", "Backups"),
    };
    desk.press(pane).press("g g");
    for _ in 0..60 {
        if desk.selected().contains(row) {
            return;
        }
        desk.press("j");
    }
    panic!("{row:?} is not in the table:\n{}", desk.screen());
}
