//! What a person sees: every pane and overlay at the sizes that terminals have.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;

use desk::{Desk, problem};
use usher_tui::{
    api::{FieldProblem, Reason, Reply, Update},
    ui::Styles,
};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 12)];
const FORM_SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// Compares what is on screen after some keys with the pictures in `snapshots`, at every size.
fn look(name: &str, keys: &str) {
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press(keys);
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), desk.screen());
    }
}

#[test]
fn users() {
    look("users", "1");
}

#[test]
fn organizations() {
    look("organizations", "2");
}

#[test]
fn invitations() {
    look("invitations", "3");
}

#[test]
fn credentials() {
    look("credentials", "4");
}

#[test]
fn answers_that_wait() {
    look("waiting", "3 a d");
}

#[test]
fn an_open_detail() {
    look("detail", "3 <enter>");
}

#[test]
fn the_help() {
    look("help", "3 ?");
}

#[test]
fn the_invite_form() {
    look("invite", "3 n");
}

#[test]
fn a_form_with_something_wrong() {
    for (width, height) in FORM_SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press(":")
            .type_text("tripartie.create_api_client")
            .press("<enter>")
            .type_text("Returns importer of the northern warehouse")
            .press("<tab> <space> <backtab>");
        insta::assert_snapshot!(format!("form-wrong-{width}x{height}"), desk.screen());
    }
}

#[test]
fn a_form_that_the_vendor_refused() {
    for (width, height) in FORM_SIZES {
        let mut desk = edited_organization(width, height, 2);
        desk.type_text("x").press("<ctrl-s> y");
        let call = desk.take_call("koyeb.update_organization_patch");
        let mut refused = problem(call.operation, Reason::Fields, "Validation error");
        refused.fields = vec![FieldProblem {
            field: "organization.billing_email".into(),
            message: "is known to bounce".into(),
        }];
        desk.answer(&call, Err(refused));
        insta::assert_snapshot!(format!("form-refused-{width}x{height}"), desk.screen());
    }
}

#[test]
fn a_long_form_in_its_middle() {
    for (width, height) in FORM_SIZES {
        let mut desk = edited_organization(width, height, 14);
        insta::assert_snapshot!(format!("form-long-{width}x{height}"), desk.screen());
    }
}

#[test]
fn json_in_a_form() {
    for (width, height) in FORM_SIZES {
        let mut desk = edited_organization(width, height, 19);
        desk.press("<backspace>").type_text("]");
        insta::assert_snapshot!(format!("form-json-{width}x{height}"), desk.screen());
    }
}

#[test]
fn roles_to_tick_in_a_form() {
    for (width, height) in FORM_SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press(":")
            .type_text("contabo.create_user")
            .press("<enter> <backtab> <space> <right>");
        insta::assert_snapshot!(format!("form-roles-{width}x{height}"), desk.screen());
    }
}

/// The form of an organization, with the focus so many fields down.
fn edited_organization(width: u16, height: u16, field: usize) -> Desk {
    let mut desk = Desk::loaded(width, height);
    desk.press("2 e");
    let call = desk.take_call("koyeb.get_organization");
    desk.answer(&call, Ok(Reply::Detail(desk::sample::whole_organization())));
    for _ in 0..field {
        desk.press("<tab>");
    }
    desk
}

#[test]
fn the_question_before_deleting() {
    look("delete", "3 j j j D");
}

#[test]
fn the_question_at_quitting() {
    look("leave", "3 a q");
}

#[test]
fn marks_and_a_filter() {
    look("marked", "1 / p e r s o n <enter> <space> <space>");
}

#[test]
fn nothing_loaded_yet() {
    for (width, height) in SIZES {
        let mut desk = Desk::new(width, height);
        insta::assert_snapshot!(format!("loading-{width}x{height}"), desk.screen());
    }
}

#[test]
fn providers_that_can_not_be_read() {
    for (width, height) in SIZES {
        let mut desk = Desk::new(width, height);
        for load in std::mem::take(&mut desk.loads) {
            let reason = "no token: set it in the profile";
            desk.tell(Update::LoadFailed(
                load.id,
                problem(load.operation, Reason::SignIn, reason),
            ));
        }
        insta::assert_snapshot!(format!("failed-{width}x{height}"), desk.screen());
    }
}

#[test]
fn a_terminal_that_is_too_small() {
    let mut desk = Desk::loaded(80, 24);
    desk.resize(30, 8);
    insta::assert_snapshot!("too-small", desk.screen());
}

#[test]
fn colours_are_only_on_top_of_words() {
    for keys in ["1", "2", "3 a d", "4", "3 ?", "3 n", "3 j j j D"] {
        let mut plain = Desk::loaded(80, 24);
        plain.press(keys);
        let mut colored = Desk::loaded(80, 24);
        colored.styles = Styles::colored();
        colored.press(keys);
        assert_eq!(plain.screen(), colored.screen(), "after {keys}");
    }
}

#[test]
fn the_columns() {
    look("columns", "1 c j j");
}

#[test]
fn a_table_scrolled_sideways() {
    look("sideways", "1 > >");
    look(
        "sideways-chosen",
        "3 c G <space> k <space> k <space> s <esc> > > >",
    );
}

#[test]
fn what_the_vendors_filter() {
    look("narrow", "3 F");
    look("narrowed", "2 F <tab> a c m e <enter> / o l d <enter>");
}

#[test]
fn the_export() {
    look("export", "1 X");
}

#[test]
fn a_filter_being_typed() {
    look("filtering", "1 / 2 f a : o f");
    look("filter-unknown", "1 / c o l : x");
}

/// Names in wide characters and addresses without end: every column begins in its place all the same.
#[test]
fn wide_characters_and_long_addresses_are_aligned() {
    for (width, height) in SIZES {
        let mut desk = Desk::new(width, height);
        let loads = std::mem::take(&mut desk.loads);
        let load = loads
            .iter()
            .find(|load| load.operation.id == "contabo.retrieve_user_list")
            .unwrap();
        let long = format!("{}@a-very-long-domain.example", "x".repeat(200));
        let people = [
            ("田中さくら田中さくら田中さくら", "sakura@acme.example"),
            ("👩‍💻 Ada Lovelace 👩‍💻", long.as_str()),
            ("משה כהן", "さくら@例え.テスト"),
            ("Ἀθηνᾶ e\u{301}e\u{301}e\u{301}", "a@b"),
        ];
        let users = people.map(|(name, email)| {
            let provider = usher_tui::domain::Provider::Contabo;
            desk::sample::user(provider, name, name, email, false)
        });
        desk.load(load, usher_tui::api::Rows::Users(users.to_vec()));
        desk.press("/ a <enter>");
        insta::assert_snapshot!(format!("wide-{width}x{height}"), desk.screen());
    }
}
