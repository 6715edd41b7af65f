use crate::{
    app::{Cell, Facts, Letter},
    domain::{Credential, CredentialKind},
};

/// Tells a credential. Its secret is masked where the vendor tells it again, and else said to be gone.
pub(super) fn write(credential: &Credential, letter: &mut Letter<'_>, _facts: &Facts<'_>) {
    letter.section("Identity");
    letter.say("Kind", Cell::plain(credential.kind.words()));
    match &credential.kind {
        CredentialKind::OAuthClient { .. } => {
            letter.text_or("Client id", "clientId", &credential.public);
            letter.section("Security");
            letter.text("Client secret", "secret");
            letter.say(
                "Used by",
                Cell::dim("usher itself, and whatever else knows it"),
            );
        }
        CredentialKind::ObjectStorage { storage, .. } => {
            letter.text_or("Name", "displayName", &credential.name);
            letter.text_or("Id", "credentialId", &credential.public);
            letter.section("Access");
            letter.text_or("Region", "region", &credential.scope);
            letter.text_or("Object storage", "objectStorageId", storage);
            letter.say("Owner", Cell::plain(credential.owner.clone()));
            if let Some(user) = super::user(credential).filter(|user| **user != credential.owner) {
                letter.say("Owner's id", Cell::dim(user.clone()));
            }
            letter.section("Security");
            letter.text("Access key", "accessKey");
            letter.text("Secret key", "secretKey");
        }
        CredentialKind::ApiClient { identifier } => {
            letter.text_or("Name", "name", &credential.name);
            letter.text_or("Identifier", "identifier", identifier);
            letter.section("Access");
            letter.text_or("Scopes", "scopes", &credential.scope);
            letter.section("Security");
            letter.say(
                "Secret",
                Cell::dim("was told once, when the client was made; a lost one can't be had again"),
            );
            letter.section("Activity");
            letter.time_or("Made", "createdAt", credential.created_at);
        }
    }
}
