use std::{future::ready, ops::ControlFlow, sync::Arc};

use reqwest::{Request, header};
use tokio::sync::mpsc::unbounded_channel;
use url::Url;

use super::{Access, Limits, Part, Vault, Vendors, client::USER_AGENT, pages::Course};
use crate::{
    api::{Arguments, Headers, Operation, Problem},
    config::Profile,
    domain::Clean,
};

/// The vendors, for somebody who asks for one thing after the other and wants the replies as they came: a script.
///
/// It goes the same way as the worker's orders: through the same client, with the same sessions, and no change gets past
/// a profile that may only read.
pub struct Direct(Vendors);

/// A reply as it came.
pub struct RawReply {
    /// The headers that say something about the list or the limit.
    pub headers: Headers,
    /// The body: valid JSON of any shape; empty where the vendor says nothing. There may be secrets in it.
    pub body: String,
    /// What the person must know besides: what became of a new secret.
    pub remark: Option<Clean>,
}

/// A request that is shown and not sent. Every secret in it is three stars.
#[derive(Debug)]
pub struct Preview {
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: Url,
    /// The headers, by name; without what the connection itself needs (`host`, `content-length`).
    pub headers: Vec<(String, String)>,
    /// The JSON body, where there is one.
    pub body: Option<String>,
}

impl Direct {
    /// Makes the way to the vendors; no secret is read before a request needs it.
    pub fn new(profile: Profile, access: Access) -> Self {
        // How the sessions stand is of no interest here: a request says it by what comes of it.
        let (updates, _) = unbounded_channel();
        let (access, limits) = (access.with(&profile), Limits::default());
        let vault = Vault::new(&profile.name, &limits).hiding(&profile.variables);
        let vault = Arc::new(vault);
        Self(Vendors::new(profile, &vault, access, &limits, &updates))
    }

    /// Carries out one operation.
    ///
    /// # Errors
    /// Whatever kept it from being done. A reply that is not JSON is one too.
    pub async fn call(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
    ) -> Result<RawReply, Problem> {
        let vendor = self.0.of(operation.provider);
        let patience = vendor.limits.patience();
        vendor.carry_out_raw(operation, arguments, patience).await
    }

    /// Reads a list from its first page to its last, several at a time where the vendor tells how many there are. `read`
    /// makes a page of a reply, and `hand_on` gets the pages in their order, and may end it.
    ///
    /// # Returns
    /// What the vendor said of the list that is not so, if anything.
    ///
    /// # Errors
    /// The problem of the first page that could not be read or handed on.
    pub async fn read_list<T, E: From<Problem>>(
        &self,
        operation: &'static Operation,
        given: &Arguments,
        read: impl Fn(&Arguments, &RawReply) -> Result<Part<T>, Problem>,
        mut hand_on: impl FnMut(T) -> Result<ControlFlow<()>, E>,
    ) -> Result<Option<Clean>, E> {
        let vendor = &self.0.of(operation.provider);
        let course = Course {
            operation,
            given,
            limits: &vendor.limits,
            pace: &vendor.pace,
        };
        let read = &read;
        let fetch = |number: usize, arguments: Arguments| async move {
            let patience = vendor.limits.patience_for(number);
            let reply = vendor.carry_out_raw(operation, &arguments, patience);
            Ok(read(&arguments, &reply.await?)?)
        };
        course.read(fetch, |page| ready(hand_on(page))).await
    }

    /// The request of an operation as it would be sent. Nothing is sent, and no credential is fetched.
    ///
    /// # Errors
    /// What makes no sense to send: a value that is missing or wrong, or any change where only reading is allowed.
    pub fn preview(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
    ) -> Result<Preview, Problem> {
        let vendor = self.0.of(operation.provider);
        vendor.preview(operation, arguments)
    }
}

impl Preview {
    pub(super) fn new(request: &Request) -> Self {
        let given = request.headers().iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.to_string(), value.into_owned())
        });
        let client = [
            (header::USER_AGENT.to_string(), USER_AGENT.to_owned()),
            (header::ACCEPT_ENCODING.to_string(), "gzip".to_owned()),
        ];
        let body = request.body().and_then(reqwest::Body::as_bytes);
        Self {
            method: request.method().to_string(),
            url: request.url().clone(),
            headers: given.chain(client).collect(),
            body: body.map(|body| String::from_utf8_lossy(body).into_owned()),
        }
    }
}
