//! Tripartie: signing in and up, and the second factor.

use totp_rs::Totp;

use crate::{
    script::{Script, text},
    tripartie::number,
};

/// Registers an organization and its owner; the owner's id.
fn register(script: &Script) -> String {
    let registered = script.done(
        "tripartie.register_organization",
        &[
            ("captcha", "solved"),
            ("firstName", "Zoë"),
            ("lastName", "Ångström"),
            ("email", "zoe@angstrom.example"),
            ("plainPassword", "secr$t"),
            ("originCountry", "SWE"),
            ("preferredLanguage", "sv"),
            ("organization.name", "Ångström AB"),
            ("organization.billingAddress", r#"{"cityName": "Luleå"}"#),
        ],
    );
    number(&text(&registered["iri"]))
}

fn sign_in(code: Option<&str>) -> Vec<(&str, &str)> {
    let mut form = vec![
        ("captcha", "solved"),
        ("email", "zoe@angstrom.example"),
        ("password", "secr$t"),
    ];
    form.extend(code.map(|code| ("totpInput", code)));
    form
}

pub fn organization(script: &Script) {
    let id = register(script);
    let last = script.done("tripartie.list_users", &[("page", "3")]);
    let owner = last.as_array().unwrap().last().unwrap();
    assert_eq!(owner["id"].to_string(), id);
    assert_eq!(owner["organization"]["name"], "Ångström AB");
    let code = &script
        .shell()
        .sandbox
        .addresses()
        .tripartie
        .email_verification_input;
    let validate = |code| {
        [
            ("id", id.as_str()),
            ("captcha", "x"),
            ("emailVerificationInput", code),
        ]
    };
    let guess = "x".repeat(128);
    script.refused("tripartie.validate_email", &validate(&guess));
    script.done("tripartie.validate_email", &validate(code));
}

pub fn second_factor(script: &Script) {
    let id = register(script);
    let id = ("id", id.as_str());
    let setup = script.done("tripartie.setup_totp", &[id]);
    let totp = Totp::from_url(text(&setup["totpUri"])).unwrap();
    let toggle = |on, code: &str| {
        let code = code.to_owned();
        move |script: &Script| {
            let form = [id, ("totpEnabled", on), ("totpChallenge", &code)];
            script.done("tripartie.toggle_totp", &form)
        }
    };
    let wrong = [id, ("totpEnabled", "yes"), ("totpChallenge", "000000")];
    assert!(
        script
            .refused("tripartie.toggle_totp", &wrong)
            .contains("totpChallenge")
    );
    let code = || totp.generate_current().to_string();
    toggle("yes", &code())(script);
    let is_on = || script.done("tripartie.get_user", &[id])["totpEnabled"].clone();
    assert_eq!(is_on(), true);
    let words = script.refused("tripartie.authenticate", &sign_in(None));
    assert!(words.contains("email or password mismatch"), "{words}");
    let session = script.done("tripartie.authenticate", &sign_in(Some(&code())));
    let zoe = script.with("TRIPARTIE_TOKEN", &text(&session["token"]));
    assert_eq!(
        zoe.done("tripartie.get_me", &[])["email"],
        "zoe@angstrom.example"
    );
    toggle("no", &code())(script);
    assert_eq!(is_on(), false);
}

pub fn persona(script: &Script) {
    let demo = script.done("tripartie.get_persona", &[]);
    assert!(demo["id"].is_u64());
    let email = ("email", "john@doe.example");
    let password = ("plainPassword", "secr$t");
    let names = [
        ("firstName", "John"),
        ("lastName", "Doe"),
        ("gender", "other"),
    ];
    let registered = script.done(
        "tripartie.register_persona",
        &[names[0], names[1], names[2], email, password],
    );
    script.refused(
        "tripartie.authenticate_persona",
        &[email, ("plainPassword", "a guess")],
    );
    let signed_in = script.done("tripartie.authenticate_persona", &[email, password]);
    let url = text(&signed_in["authUrl"]);
    let (_, token) = url.split_once("t=").unwrap();
    let john = script.with("PERSONA_TOKEN", token);
    assert_eq!(john.done("tripartie.get_persona", &[]), registered);
}
