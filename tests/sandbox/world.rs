//! A sandbox and a client that knows nothing of it but its addresses.

use reqwest::{Client, Method, RequestBuilder, header::HeaderMap, redirect::Policy};
use serde_json::Value;
use usher_tui::{
    domain::Provider,
    sandbox::{Addresses, Fault, FaultKind, Options, Sandbox},
};

use crate::shape;

pub struct World {
    pub sandbox: Sandbox,
    http: Client,
}

impl World {
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        let http = Client::builder().no_proxy().redirect(Policy::none());
        Self {
            sandbox: Sandbox::start(options).await.unwrap(),
            http: http.build().unwrap(),
        }
    }

    pub fn addresses(&self) -> &Addresses {
        self.sandbox.addresses()
    }

    /// A request to Koyeb with the demo's token.
    pub fn koyeb(&self, method: &str, path: &str) -> RequestBuilder {
        self.koyeb_as(&self.addresses().koyeb.token, method, path)
    }

    /// A request to Koyeb with another token.
    pub fn koyeb_as(&self, token: &str, method: &str, path: &str) -> RequestBuilder {
        self.anonymous(&self.addresses().koyeb.base_url, method, path)
            .bearer_auth(token)
    }

    /// A request to Tripartie with the demo's JWT, bare as Tripartie's own client sends it.
    pub fn tripartie(&self, method: &str, path: &str) -> RequestBuilder {
        let address = &self.addresses().tripartie;
        self.anonymous(&address.base_url, method, path)
            .header("authorization", &address.token)
    }

    /// A request to Contabo with a token and a fresh request id.
    pub fn contabo(&self, token: &str, method: &str, path: &str) -> RequestBuilder {
        self.anonymous(&self.addresses().contabo.base_url, method, path)
            .bearer_auth(token)
            .header("x-request-id", uuid::Uuid::new_v4().to_string())
    }

    /// A request without any credential.
    pub fn anonymous(&self, base_url: &str, method: &str, path: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.http.request(method, format!("{base_url}{path}"))
    }

    /// Signs in at Contabo with the demo's password.
    pub async fn contabo_token(&self) -> String {
        let grant = Reply::of(self.grant(&self.password_form())).await.ok();
        text(&grant["access_token"])
    }

    pub fn password_form(&self) -> [(&'static str, &str); 5] {
        let address = &self.addresses().contabo;
        [
            ("grant_type", "password"),
            ("client_id", &address.client_id),
            ("client_secret", &address.client_secret),
            ("username", &address.username),
            ("password", &address.password),
        ]
    }

    /// A request to Contabo's token endpoint.
    pub fn grant(&self, form: &[(&str, &str)]) -> RequestBuilder {
        self.http
            .post(&self.addresses().contabo.auth_url)
            .form(form)
    }

    /// Lets something go wrong with the next requests to a vendor.
    pub fn fault(&self, provider: Provider, times: usize, kind: FaultKind) {
        self.sandbox.fail_next(Fault {
            provider,
            method: None,
            path: String::new(),
            times,
            kind,
        });
    }
}

/// An answer, taken apart.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    /// Null where there was none.
    pub body: Value,
}

impl Reply {
    /// Sends a request; the answer must be as the vendor describes it.
    pub async fn of(request: RequestBuilder) -> Self {
        let (client, request) = request.build_split();
        let request = request.unwrap();
        let (method, path) = (
            request.method().to_string(),
            request.url().path().to_owned(),
        );
        let response = client.execute(request).await.unwrap();
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = response.bytes().await.unwrap();
        let body = if body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&body).unwrap()
        };
        shape::check(&shape::Answer {
            method: &method,
            path: &path,
            status,
            headers: &headers,
            body: &body,
        });
        Self {
            status,
            headers,
            body,
        }
    }

    /// The body of a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        let good = (200..300).contains(&self.status);
        assert!(good, "{} {}", self.status, self.body);
        self.body
    }

    /// The body of a refusal with that status.
    #[track_caller]
    pub fn refused(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

/// The same request with a JSON body and no content type: so koyeb-sdk sends it.
pub fn bare(request: RequestBuilder, body: &Value) -> RequestBuilder {
    request.body(body.to_string())
}

/// A JSON text without its quotes.
#[track_caller]
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

/// The texts under a name in a list of records.
#[track_caller]
pub fn column(rows: &Value, name: &str) -> Vec<String> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row[name]))
        .collect()
}
