use std::time::{Duration, Instant};

use compact_str::CompactString;
use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedSender;
use url::Url;

use super::{Effect, client::Answer, fault::Fault, outgoing::Outgoing, session::Pass};
use crate::{
    api::{self, Arguments, Logged, Operation, Problem, Update},
    domain::{Clean, Provider, Secret},
};

/// Tells the program of every request. No secret gets past here.
pub(super) struct Log(UnboundedSender<Update>);

/// A request under way, as the log will tell it: once, when it is dropped, if it was sent at all.
pub(super) struct Entry<'a> {
    log: &'a Log,
    logged: Logged,
    /// What was sent in secret: should the vendor repeat it, it is taken out.
    secrets: Vec<Secret>,
    /// Since when it is under way.
    began: Option<Instant>,
    host: String,
    effect: Effect,
}

impl Log {
    pub fn new(updates: UnboundedSender<Update>) -> Self {
        Self(updates)
    }

    /// A request of the catalogue.
    pub fn request(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        base_url: &Url,
        pass: Option<&Pass>,
    ) -> Result<Entry<'_>, Problem> {
        let shown = api::Request::for_log(operation, arguments)?;
        let method = operation.method.as_str();
        let url = shown.url(base_url)?;
        let mut entry = self.begin(operation.provider, operation.title, method, &url);
        let body = shown.body();
        entry.logged.body = body.map(|body| String::from_utf8_lossy(body).into_owned());
        entry.logged.headers = owned(shown.headers());
        entry.logged.credential = pass.map(Pass::credential);
        entry.secrets = arguments.secrets().cloned().collect();
        entry.secrets.extend(pass.map(|pass| pass.token().clone()));
        entry.effect = Effect::of(operation);
        Ok(entry)
    }

    /// A sign-in: of its form, nothing is shown but the names and which kind of grant it is.
    pub fn sign_in(&self, provider: Provider, url: &Url, form: &str) -> Entry<'_> {
        let mut entry = self.begin(provider, "Sign in", "POST", url);
        let mut fields = Vec::new();
        for (name, value) in url::form_urlencoded::parse(form.as_bytes()) {
            if name == "grant_type" {
                fields.push(format!("{name}={value}"));
            } else {
                fields.push(format!("{name}=***"));
                entry.secrets.push(Secret::new(value));
            }
        }
        entry.logged.body = Some(fields.join("&"));
        let kind = "application/x-www-form-urlencoded".into();
        entry.logged.headers = vec![("content-type".into(), kind)];
        entry
    }

    fn begin(
        &self,
        provider: Provider,
        title: &'static str,
        method: &'static str,
        url: &Url,
    ) -> Entry<'_> {
        Entry {
            log: self,
            logged: Logged {
                sent_at: Timestamp::UNIX_EPOCH,
                provider,
                title,
                method,
                url: url.to_string(),
                headers: Vec::new(),
                credential: None,
                body: None,
                repeats: 0,
                took: Duration::ZERO,
                status: None,
                request_id: None,
                said: None,
            },
            secrets: Vec::new(),
            began: None,
            host: url.host_str().unwrap_or_default().to_owned(),
            effect: Effect::Reads,
        }
    }
}

impl Entry<'_> {
    /// It is about to be sent with these headers; it does not show yet who asks.
    pub fn carries(&mut self, outgoing: &Outgoing) {
        for (name, value) in outgoing.request.headers() {
            let known = |(known, _): &(CompactString, CompactString)| known == name.as_str();
            let shown = CompactString::from_utf8_lossy(value.as_bytes());
            match self.logged.headers.iter_mut().find(|pair| known(pair)) {
                // What a person gave is masked already.
                Some(_) if outgoing.is_given(name.as_str()) => {}
                Some((_, old)) => *old = shown,
                None if name == "content-length" => {}
                None => self.logged.headers.push((name.as_str().into(), shown)),
            }
        }
        self.logged.request_id.clone_from(&outgoing.id);
    }

    /// It is sent, or sent again.
    pub fn sent(&mut self) {
        if self.began.is_some() {
            self.logged.repeats += 1;
        } else {
            self.began = Some(Instant::now());
            self.logged.sent_at = Timestamp::now();
        }
    }

    /// What came of it this time.
    pub fn ended(&mut self, outcome: &Result<Answer, Fault>) {
        let logged = &mut self.logged;
        match outcome {
            Ok(answer) => {
                logged.status = Some(answer.status);
                if let Some(id) = &answer.headers.request_id {
                    logged.request_id = Some(Clean::new(id));
                }
                let sent: Vec<&Secret> = self.secrets.iter().collect();
                logged.said = match (&answer.body, answer.status) {
                    (Err(fault), _) => Some(fault.words(&self.host, self.effect)),
                    (Ok(_), 200..300) => None,
                    (Ok(body), _) => Logged::refusal(body, &sent),
                };
            }
            Err(fault) => {
                logged.status = None;
                logged.said = Some(fault.words(&self.host, self.effect));
            }
        }
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        let Some(began) = self.began else { return };
        let logged = Logged {
            took: began.elapsed(),
            ..self.logged.clone()
        };
        // Nobody listens where a script asks, or when the program is about to end.
        self.log
            .0
            .send(Update::Request(logged.bounded().into()))
            .ok();
    }
}

fn owned(headers: &[(&'static str, String)]) -> Vec<(CompactString, CompactString)> {
    let owned = |(name, value): &(&str, String)| ((*name).into(), value.into());
    headers.iter().map(owned).collect()
}
