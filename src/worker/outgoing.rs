use reqwest::{
    Request,
    header::{HeaderName, HeaderValue},
};
use uuid::Uuid;

use super::{Access, Effect, session::Pass};
use crate::{
    api::{self, Field, Method, Operation, Problem, Reason},
    config::Address,
    domain::Clean,
};

/// A request that may be sent.
pub(super) struct Outgoing {
    pub request: Request,
    pub effect: Effect,
    /// The id that we gave it.
    pub id: Option<Clean>,
    operation: &'static Operation,
    /// The headers whose values came from a person.
    given: Vec<&'static str>,
}

impl Outgoing {
    /// The one place where a request gets its method: in read-only mode no change gets past it.
    ///
    /// # Errors
    /// [`Reason::NotSent`] says what keeps it from being sent.
    pub fn new(
        request: &api::Request,
        base_url: &Address,
        access: Access,
        trace_id: Uuid,
    ) -> Result<Self, Problem> {
        let operation = request.operation();
        let effect = Effect::of(operation);
        if let Some(refused) = access.refuses(operation) {
            return Err(refused);
        }
        let url = request.url(base_url.url())?;
        let mut outgoing = Self {
            request: Request::new(method(request.method()), url),
            effect,
            id: None,
            operation,
            given: request.headers().iter().map(|(name, _)| *name).collect(),
        };
        outgoing.set("accept", "application/json")?;
        for (name, value) in request.headers() {
            outgoing.set(name, value)?;
        }
        for field in operation.fields.iter().filter(|field| field.is_made()) {
            if !outgoing.request.headers().contains_key(field.name) {
                outgoing.make(field.name, trace_id)?;
            }
        }
        let id = outgoing.request.headers().get("x-request-id");
        outgoing.id = id.and_then(|id| id.to_str().ok()).map(Clean::from);
        if let Some(body) = request.body() {
            outgoing.set("content-type", "application/json")?;
            *outgoing.request.body_mut() = Some(body.to_vec().into());
        } else if request.method().writes() && request.method() != Method::Delete {
            // Strict servers want to be told that nothing follows (RFC 9110, section 8.6).
            outgoing.set("content-length", "0")?;
        }
        Ok(outgoing)
    }

    /// Shows who asks. A token goes to its vendor's own origin and nowhere else.
    ///
    /// # Errors
    /// When the request leads elsewhere, or the token can't stand in a header.
    pub fn authorize(&mut self, pass: &Pass, base_url: &Address) -> Result<(), Problem> {
        if self.request.url().origin() != base_url.url().origin() {
            let message = "the request would have left the vendor's own address";
            return Err(Problem::new(self.operation, Reason::NotSent, message));
        }
        pass.attach(self.request.headers_mut())
            .map_err(|why| why.problem(self.operation))
    }

    /// Whether a person gave this header its value.
    pub fn is_given(&self, name: &str) -> bool {
        self.given.contains(&name)
    }

    /// Contabo keeps both ids in its audit log: one is new for each request, the other the same for all of a run.
    fn make(&mut self, name: &str, trace_id: Uuid) -> Result<(), Problem> {
        match name {
            "x-request-id" => self.set(name, &Uuid::new_v4().to_string()),
            "x-trace-id" => self.set(name, &trace_id.to_string()),
            _ => Ok(()),
        }
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        let pair = HeaderName::try_from(name)
            .ok()
            .zip(HeaderValue::try_from(value).ok());
        let Some((header, mut value)) = pair else {
            let message = format!("{name} has characters that can't be sent");
            return Err(Problem::new(self.operation, Reason::NotSent, message));
        };
        let field = self.operation.field(name);
        value.set_sensitive(field.is_some_and(Field::is_secret));
        self.request.headers_mut().insert(header, value);
        Ok(())
    }
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}
