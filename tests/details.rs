//! What a person sees of a single record: details of every kind, replies as JSON, QR codes.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;

use desk::{Desk, looks::style_map};
use serde_json::{Value, json};
use usher_tui::{
    api::{Call, Headers, Raw, Reply},
    ui::{Depth, Styles, Theme},
};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// Compares what is on screen after some keys and the answers to what they ask for, at every size.
fn look(name: &str, keys: &str, answers: &[(&str, Value)], more: &str) {
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press(keys).wait(0.5);
        for (operation, body) in answers {
            let call = desk.take_call(operation);
            let reply = replied(&call, body);
            desk.answer(&call, Ok(reply));
        }
        if !more.is_empty() {
            desk.press(more);
        }
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), desk.screen());
    }
}

fn replied(call: &Call, body: &Value) -> Reply {
    let text = body.to_string();
    let raw = Raw {
        headers: &Headers::default(),
        body: text.as_bytes(),
    };
    call.operation.read(&call.arguments, &raw).unwrap()
}

fn organization() -> Value {
    json!({"organization": {
        "id": "9f33b2c6-6b58-11e9-883c-32001b70f000", "external_id": "org_01H", "name": "acme-labs", "plan": "scale",
        "status": "WARNING", "status_message": "PAYMENT_FAILURE", "deactivation_reason": "INVALID",
        "plan_updated_at": "2026-02-26T12:00:00Z", "has_payment_method": false, "company": true,
        "billing_name": "Mara Köhler", "billing_email": "bills@acme.example", "address1": "CANARY", "city": "Hamburg",
        "country": "DE", "vat_number": "CANARY", "verified": true, "trialing": false, "provisioning": false,
        "signup_qualification": {},
    }})
}

fn around_organization() -> [(&'static str, Value); 3] {
    [
        ("koyeb.get_organization", organization()),
        (
            "koyeb.get_budget",
            json!({"budget": {"amount": "25000", "thresholds": ["80", "100"]}}),
        ),
        (
            "koyeb.get_github_installation",
            json!({"installation_id": "481", "name": "acme", "status": "INSTALLED",
                "installed_at": "2026-02-01T12:00:00Z", "suspended_at": null, "indexing_status": "IN_PROGRESS",
                "indexed_repositories": 13, "total_repositories": 20}),
        ),
    ]
}

#[test]
fn an_organization() {
    look(
        "organization",
        "2 <enter>",
        &around_organization(),
        "<ctrl-f>",
    );
}

#[test]
fn a_budget_and_github() {
    look(
        "budget",
        "2 <enter>",
        &around_organization(),
        "G <ctrl-u> <ctrl-u>",
    );
}

#[test]
fn your_koyeb_user() {
    let user = json!({"user": {"id": "k-1", "email": "mara@acme.example", "name": "Mara Köhler", "flags": ["ACTIVE", "BETA"],
        "two_factor_authentication": true, "email_validated": true, "last_login": "2026-03-01T09:00:00Z",
        "last_login_ip": "CANARY", "created_at": "2025-01-01T00:00:00Z", "trialed": true}});
    let settings = json!({"settings": {"id": "s", "user_id": "k-1", "failed_deployment_email_notification": true}});
    let answers = [
        ("koyeb.get_current_user", user),
        ("koyeb.get_user_settings", settings),
    ];
    look("user-koyeb", "1 <enter>", &answers, "");
}

#[test]
fn a_tripartie_user() {
    let user = json!({"id": 1, "iri": "/users/1", "firstName": "Mara", "lastName": "Köhler", "email": "mara@acme.example",
        "roles": ["ROLE_ADMIN", "ROLE_USER"], "totpEnabled": false, "intlPhoneNumber": "CANARY", "birthday": "CANARY",
        "lockdown": false, "organization": {"id": 4, "name": "Acme"}, "createdAt": "2025-05-01 08:00:00",
        "consentMailAds": false, "consentMailNotification": true});
    let answers = [("tripartie.get_user", user)];
    look("user-tripartie", "1 j <enter>", &answers, "");
}

#[test]
fn a_contabo_user() {
    let user = json!({"data": [{"tenantId": "DE", "customerId": "54321", "userId": "c-1", "firstName": "Person",
        "lastName": "01", "email": "p01@acme.example", "emailVerified": true, "enabled": false, "totp": true,
        "locale": "de", "owner": false,
        "roles": [{"roleId": 7, "name": "billing", "permissions": [{"apiName": "invoices", "actions": ["READ"]}]}]}]});
    let answers = [("contabo.retrieve_user", user)];
    look("user-contabo", "1 j j <enter>", &answers, "");
}

#[test]
fn an_invitation() {
    let invitation = json!({"invitation": {"id": "i-soon", "email": "mara@acme.example", "role": "OWNER",
        "status": "PENDING", "expires_at": "2026-03-01T12:40:00Z", "organization": {"id": "o", "name": "alpha",
        "plan": "startup", "status": "ACTIVE"}, "inviter": {"name": "Ada Byron", "email": "ada@alpha.example"}}});
    let answers = [("koyeb.get_user_organization_invitation", invitation)];
    look("invitation", "3 <enter>", &answers, "");
}

#[test]
fn an_s3_key() {
    let key = json!({"data": [{"accessKey": "CANARY", "secretKey": "CANARY", "displayName": "Backups",
        "region": "European Union", "objectStorageId": "st-1", "credentialId": 81001}]});
    let answers = [("contabo.get_object_storage_credentials", key)];
    look("s3-key", "4 j j <enter>", &answers, "");
}

#[test]
fn an_oauth_client() {
    let client = json!({"data": [{"tenantId": "DE", "customerId": "54321", "id": "cl-1", "clientId": "DE-54321", "secret": "CANARY"}]});
    let answers = [("contabo.retrieve_user_client", client)];
    look("oauth-client", "4 <enter>", &answers, "");
}

#[test]
fn a_reply_as_json() {
    let answers = [("koyeb.get_organization", organization())];
    look("json", "2 <enter>", &answers, "J");
}

/// A set-up of the second factor.
fn totp(desk: &mut Desk) {
    desk.press("1 j :").type_text("setup_totp").press("<enter>");
    let call = desk.take_call("tripartie.setup_totp");
    let uri = "otpauth://totp/Acme:mara%40acme.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Acme";
    let reply = replied(&call, &json!({"totpUri": uri}));
    desk.answer(&call, Ok(reply));
}

#[test]
fn the_set_up_of_two_factor() {
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        let mut desk = Desk::loaded(width, height);
        totp(&mut desk);
        insta::assert_snapshot!(format!("totp-{width}x{height}"), desk.screen());
    }
}

