//! The person at Koyeb: profile, settings, sign-up, passwords.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::script::{Script, text};

fn me(script: &Script) -> Value {
    script.done("koyeb.get_current_user", &[])["user"].clone()
}

pub fn profile(script: &Script) {
    script.done("koyeb.update_user_patch", &[("name", "Jana N.")]);
    assert_eq!(me(script)["name"], "Jana N.");
    let mask = ("update_mask", "newsletter_subscribed");
    let news = ("newsletter_subscribed", "yes");
    script.done("koyeb.update_user_put", &[mask, news, ("name", "Masked")]);
    assert_eq!(me(script)["newsletter_subscribed"], true);
    assert_eq!(
        me(script)["name"],
        "Jana N.",
        "the mask leaves the name out"
    );
    for (id, name) in [
        ("koyeb.update_user_v2_patch", "Jana Nováková-Łuczak"),
        ("koyeb.update_user_v2_put", "Jana"),
    ] {
        script.done(id, &[("name", name)]);
        let deadline = Instant::now() + Duration::from_secs(60);
        while me(script)["name"] != name {
            assert!(Instant::now() < deadline, "{id} is never written");
        }
    }
    let change = [
        ("password", "brand new one"),
        ("current_password", "a guess"),
    ];
    let words = script.refused("koyeb.update_user_patch", &change);
    assert!(
        words.contains("current_password: is not the current password"),
        "{words}"
    );
    let old = &script.shell().sandbox.addresses().contabo.password;
    let change = [("password", "brand new one"), ("current_password", old)];
    script.done("koyeb.update_user_patch", &change);
    script.refused("koyeb.update_user_patch", &change);
}

pub fn settings_and_identity(script: &Script) {
    const NAME: &str = "failed_deployment_email_notification";
    for wanted in ["false", "true"] {
        script.done("koyeb.update_user_settings", &[(NAME, wanted)]);
        let settings = script.done("koyeb.get_user_settings", &[]);
        assert_eq!(settings["settings"][NAME].to_string(), wanted);
    }
    let check = script.done("koyeb.get_idenfy_token", &[]);
    assert!(!text(&check["auth_token"]).is_empty());
    let id = text(&me(script)["id"]);
    script.done(
        "koyeb.clear_idenfy_verification_result",
        &[("user_id", &id)],
    );
    let words = script.refused(
        "koyeb.clear_idenfy_verification_result",
        &[("user_id", "x")],
    );
    assert!(words.contains("User not found"), "{words}");
    script.done("koyeb.resend_email_validation", &[]);
}

pub fn sign_up(script: &Script) {
    let email = ("email", "new@lindenhof.example");
    let method = |script: &Script| script.done("koyeb.login_method", &[email])["method"].clone();
    assert_eq!(method(script), "WORKOS", "nobody has that address yet");
    let form = [email, ("password", "long enough"), ("name", "New")];
    let signed_up = script.done("koyeb.signup", &form);
    assert_eq!(method(script), "KOYEB");
    let somebody = script.with("KOYEB_TOKEN", &text(&signed_up["token"]["id"]));
    let user = me(&somebody);
    assert_eq!(
        (&user["email"], &user["email_validated"]),
        (&email.1.into(), &false.into())
    );
    let words = script.refused("koyeb.signup", &form);
    assert!(words.contains("status 409, code 6"), "{words}");
}

pub fn codes_from_mails(script: &Script) {
    script.done(
        "koyeb.reset_password",
        &[("email", "anybody@lindenhof.example")],
    );
    let mailed = &script.shell().sandbox.addresses().koyeb;
    let reset = |id| [("id", id), ("password", "brand new one")];
    let words = script.refused("koyeb.update_password", &reset("a guess"));
    assert!(
        words.contains("Password reset request not found"),
        "{words}"
    );
    let session = script.done("koyeb.update_password", &reset(&mailed.reset_id));
    me(&script.with("KOYEB_TOKEN", &text(&session["token"]["id"])));

    script.refused("koyeb.validate", &[("id", "a guess")]);
    let session = script.done("koyeb.validate", &[("id", &mailed.validation_id)]);
    let user = me(&script.with("KOYEB_TOKEN", &text(&session["token"]["id"])));
    assert_eq!(user["email_validated"], true);
}

pub fn another_providers_sign_in(script: &Script) {
    let options = script.done("koyeb.get_oauth_options", &[("action", "signin")]);
    let provider = &options["oauth_providers"][0];
    assert!(text(&provider["url"]).starts_with("https://"));
    let state = text(&provider["state"]);
    let back = |state| [("state", state), ("code", "from the browser")];
    script.refused("koyeb.oauth_callback", &back("made up"));
    script.done("koyeb.oauth_callback", &back(&state));
    script.refused("koyeb.oauth_callback", &back(&state));
}
