//! Tokens that look like JWTs. The signature is random: the vendors' clients read the claims and can't check it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::chance::Chance;

/// A token with these claims.
pub(super) fn token(chance: &mut Chance, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = json!({ "alg": "HS256", "typ": "JWT" });
    let signature: Vec<u8> = (0..4).flat_map(|_| chance.next().to_be_bytes()).collect();
    format!(
        "{}.{}.{}",
        part(&header),
        part(claims),
        URL_SAFE_NO_PAD.encode(signature)
    )
}
