//! What a person sees: every pane and overlay at the sizes that terminals have.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;

use std::sync::Arc;

use desk::{Desk, looks::style_map, problem, sample};
use usher_tui::{
    api::{FieldProblem, Limit, Reason, Reply, Session, Update},
    domain::{Clean, Provider},
    ui::{Depth, Styles, Theme},
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
fn the_help_that_is_searched() {
    look("help-searched", "3 ? d e l");
}

/// The same with some requests made, and a notice given.
fn look_back(name: &str, keys: &str) {
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        for (target, status) in [
            (
                "/v1/account/organization_invitations?limit=100&offset=0",
                200,
            ),
            ("/v1/account/organization_invitations/4f0c2a9e/accept", 409),
        ] {
            let mut logged = sample::logged(target, status);
            logged.repeats = u32::from(status == 409) * 2;
            logged.said = (status == 409).then(|| "{\"message\":\"it is over\"}".into());
            desk.tell(Update::Request(Arc::new(logged)));
        }
        desk.press("3 y").wait(2.0).press("a").wait(6.0);
        let call = desk.take_call("koyeb.accept_organization_invitation");
        let why = "the invitation was withdrawn by its organization a moment ago";
        desk.answer(&call, Err(problem(call.operation, Reason::Refused, why)));
        desk.press(keys);
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), desk.screen());
    }
}

#[test]
fn a_notice_that_is_too_long() {
    look_back("long-notice", "");
}

#[test]
fn the_log() {
    look_back("log", "@");
}

#[test]
fn a_request_of_the_log() {
    look_back("log-entry", "@ <enter>");
}

#[test]
fn the_history_of_notices() {
    look_back("history", "N");
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
        desk.say_the_same();
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
fn the_question_that_wants_a_name() {
    look("typed", "1 G D p 3 0");
}

#[test]
fn the_question_about_many() {
    look("many", "1 / p e r s o n <enter> <ctrl-a> D");
}

#[test]
fn the_question_about_some_of_two_vendors() {
    look(
        "vendors",
        "1 <space> <space> <space> <space> <space> <space> <space> r",
    );
}

#[test]
fn the_gauge_of_many_changes() {
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press("1 / p e r s o n <enter> <ctrl-a> t y");
        for n in 0..7 {
            let call = desk.take_call("contabo.update_user");
            let refused = problem(call.operation, Reason::Refused, "no");
            let fails = n == 2;
            desk.answer(&call, if fails { Err(refused) } else { Ok(Reply::Done) });
        }
        insta::assert_snapshot!(format!("gauge-{width}x{height}"), desk.screen());
    }
}

#[test]
fn the_question_before_undoing() {
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press("1 G t");
        let call = desk.take_call("contabo.update_user");
        desk.answer(&call, Ok(Reply::Done));
        desk.press("z");
        insta::assert_snapshot!(format!("undo-{width}x{height}"), desk.screen());
    }
}

#[test]
fn the_preview_of_an_invitation() {
    let people = "Anna Li <anna@x.example>, bob@y.example; nobody\nBOB@y.example\nmara@acme.example\n田中さくら <sakura@new.example>";
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press("3 n");
        desk.paste(people);
        insta::assert_snapshot!(format!("preview-{width}x{height}"), desk.screen());
        desk.press("<ctrl-t>");
        insta::assert_snapshot!(format!("preview-roles-{width}x{height}"), desk.screen());
    }
}

#[test]
fn a_range_that_is_being_marked() {
    look("range", "1 j v j j");
}

#[test]
fn the_question_at_quitting() {
    look("leave", "3 a q");
}

#[test]
fn marks_and_a_filter() {
    look("marked", "1 / p e r s o n <enter> <space> <space>");
}

/// Signs in somewhere else than where one is signed in.
fn look_at_sign_in(name: &str, provider: Provider, keys: &str) {
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        let why = Clean::from("The token was refused.");
        desk.tell(Update::Session(provider, Session::Refused(why)));
        desk.press("I");
        desk.press(keys);
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), desk.screen());
    }
}

#[test]
fn signing_in_at_each_vendor() {
    look_at_sign_in("sign-in-koyeb", Provider::Koyeb, "s e c r e t");
    look_at_sign_in(
        "sign-in-tripartie",
        Provider::Tripartie,
        "s e c r e t <tab>",
    );
    look_at_sign_in(
        "sign-in-tripartie-password",
        Provider::Tripartie,
        "<ctrl-o> m e <tab> <ctrl-s>",
    );
    look_at_sign_in("sign-in-contabo", Provider::Contabo, "s e c r e t <enter>");
}

#[test]
fn the_profiles() {
    look("profiles", "P <down>");
}

