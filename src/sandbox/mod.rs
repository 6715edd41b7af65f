//! The three vendors' APIs on loopback, in memory: the demo, and the server that the tests talk to.
//!
//! Each vendor is a world of seeded records behind its own listener. It authenticates, checks and answers as the vendor's
//! description says, in the vendor's own shapes. With the client it shares the catalogue alone (method, path, fields), so
//! that a client's mistake in writing a request or in reading a reply can't be made twice and go unseen.

mod addresses;
mod answer;
mod ask;
mod chance;
mod check;
mod clock;
mod connection;
mod contabo;
mod delivery;
mod fault;
mod hostile;
mod journal;
mod jwt;
mod koyeb;
mod outbox;
mod people;
mod route;
mod server;
mod tripartie;
mod vendor;

use std::{
    io,
    net::Ipv4Addr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::domain::Provider;

use self::{
    chance::Chance,
    fault::Faults,
    journal::Journal,
    server::{Control, Site, lock},
    vendor::Vendor,
};

pub use self::{
    addresses::{Addresses, ContaboAddress, KoyebAddress, TripartieAddress},
    fault::{Fault, FaultKind},
    journal::Received,
};

/// How the sandbox shall be.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port of the first vendor; the others get the two ports after it. 0 lets the system pick all three.
    pub port: u16,
    /// How many users Contabo has, at least one. They are made when they are asked for: a million cost nothing.
    pub users: usize,
    /// How long every answer takes.
    pub latency: Duration,
    /// The share of requests that are answered with 500 or 503 for no reason, from 0 to 1.
    pub fail: f64,
    /// What else goes wrong, each with which share of all requests; the shares add up.
    pub faults: Vec<(FaultKind, f64)>,
    /// What stands in every text of every answer in the place of names, addresses and messages: one of these after the
    /// other. Nothing, when it is empty. Ids, codes, times and secrets stay as they are, so that everything can be used.
    pub hostile: Vec<String>,
    /// How long Contabo's access tokens work, in whole seconds.
    pub token_life: Duration,
    /// What names, ids and secrets are made from: the same seed gives the same ones.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            users: 200,
            latency: Duration::ZERO,
            fail: 0.0,
            faults: Vec::new(),
            hostile: Vec::new(),
            token_life: Duration::from_secs(300),
            seed: 1,
        }
    }
}

/// The three APIs, served until this is dropped.
pub struct Sandbox {
    addresses: Addresses,
    control: Arc<Control>,
    /// Dropped with the sandbox: that ends the listeners and the requests that hang.
    _open: watch::Sender<()>,
    listeners: Vec<JoinHandle<()>>,
}

impl Sandbox {
    /// Makes the three worlds and serves them on 127.0.0.1, on tasks of the current runtime.
    ///
    /// # Errors
    /// When a port can't be had.
    pub async fn start(options: Options) -> io::Result<Self> {
        let control = Arc::new(Control {
            journal: Mutex::new(Journal::default()),
            faults: Mutex::new(faults(&options)),
            outbox: Mutex::new(Vec::new()),
            chance: Mutex::new(Chance::new(options.seed)),
            latency: options.latency,
            fail: options.fail,
            hostile: options.hostile.clone(),
        });
        let (sender, open) = watch::channel(());
        let site = |provider, vendor| Site {
            provider,
            vendor: Mutex::new(vendor),
            control: Arc::clone(&control),
            open: open.clone(),
        };
        let koyeb = koyeb::World::new(options.seed);
        let tripartie = tripartie::World::new(options.seed);
        let contabo = contabo::World::new(options.seed, options.users, options.token_life);
        let mut addresses = Addresses {
            koyeb: koyeb.address(),
            tripartie: tripartie.address(),
            contabo: contabo.address(),
        };
        let Addresses {
            koyeb: k,
            tripartie: t,
            contabo: c,
        } = &mut addresses;
        let vendors: [(Provider, Box<dyn Vendor>, &mut String); 3] = [
            (Provider::Koyeb, Box::new(koyeb), &mut k.base_url),
            (Provider::Tripartie, Box::new(tripartie), &mut t.base_url),
            (Provider::Contabo, Box::new(contabo), &mut c.base_url),
        ];
        let mut listeners = Vec::new();
        for (index, (provider, vendor, base_url)) in (0_u16..).zip(vendors) {
            let listener = bind(options.port, index).await?;
            *base_url = format!("http://{}", listener.local_addr()?);
            listeners.push(server::spawn(listener, site(provider, vendor)));
        }
        c.auth_url = format!("{}{}", c.base_url, contabo::TOKEN_PATH);
        Ok(Self {
            addresses,
            control,
            _open: sender,
            listeners,
        })
    }

    /// Where the three APIs are, and what to sign in with.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// What arrived so far, oldest first.
    pub fn requests(&self) -> Vec<Received> {
        lock(&self.control.journal).rows()
    }

    /// Lets something go wrong with the next requests of a kind. Faults are used up in the order in which they were set.
    pub fn fail_next(&self, fault: Fault) {
        lock(&self.control.faults).push(fault);
    }

    /// Lets something go wrong with a share of the requests of a kind, from 0 to 1. The shares of what may hit a request
    /// add up. Which ones it hits follows from the seed and the order in which they come.
    pub fn fail_some(&self, share: f64, fault: Fault) {
        lock(&self.control.faults).push_share(share, fault);
    }

    /// From now on nothing goes wrong that was asked for by [`Sandbox::fail_next`], [`Sandbox::fail_some`] or
    /// [`Options::faults`].
    pub fn fail_no_more(&self) {
        lock(&self.control.faults).clear();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        for listener in &self.listeners {
            listener.abort();
        }
    }
}

/// What shall go wrong from the start.
fn faults(options: &Options) -> Faults {
    let mut faults = Faults::default();
    for (kind, share) in &options.faults {
        for provider in Provider::ALL {
            let fault = Fault {
                provider,
                method: None,
                path: String::new(),
                times: usize::MAX,
                kind: kind.clone(),
            };
            faults.push_share(*share, fault);
        }
    }
    faults
}

async fn bind(first: u16, index: u16) -> io::Result<TcpListener> {
    let port = match first {
        0 => 0,
        first => first.checked_add(index).ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::InvalidInput,
                "the sandbox needs three ports in a row below 65536",
            )
        })?,
    };
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| {
            let message = format!(
                "the sandbox can't listen on port {port} of 127.0.0.1: {error}; choose another port, or 0 for any"
            );
            io::Error::new(error.kind(), message)
        })
}
