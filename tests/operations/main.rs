//! Every operation of the catalogue, through the real program, against the sandbox.

mod contabo;
mod errors;
mod koyeb_account;
mod koyeb_invitations;
mod koyeb_organizations;
mod script;
#[path = "../shell/mod.rs"]
mod shell;
mod tripartie;
mod tripartie_session;

use std::collections::BTreeSet;

use usher_tui::{api::catalogue, domain::Provider};

use self::{script::Script, shell::Shell};

/// Carries out all of a vendor's operations, each story on a sandbox of its own.
fn carry_out_all(provider: Provider, stories: &[fn(&Script)]) {
    let mut done = BTreeSet::new();
    for story in stories {
        let shell = Shell::new();
        story(&Script::new(&shell));
        let requests = shell.sandbox.requests().into_iter();
        let good = requests.filter(|request| matches!(request.status, Some(200..300)));
        done.extend(good.filter_map(|request| request.operation));
    }
    let all = catalogue().filter(|operation| operation.provider == provider);
    let missing: Vec<&str> = all
        .map(|operation| operation.id)
        .filter(|id| !done.contains(id))
        .collect();
    assert!(missing.is_empty(), "never done: {missing:?}");
}

#[test]
fn everything_that_koyeb_offers_is_done() {
    carry_out_all(
        Provider::Koyeb,
        &[
            koyeb_account::profile,
            koyeb_account::settings_and_identity,
            koyeb_account::sign_up,
            koyeb_account::codes_from_mails,
            koyeb_account::another_providers_sign_in,
            koyeb_organizations::create_and_change,
            koyeb_organizations::budget,
            koyeb_organizations::from_active_to_deleted,
            koyeb_organizations::scopes,
            koyeb_organizations::access_token,
            koyeb_organizations::github,
            koyeb_invitations::received,
            koyeb_invitations::sent,
        ],
    );
}

#[test]
fn everything_that_tripartie_offers_is_done() {
    carry_out_all(
        Provider::Tripartie,
        &[
            tripartie::users,
            tripartie::oneself,
            tripartie::api_clients,
            tripartie_session::second_factor,
            tripartie_session::organization,
            tripartie_session::persona,
        ],
    );
}

#[test]
fn everything_that_contabo_offers_is_done() {
    carry_out_all(
        Provider::Contabo,
        &[contabo::users, contabo::s3_keys, contabo::oauth_client],
    );
}
