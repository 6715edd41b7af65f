use serde::Serialize;

use super::{contabo, people};

/// Where the sandbox listens, and what to sign in with; as JSON it is the line that `usher sandbox` prints.
#[derive(Clone, Debug, Serialize)]
pub struct Addresses {
    /// Koyeb.
    pub koyeb: KoyebAddress,
    /// Tripartie.
    pub tripartie: TripartieAddress,
    /// Contabo.
    pub contabo: ContaboAddress,
}

impl Addresses {
    /// What is known before the sandbox is there: who signs in. Ports and secrets are still to come.
    pub fn to_be() -> Self {
        let base_url = || "http://127.0.0.1".to_owned();
        Self {
            koyeb: KoyebAddress {
                base_url: base_url(),
                token: String::new(),
                reset_id: String::new(),
                validation_id: String::new(),
            },
            tripartie: TripartieAddress {
                base_url: base_url(),
                token: String::new(),
                persona_token: String::new(),
                email_verification_input: String::new(),
            },
            contabo: ContaboAddress {
                base_url: base_url(),
                auth_url: base_url(),
                client_id: contabo::CLIENT_ID.to_owned(),
                client_secret: String::new(),
                username: people::ME.to_owned(),
                password: String::new(),
            },
        }
    }
}

/// Koyeb in the sandbox.
#[derive(Clone, Debug, Serialize)]
pub struct KoyebAddress {
    /// `http://127.0.0.1:PORT`
    pub base_url: String,
    /// A user's token with a current organization.
    pub token: String,
    /// The id in the mail that resets the password.
    pub reset_id: String,
    /// The id in the mail that validates the account.
    pub validation_id: String,
}

/// Tripartie in the sandbox.
#[derive(Clone, Debug, Serialize)]
pub struct TripartieAddress {
    /// `http://127.0.0.1:PORT`
    pub base_url: String,
    /// A user's JWT.
    pub token: String,
    /// A persona's token.
    pub persona_token: String,
    /// The code of 128 characters in every mail that asks to validate an address.
    pub email_verification_input: String,
}

/// Contabo in the sandbox.
#[derive(Clone, Debug, Serialize)]
pub struct ContaboAddress {
    /// `http://127.0.0.1:PORT`
    pub base_url: String,
    /// The token endpoint.
    pub auth_url: String,
    /// The OAuth client's id.
    pub client_id: String,
    /// The OAuth client's secret.
    pub client_secret: String,
    /// The API user: an e-mail address.
    pub username: String,
    /// The API user's password; the same person has it at the other two vendors.
    pub password: String,
}
