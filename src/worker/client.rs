use std::{error::Error as _, io, sync::OnceLock};

use reqwest::{Client, Request, Response, Url, header, redirect, retry, tls};

use super::{Effect, Limits, fault::Fault, log::Log};
use crate::{api::Headers, config::is_loopback, domain::Clean};

/// What the program calls itself.
pub(super) const USER_AGENT: &str = concat!("usher/", env!("CARGO_PKG_VERSION"));

/// The way to the network: no redirects, no referrer, no old TLS, no waiting without end.
///
/// There are two clients for each [`Way`], each made when it is needed: it reads the system's certificates. Changes never go
/// over a connection that was used before: one that the server closes in that moment would leave it open whether the change
/// was made.
pub(super) struct Network {
    limits: Limits,
    /// Where every request is told of, by whoever makes it.
    pub log: Log,
    away: Pair,
    here: Pair,
    plain: Pair,
}

/// Where a request goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// To a vendor.
    Away,
    /// To this machine, past every proxy.
    Here,
    /// The same in plain text: the certificates, which take longer to read than all else at the start, are of no use.
    Plain,
}

#[derive(Default)]
struct Pair {
    reads: OnceLock<Result<Client, Fault>>,
    writes: OnceLock<Result<Client, Fault>>,
}

/// An answer, whatever its status.
pub(super) struct Answer {
    pub status: u16,
    pub headers: Headers,
    /// Whether it is a page for a browser, such as a network's sign-in.
    pub is_page: bool,
    /// Where a redirect leads to: the host alone, for showing.
    pub target: Option<Clean>,
    /// All of the body, unpacked; or why it did not come.
    pub body: Result<Vec<u8>, Fault>,
}

impl Network {
    pub fn new(limits: Limits, log: Log) -> Self {
        Self {
            limits,
            log,
            away: Pair::default(),
            here: Pair::default(),
            plain: Pair::default(),
        }
    }

    /// Sends a request once and takes the answer.
    ///
    /// # Errors
    /// When no status came back.
    pub async fn send(&self, request: Request, effect: Effect) -> Result<Answer, Fault> {
        let client = self.client(&request, effect)?;
        let response = client.execute(request).await.map_err(fault)?;
        Ok(self.take(response).await)
    }

    fn client(&self, request: &Request, effect: Effect) -> Result<&Client, Fault> {
        let way = Way::of(request.url());
        let pair = match way {
            Way::Away => &self.away,
            Way::Here => &self.here,
            Way::Plain => &self.plain,
        };
        let place = match effect {
            Effect::Reads => &pair.reads,
            Effect::Changes => &pair.writes,
        };
        place
            .get_or_init(|| client(&self.limits, way, effect).map_err(unready))
            .as_ref()
            .map_err(Clone::clone)
    }

    async fn take(&self, mut response: Response) -> Answer {
        Answer {
            status: response.status().as_u16(),
            headers: headers(&response),
            is_page: is_page(&response),
            target: target(&response),
            body: self.body(&mut response).await,
        }
    }

    async fn body(&self, response: &mut Response) -> Result<Vec<u8>, Fault> {
        let said = response.content_length().unwrap_or(0);
        let said = usize::try_from(said).unwrap_or(usize::MAX);
        // Room for all of it, so that it need not move as it grows; what does not come takes no memory.
        let mut body = Vec::with_capacity(said.min(self.limits.body));
        while let Some(chunk) = response.chunk().await.map_err(fault)? {
            if body.len() + chunk.len() > self.limits.body {
                return Err(Fault::TooLarge(self.limits.body));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

impl Way {
    fn of(url: &Url) -> Self {
        match (is_loopback(url), url.scheme()) {
            (false, _) => Self::Away,
            (true, "http") => Self::Plain,
            (true, _) => Self::Here,
        }
    }
}

fn client(limits: &Limits, way: Way, effect: Effect) -> reqwest::Result<Client> {
    let mut builder = Client::builder()
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .https_only(way != Way::Plain)
        .tls_version_min(tls::Version::TLS_1_2)
        .http1_only()
        .connect_timeout(limits.connect)
        .read_timeout(limits.read)
        .timeout(limits.total)
        .pool_idle_timeout(limits.read);
    if way != Way::Away {
        builder = builder.no_proxy();
    }
    if way == Way::Plain {
        builder = builder.tls_certs_only([]);
    }
    if effect == Effect::Changes {
        builder = builder.pool_max_idle_per_host(0);
    }
    builder.build()
}

fn headers(response: &Response) -> Headers {
    let text = |name: &str| {
        let value = response.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    Headers {
        content_range: text("content-range"),
        rate_limit: text("x-rate-limit"),
        retry_after: text("retry-after"),
        request_id: text("x-request-id"),
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn target(response: &Response) -> Option<Clean> {
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let url = response.url().join(location).ok()?;
    url.host_str().map(Clean::new)
}

/// Why there is no client: nothing else that it is made from can be missing.
fn unready(error: reqwest::Error) -> Fault {
    match fault(error) {
        Fault::NotMade(why) => Fault::NoConnection(Clean::from(format!(
            "this system's certificates, by which it would be known, can't be read ({why}); is the package ca-certificates installed?"
        ))),
        other => other,
    }
}

/// What an error of the client means, without the URL: there may be secrets in it.
fn fault(error: reqwest::Error) -> Fault {
    let error = error.without_url();
    let mut words = String::from("the request could not be made");
    let mut system = None;
    let mut cause = error.source();
    while let Some(inner) = cause {
        words = inner.to_string();
        system = inner.downcast_ref().map(io::Error::kind).or(system);
        cause = inner.source();
    }
    if error.is_builder() {
        Fault::NotMade(Clean::from(words))
    } else if error.is_dns() {
        Fault::NoConnection(Clean::from(
            "its name is not known; is this machine online?",
        ))
    } else if error.is_connect() && error.is_timeout() {
        Fault::NoConnection(Clean::from("it does not answer"))
    } else if error.is_connect() && system == Some(io::ErrorKind::ConnectionRefused) {
        Fault::NoConnection(Clean::from("it refuses connections"))
    } else if error.is_connect() {
        Fault::NoConnection(Clean::from(words))
    } else if error.is_timeout() {
        Fault::TimedOut
    } else if matches!(
        system,
        Some(io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput)
    ) {
        Fault::Garbled
    } else {
        Fault::Lost(Clean::from(words))
    }
}