#[test]
fn meanings_are_where_they_belong_in_every_theme() {
    for (width, height) in SIZES {
        for theme in [Theme::Dark, Theme::Light, Theme::None] {
            let mut desk = Desk::loaded(width, height);
            desk.styles = Styles::of(theme, Depth::Full);
            desk.press("2 <enter>").wait(0.5);
            for (operation, body) in around_organization() {
                let call = desk.take_call(operation);
                let reply = replied(&call, &body);
                desk.answer(&call, Ok(reply));
            }
            let look = |name: &str, desk: &mut Desk| {
                let name = format!("style-{name}-{}-{width}x{height}", theme.name());
                insta::assert_snapshot!(name, style_map(desk.buffer()));
            };
            look("detail", &mut desk);
            desk.press("J");
            look("json", &mut desk);
            desk.press("<esc> <esc>");
            totp(&mut desk);
            look("qr", &mut desk);
        }
    }
}

#[test]
fn a_qr_code_is_dark_on_light_in_every_theme_that_has_colours() {
    for theme in [Theme::Dark, Theme::Light, Theme::Terminal] {
        let mut desk = Desk::loaded(80, 24);
        desk.styles = Styles::of(theme, Depth::Full);
        totp(&mut desk);
        let cell = desk.buffer().cell((0, 0)).unwrap().clone();
        assert_eq!(cell.symbol(), "█", "{}", theme.name());
        assert_eq!(cell.fg, ratatui::style::Color::Indexed(231));
        assert_eq!(cell.bg, ratatui::style::Color::Indexed(16));
    }
}

#[test]
fn a_terminal_without_utf8_gets_no_qr_code() {
    let mut desk = Desk::loaded(120, 40);
    desk.styles.ascii = true;
    totp(&mut desk);
    let screen = desk.screen();
    assert!(screen.contains("knows only ASCII"), "{screen}");
    assert!(screen.is_ascii() && !screen.contains("???"), "{screen}");
}

#[test]
fn a_link_and_what_is_told_once() {
    for (width, height) in SIZES {
        let mut desk = Desk::loaded(width, height);
        desk.press("4 :").type_text("create_api_client");
        desk.press("<enter>")
            .type_text("importer")
            .press("<tab> <space> <ctrl-s>");
        let call = desk.take_call("tripartie.create_api_client");
        let client = json!({"identifier": "tp-10", "name": "importer", "secret": "CANARY"});
        let reply = replied(&call, &client);
        desk.answer(&call, Ok(reply));
        insta::assert_snapshot!(format!("told-once-{width}x{height}"), desk.screen());
        desk.press("<esc>");
        insta::assert_snapshot!(format!("leaving-{width}x{height}"), desk.screen());
    }
}
