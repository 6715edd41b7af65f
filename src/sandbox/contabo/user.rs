use serde_json::{Map, Value, json};

/// A user, as far as the API tells.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the record has four flags that are independent of each other"
)]
pub(super) struct User {
    pub id: String,
    pub first: String,
    pub last: String,
    pub email: String,
    pub verified: bool,
    pub enabled: bool,
    pub totp: bool,
    pub locale: String,
    pub owner: bool,
    pub roles: Vec<i64>,
}

impl User {
    /// A user as the API shows one.
    pub fn show(&self) -> Value {
        let mut shown = Map::new();
        let mut put = |name: &str, value: Value| shown.insert(name.to_owned(), value);
        put("tenantId", json!(super::TENANT));
        put("customerId", json!(super::CUSTOMER));
        put("userId", json!(self.id));
        put("firstName", json!(self.first));
        put("lastName", json!(self.last));
        put("email", json!(self.email));
        put("emailVerified", json!(self.verified));
        put("enabled", json!(self.enabled));
        put("totp", json!(self.totp));
        put("locale", json!(self.locale));
        put("owner", json!(self.owner));
        let roles: Vec<Value> = self
            .roles
            .iter()
            .map(|id| super::users::role(*id))
            .collect();
        put("roles", json!(roles));
        Value::Object(shown)
    }
}