/// A session that ends soon, one whose vendor wants a pause, and one that is over.
#[test]
fn how_sessions_stand() {
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        let ends = |user: &str, at: &str| Session::SignedIn {
            user_id: None,
            user: Some(Clean::from(user)),
            expires_at: at.parse().ok(),
        };
        let koyeb = ends("mara@acme.example", "2026-03-01T12:43:20Z");
        desk.tell(Update::Session(Provider::Koyeb, koyeb));
        let tripartie = ends("mara@acme.example", "2026-03-01T12:04:10Z");
        desk.tell(Update::Session(Provider::Tripartie, tripartie));
        desk.tell(Update::Limit(
            Provider::Tripartie,
            Limit {
                left: Some(554),
                pause: None,
            },
        ));
        insta::assert_snapshot!(format!("sessions-{width}x{height}"), desk.screen());

        desk.tell(Update::Limit(
            Provider::Tripartie,
            Limit {
                left: Some(0),
                pause: "2026-03-01T12:00:12Z".parse().ok(),
            },
        ));
        let why = Clean::from("Contabo refused the sign-in.");
        desk.tell(Update::Session(Provider::Contabo, Session::Refused(why)));
        desk.press("R");
        insta::assert_snapshot!(format!("sessions-trouble-{width}x{height}"), desk.screen());
    }
}

#[test]
fn production_can_not_be_mistaken() {
    for (width, height) in SIZES {
        let mut desk = Desk::with(width, height, |options| {
            options.profile = "prod".into();
            options.setup.is_production = true;
        });
        insta::assert_snapshot!(format!("production-{width}x{height}"), desk.screen());
    }
}

#[test]
fn a_protected_profile_that_is_looked_at_only() {
    for (width, height) in SIZES {
        let mut desk = Desk::with(width, height, |options| {
            options.profile = "vault".into();
            options.setup.is_protected = true;
        })
        .filled();
        desk.press("3 a");
        insta::assert_snapshot!(format!("protected-{width}x{height}"), desk.screen());
        desk.press("<esc> <f4>");
        insta::assert_snapshot!(format!("look-only-{width}x{height}"), desk.screen());
    }
}

#[test]
fn a_screen_that_others_see() {
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press("M");
        insta::assert_snapshot!(format!("masked-{width}x{height}"), desk.screen());
        desk.press("2 gg <enter>");
        let reading = desk.take_detail_reading();
        let whole = usher_tui::api::Reply::Detail(sample::whole_organization());
        desk.answer(&reading, Ok(whole));
        insta::assert_snapshot!(format!("masked-detail-{width}x{height}"), desk.screen());
    }
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
    for keys in [
        "1",
        "2",
        "3 a d",
        "4",
        "3 ?",
        "3 n",
        "3 j j j D",
        "1 v j j t",
        "1 G t z",
    ] {
        let mut plain = Desk::loaded(80, 24);
        plain.press(keys);
        for theme in Theme::ALL {
            let mut colored = Desk::loaded(80, 24);
            colored.styles = Styles::of(theme, Depth::Full);
            colored.press(keys);
            assert_eq!(plain.screen(), colored.screen(), "{theme:?} after {keys}");
        }
    }
}

#[test]
fn meanings_are_where_they_belong_in_every_theme() {
    let screens = [
        ("users", "1 j <space>"),
        ("organizations", "2"),
        ("invitations", "3"),
        ("credentials", "4"),
        ("answers", "3 a d"),
        ("form", "3 n"),
        ("question", "3 j j j D"),
        ("palette", ":"),
        ("help", "3 ?"),
        ("log", "@"),
    ];
    for (width, height) in [(80, 24), (120, 40)] {
        for (name, keys) in screens {
            for theme in [Theme::Dark, Theme::Light, Theme::None] {
                let mut desk = Desk::loaded(width, height);
                desk.styles = Styles::of(theme, Depth::Full);
                desk.tell(sample::request("/v1/account/organization_invitations", 204));
                desk.tell(sample::request("/v1/account/organizations", 503));
                desk.press(keys);
                let name = format!("style-{name}-{}-{width}x{height}", theme.name());
                insta::assert_snapshot!(name, style_map(desk.buffer()));
            }
        }
    }
}

#[test]
fn a_terminal_without_utf_8() {
    for (name, keys) in [("users", "1"), ("form", "3 n"), ("detail", "3 <enter>")] {
        let mut desk = Desk::loaded(80, 24);
        desk.styles.ascii = true;
        desk.press(keys);
        let screen = desk.screen();
        assert!(screen.is_ascii(), "{screen}");
        insta::assert_snapshot!(format!("ascii-{name}"), screen);
    }
}

#[test]
fn the_columns() {
    look("columns", "1 c j j");
}

#[test]
fn a_table_scrolled_sideways() {
    look("sideways", "4 > >");
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

/// Somebody else changed the first name while it was being edited.
#[test]
fn a_field_that_two_people_changed() {
    let user = |first: &str| {
        let user = serde_json::json!({"data": [{
            "userId": "c-30", "firstName": first, "lastName": "30", "email": "p30@acme.example",
            "enabled": true, "totp": false, "locale": "de", "roles": [],
        }]});
        Ok(Reply::Detail(usher_tui::api::Detail::new(&user)))
    };
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press("G e");
        let call = desk.take_call("contabo.retrieve_user");
        desk.answer(&call, user("Person"));
        desk.type_text(" Anna").press("<ctrl-s> y");
        let call = desk.take_call("contabo.retrieve_user");
        desk.answer(&call, user("Petra"));
        insta::assert_snapshot!(format!("contested-{width}x{height}"), desk.screen());
    }
}
