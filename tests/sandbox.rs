//! The sandbox, seen as the vendors' own clients would see it: plain HTTP, no code of usher's.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode, header::HeaderMap};
use serde_json::{Value, json};
use usher_tui::{
    domain::Provider,
    sandbox::{Fault, FaultKind, Options, Sandbox},
};

/// A sandbox and a client that knows nothing of it but its addresses.
struct World {
    sandbox: Sandbox,
    http: reqwest::Client,
}

/// An answer, taken apart.
struct Reply {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Reply {
    async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = response.bytes().await.unwrap();
        let body = if body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&body).unwrap()
        };
        Self {
            status,
            headers,
            body,
        }
    }

    #[track_caller]
    fn ok(self) -> Value {
        assert!(
            (200..300).contains(&self.status),
            "{} {}",
            self.status,
            self.body
        );
        self.body
    }

    #[track_caller]
    fn refused(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }
}

impl World {
    async fn start() -> Self {
        Self::with(Options::default()).await
    }

    async fn with(options: Options) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            sandbox: Sandbox::start(options).await.unwrap(),
            http,
        }
    }

    /// A request to Koyeb with the demo's token.
    fn koyeb(&self, method: &str, path: &str) -> RequestBuilder {
        let address = &self.sandbox.addresses().koyeb;
        self.koyeb_as(&address.token, method, path)
    }

    fn koyeb_as(&self, token: &str, method: &str, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.sandbox.addresses().koyeb.base_url);
        self.request(method, &url).bearer_auth(token)
    }

    /// A request to Tripartie with the demo's JWT.
    fn tripartie(&self, method: &str, path: &str) -> RequestBuilder {
        let address = &self.sandbox.addresses().tripartie;
        self.request(method, &format!("{}{path}", address.base_url))
            .header("authorization", &address.token)
    }

    /// A request to Contabo with a token and a fresh request id.
    fn contabo(&self, token: &str, method: &str, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.sandbox.addresses().contabo.base_url);
        self.request(method, &url)
            .bearer_auth(token)
            .header("x-request-id", uuid::Uuid::new_v4().to_string())
    }

    /// Signs in at Contabo with the demo's password.
    async fn contabo_token(&self) -> Value {
        Reply::of(self.grant(&self.password_form())).await.ok()
    }

    fn password_form(&self) -> Vec<(&str, &str)> {
        let address = &self.sandbox.addresses().contabo;
        vec![
            ("grant_type", "password"),
            ("client_id", &address.client_id),
            ("client_secret", &address.client_secret),
            ("username", &address.username),
            ("password", &address.password),
        ]
    }

    fn grant(&self, form: &[(&str, &str)]) -> RequestBuilder {
        self.http
            .post(&self.sandbox.addresses().contabo.auth_url)
            .form(form)
    }

    fn request(&self, method: &str, url: &str) -> RequestBuilder {
        self.http
            .request(Method::from_bytes(method.as_bytes()).unwrap(), url)
    }

    fn fault(&self, provider: Provider, times: usize, kind: FaultKind) {
        self.sandbox.fail_next(Fault {
            provider,
            method: None,
            path: String::new(),
            times,
            kind,
        });
    }
}

/// A body as koyeb-sdk sends it: JSON without a content type.
fn bare(request: RequestBuilder, body: &Value) -> RequestBuilder {
    request.body(body.to_string())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn access(token: &Value) -> String {
    text(&token["access_token"])
}

#[tokio::test]
async fn each_vendor_answers_who_is_signed_in() {
    let world = World::start().await;
    let user = Reply::of(world.koyeb("GET", "/v1/account/profile"))
        .await
        .ok();
    let me = Reply::of(world.tripartie("GET", "/me")).await.ok();
    let token = access(&world.contabo_token().await);
    let users = Reply::of(world.contabo(&token, "GET", "/v1/users"))
        .await
        .ok();
    assert_eq!(user["user"]["email"], me["email"]);
    assert_eq!(user["user"]["email"], users["data"][0]["email"]);
    assert_eq!(users["data"][0]["owner"], true);
    let address = serde_json::to_value(world.sandbox.addresses()).unwrap();
    assert_eq!(address["contabo"]["username"], user["user"]["email"]);
    assert_eq!(
        text(&address["tripartie"]["email_verification_input"]).len(),
        128
    );
}
