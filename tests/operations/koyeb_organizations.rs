//! Koyeb's organizations, and the tokens that are scoped to them.

use serde_json::{Value, json};

use crate::script::{Script, has, text};

/// Makes an organization; its id.
fn create(script: &Script, name: &str) -> String {
    let created = script.done("koyeb.create_organization", &[("name", name)]);
    text(&created["organization"]["id"])
}

fn read(script: &Script, id: &str) -> Value {
    script.done("koyeb.get_organization", &[("id", id)])["organization"].clone()
}

pub fn create_and_change(script: &Script) {
    let id = create(script, "night-shift");
    let list = script.done("koyeb.list_user_organizations", &[("search", "night-sh")]);
    assert!(has(&list["organizations"], "id", &id), "{list}");
    script.done(
        "koyeb.update_organization_patch",
        &[
            ("id", &id),
            ("city", "Köln"),
            ("company", "no"),
            ("email_domain_allowlist", "a.example, b.example"),
            ("email_domain_allowlist", "c.example"),
            ("body.id", "another"),
        ],
    );
    let domains = json!(["a.example", "b.example", "c.example"]);
    let after = read(script, &id);
    assert_eq!(after["city"], "Köln");
    assert_eq!(after["company"], false);
    assert_eq!(after["email_domain_allowlist"], domains);
    assert_eq!(
        after["id"],
        id.as_str(),
        "the id in the body is not the one in the path"
    );
    script.done(
        "koyeb.update_organization_put",
        &[("id", &id), ("city", "Łódź")],
    );
    assert_eq!(read(script, &id)["city"], "Łódź");
    script.done(
        "koyeb.update_organization_plan",
        &[("id", &id), ("plan", "pro")],
    );
    assert_eq!(read(script, &id)["plan"], "pro");
    script.done(
        "koyeb.upsert_signup_qualification",
        &[
            ("id", &id),
            ("signup_qualification", r#"{"version": 3, "usage": null}"#),
            ("signup_qualification.occupation.title", "plumber"),
            ("signup_qualification.primaryUseCase", "web"),
            ("signup_qualification.primaryUseCase", "api"),
        ],
    );
    let answers = json!({
        "version": 3, "usage": null, "occupation": {"title": "plumber"}, "primaryUseCase": ["web", "api"],
    });
    assert_eq!(read(script, &id)["signup_qualification"], answers);
}

pub fn budget(script: &Script) {
    let id = create(script, "thrifty");
    let id = ("organization_id", id.as_str());
    let words = script.refused("koyeb.get_budget", &[id]);
    assert!(words.contains("status 404, code not_found"), "{words}");
    for (operation, amount) in [
        ("koyeb.create_budget", "2500"),
        ("koyeb.update_budget", "3500"),
    ] {
        script.done(operation, &[id, ("amount", amount)]);
        let budget = script.done("koyeb.get_budget", &[id]);
        assert_eq!(budget["budget"]["amount"], amount);
    }
    script.done("koyeb.delete_budget", &[id]);
    script.refused("koyeb.get_budget", &[id]);
}

pub fn from_active_to_deleted(script: &Script) {
    let organization = create(script, "short-lived");
    let id = ("id", organization.as_str());
    let status = || read(script, &organization)["status"].clone();
    let words = script.refused("koyeb.delete_organization", &[id]);
    assert!(
        words.contains("Only a deactivated organization can be deleted"),
        "{words}"
    );
    script.done(
        "koyeb.deactivate_organization",
        &[id, ("skip_confirmation", "no")],
    );
    assert_eq!(status(), "ACTIVE", "a mail asks first");
    script.done(
        "koyeb.deactivate_organization",
        &[id, ("skip_confirmation", "yes")],
    );
    assert_eq!(status(), "DEACTIVATED");
    script.done("koyeb.reactivate_organization", &[id]);
    assert_eq!(status(), "ACTIVE");
    script.done(
        "koyeb.deactivate_organization",
        &[id, ("skip_confirmation", "yes")],
    );
    script.done("koyeb.delete_organization", &[id]);
    script.refused("koyeb.get_organization", &[id]);
}

fn current(script: &Script) -> Value {
    script.done("koyeb.get_current_organization", &[])["organization"]["id"].clone()
}

pub fn scopes(script: &Script) {
    let before = current(script);
    let id = create(script, "elsewhere");
    let switched = script.done("koyeb.switch_organization", &[("id", &id)]);
    let there = script.with("KOYEB_TOKEN", &text(&switched["token"]["id"]));
    assert_eq!(current(&there), id.as_str());
    assert_eq!(current(script), before, "the first token stays as it was");
    let unscoped = there.done("koyeb.unscope_organization_token", &[]);
    let nowhere = there.with("KOYEB_TOKEN", &text(&unscoped["token"]["id"]));
    nowhere.refused("koyeb.get_current_organization", &[]);
    nowhere.done("koyeb.get_current_user", &[]);
}

pub fn access_token(script: &Script) {
    let id = text(&current(script));
    let created = script.done(
        "koyeb.create_access_token",
        &[("id", &id), ("validity", "60s")],
    );
    let program = script.with("KOYEB_TOKEN", &text(&created["token"]));
    assert_eq!(current(&program), id.as_str());
    let words = program.refused("koyeb.get_current_user", &[]);
    assert!(words.contains("status 403, code forbidden"), "{words}");
}

pub fn github(script: &Script) {
    let installation = script.done("koyeb.get_github_installation", &[]);
    assert_eq!(installation["status"], "INSTALLED");
    let begun = script.done("koyeb.github_installation", &[("metadata", "x")]);
    assert!(text(&begun["url"]).contains(&text(&begun["state"])));
}
