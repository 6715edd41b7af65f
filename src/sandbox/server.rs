//! One vendor's listener: notes each request, lets go wrong what shall go wrong, and has the vendor answer the rest.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    response::Response,
};
use serde_json::Value;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{api::Kind, api::Place, domain::Provider};

use super::{
    answer::{Answer, Content},
    ask::Incoming,
    chance::Chance,
    connection::{Doors, Line},
    delivery::Delivery,
    fault::{FaultKind, Faults},
    hostile,
    journal::{Journal, Received},
    outbox,
    route::Route,
    vendor::Vendor,
};

/// The largest request body in bytes.
const BODY_LIMIT: usize = 1 << 20;

/// What the three listeners share.
pub(super) struct Control {
    pub journal: Mutex<Journal>,
    pub faults: Mutex<Faults>,
    /// What the vendors would have mailed so far.
    pub outbox: Mutex<Vec<Value>>,
    pub chance: Mutex<Chance>,
    pub latency: Duration,
    pub fail: f64,
    /// What is put in the place of texts.
    pub hostile: Vec<String>,
}

/// One vendor and what its listener needs.
pub(super) struct Site {
    pub provider: Provider,
    pub vendor: Mutex<Box<dyn Vendor>>,
    pub control: Arc<Control>,
    /// Closed when the sandbox ends.
    pub open: watch::Receiver<()>,
}

/// Serves a vendor until the task is aborted.
pub(super) fn spawn(listener: TcpListener, site: Site) -> JoinHandle<()> {
    let open = site.open.clone();
    let service = Router::new()
        .fallback(serve)
        .with_state(Arc::new(site))
        .into_make_service_with_connect_info::<Line>();
    let serving = axum::serve(Doors(listener), service).with_graceful_shutdown(closed(open));
    tokio::spawn(async move {
        // An axum server ends by its shutdown alone; it reports no error.
        let _ = serving.await;
    })
}

/// Locks; what a panicking holder left behind is as good as any other state.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn closed(mut open: watch::Receiver<()>) {
    while open.changed().await.is_ok() {}
}

async fn serve(
    State(site): State<Arc<Site>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return lock(&site.vendor).refuse(413).into_response();
    };
    let incoming = Incoming::new(parts, body);
    if incoming.path == outbox::PATH && incoming.method == "GET" {
        let mails = lock(&site.control.outbox).clone();
        return Answer::json(200, Value::Array(mails)).into_response();
    }
    let number = lock(&site.control.journal).push(note(site.provider, &incoming));
    // A vendor goes on with what has arrived, also where nobody waits for the answer any more.
    let (carrier, path) = (site.clone(), incoming.path.clone());
    let answer = tokio::spawn(async move { carrier.answer(&incoming).await });
    let Some((mut answer, delivery)) = answer.await.ok().flatten() else {
        line.cut();
        return Response::new(Body::empty());
    };
    lock(&site.control.journal).answered(number, answer.status);
    if let Content::Json(body) = &mut answer.content {
        hostile::put(body, &site.control.hostile, &path);
    }
    delivery.send(answer, &line)
}

impl Site {
    /// The answer and how it gets to the client, or `None` to close the connection.
    async fn answer(&self, incoming: &Incoming) -> Option<(Answer, Delivery)> {
        if !self.control.latency.is_zero() {
            tokio::time::sleep(self.control.latency).await;
        }
        if let Some(kind) = self.fault(incoming) {
            return self.go_wrong(kind, incoming).await;
        }
        let answer = match self.bad_luck() {
            Some(status) => lock(&self.vendor).refuse(status),
            None => self.carry_out(incoming),
        };
        Some((answer, Delivery::Whole))
    }

    /// What the vendor makes of a request.
    fn carry_out(&self, incoming: &Incoming) -> Answer {
        let mut vendor = lock(&self.vendor);
        let answer = vendor.answer(incoming);
        if (200..300).contains(&answer.status) {
            lock(&self.control.outbox).extend(vendor.mail(incoming));
        }
        answer
    }

    async fn go_wrong(&self, kind: FaultKind, incoming: &Incoming) -> Option<(Answer, Delivery)> {
        const PAGE: &str = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body></body></html>";
        let refuse = |status| lock(&self.vendor).refuse(status);
        let done = |delivery| Some((self.carry_out(incoming), delivery));
        let answer = match kind {
            FaultKind::Status(429) => refuse(429).header("retry-after", "2"),
            FaultKind::Status(status) => refuse(status),
            FaultKind::Limited(after) => refuse(429).header("retry-after", after),
            FaultKind::Garbage => Answer::text(200, "application/json", "{\"data\": [tru"),
            FaultKind::Html => Answer::text(200, "text/html; charset=utf-8", PAGE),
            FaultKind::Hang => {
                closed(self.open.clone()).await;
                return None;
            }
            FaultKind::DropBefore => return None,
            FaultKind::DropAfter => {
                self.carry_out(incoming);
                return None;
            }
            FaultKind::HalfBody => return done(Delivery::Half),
            FaultKind::LengthTooLong => return done(Delivery::TooLong),
            FaultKind::LengthTooShort => return done(Delivery::TooShort),
            FaultKind::EndlessBody => return done(Delivery::Endless),
            FaultKind::Drip(time) => return done(Delivery::Drip(time)),
            FaultKind::RevokeTokens => {
                let mut vendor = lock(&self.vendor);
                vendor.revoke_tokens();
                vendor.refuse(401)
            }
            FaultKind::Redirect(status, to) => {
                Answer::text(status, "text/plain", "It is elsewhere").header("location", to)
            }
            FaultKind::Delay(time) => {
                tokio::time::sleep(time).await;
                self.carry_out(incoming)
            }
        };
        Some((answer, Delivery::Whole))
    }

    fn fault(&self, incoming: &Incoming) -> Option<FaultKind> {
        let mut chance = lock(&self.control.chance);
        let mut faults = lock(&self.control.faults);
        faults.take(&mut chance, self.provider, &incoming.method, &incoming.path)
    }

    /// The share of requests that fail for no reason.
    fn bad_luck(&self) -> Option<u16> {
        let mut chance = lock(&self.control.chance);
        let fails = self.control.fail > 0.0 && chance.share(self.control.fail);
        fails.then(|| chance.pick(500, &[503]))
    }
}

fn note(provider: Provider, incoming: &Incoming) -> Received {
    let (operation, secret_path) = match Route::find(provider, &incoming.method, &incoming.segments)
    {
        Route::To(operation, _) => (Some(operation), has_secret_path(operation)),
        Route::OtherMethod | Route::Nowhere => (None, false),
    };
    let secret = |name: &str| {
        let field = operation.and_then(|operation| operation.field(name));
        field.is_some_and(crate::api::Field::is_secret)
    };
    let path = operation
        .filter(|_| secret_path)
        .map(|operation| operation.path);
    let properties = match incoming.json() {
        Some(Ok(Value::Object(body))) => body.keys().cloned().collect(),
        Some(Ok(_) | Err(_)) | None => Vec::new(),
    };
    Received {
        provider,
        method: incoming.method.clone(),
        path: path.unwrap_or(&incoming.path).to_owned(),
        query: (incoming.query.iter())
            .filter(|(name, _)| !secret(name))
            .cloned()
            .collect(),
        properties,
        request_id: incoming.header("x-request-id").map(ToOwned::to_owned),
        operation: operation.map(|operation| operation.id),
        status: None,
    }
}

fn has_secret_path(operation: &crate::api::Operation) -> bool {
    (operation.fields.iter())
        .any(|field| field.place == Place::Path && matches!(field.kind, Kind::Secret { .. }))
}
