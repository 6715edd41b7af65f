//! The background half: it takes orders from a channel, asks the three vendors, and tells what came of it.
//!
//! Each order is a task of its own, so that nothing waits for anything else. A request is repeated where that is harmless;
//! what makes something new goes once, unless it has not left, or the vendor refused its token: then nothing happened yet,
//! and it goes once more with a new one. Tokens and passwords stay in here.

mod access;
mod allowance;
mod client;
mod direct;
mod effect;
mod fault;
mod journal;
mod limits;
mod load;
mod log;
mod outgoing;
mod pace;
mod pages;
mod pause;
mod retry;
mod session;
mod tasks;
mod updates;
mod vault;
mod vendor;

use std::sync::Arc;

use tokio::{
    runtime::Handle,
    sync::{
        Semaphore,
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    },
    time::timeout,
};
use uuid::Uuid;

use self::{
    access::Gate,
    allowance::Allowance,
    client::Network,
    effect::Effect,
    log::Log,
    pace::Pace,
    pause::Pause,
    session::{Account, Session},
    tasks::Tasks,
    vendor::Vendor,
};
use crate::{
    api::{Call, Finding, Load, LoadId, SignIn, Update},
    config::{Address, Profile},
    domain::Provider,
};

pub use self::{
    access::Access,
    direct::{Direct, Preview, RawReply},
    journal::Journal,
    limits::Limits,
    pages::Part,
    updates::Updates,
    vault::{Keyring, Unkept, Vault},
};

/// Something for the worker to do.
#[derive(Clone, Debug)]
pub enum Order {
    /// Carry out one operation; ends with [`Update::Done`].
    Call(Call),
    /// Read a whole list; ends with [`Update::Loaded`] or [`Update::LoadFailed`], after an [`Update::Page`] for each page.
    Load(Load),
    /// Read a list no further; nothing more is told of it.
    Stop(LoadId),
    /// Try what a person wants to sign in with, and work with it; ends with [`Update::SignedIn`].
    SignIn(SignIn),
    /// Forget who we are at a vendor, and remove what signs in from its place if that is wanted; ends with
    /// [`Update::SignedOut`].
    SignOut(Provider, bool),
    /// From now on change this much, but never more than the run was started with. What has been sent goes on; an order
    /// whose request is not made yet is refused.
    Allow(Access),
    /// Read the journal of changes; ends with [`Update::Journal`].
    Journal,
    /// Write down what was found out about a change; ends with [`Update::Settled`].
    Settle(Box<str>, Finding),
}

/// The way to the worker and back.
///
/// Dropping `orders` ends the worker: what only reads is given up, changes that were ordered are carried out (for
/// [`Limits::finish`] at most; what has no answer by then is told as unconfirmed), and then `updates` ends.
#[derive(Debug)]
pub struct Worker {
    /// Where orders go. Sending never waits.
    pub orders: UnboundedSender<Order>,
    /// Where updates come from.
    pub updates: Updates,
}

impl Worker {
    /// Ends the worker and waits for the changes on their way. Returns the updates that nobody has taken yet.
    pub async fn finish(self) -> Vec<Update> {
        let Self {
            orders,
            mut updates,
        } = self;
        drop(orders);
        let mut rest = Vec::new();
        while let Some(update) = updates.recv().await {
            rest.push(update);
        }
        rest
    }
}

/// Starts a worker for a profile's accounts, and returns at once. No secret is read before a first order needs it; how
/// things stand with each vendor is told right away.
pub fn start(profile: Profile, access: Access, handle: &Handle) -> Worker {
    start_with(profile, access, Limits::default(), handle)
}

/// The same with other limits.
pub fn start_with(profile: Profile, access: Access, limits: Limits, handle: &Handle) -> Worker {
    let vault = Vault::new(&profile.name, &limits).hiding(&profile.variables);
    start_on(profile, vault, access, limits, handle)
}

/// The same with a vault of one's own.
pub fn start_on(
    profile: Profile,
    vault: Vault,
    access: Access,
    limits: Limits,
    handle: &Handle,
) -> Worker {
    let (orders, queue) = unbounded_channel();
    let (sender, updates) = unbounded_channel();
    let updates = Updates::new(updates);
    let access = access.with(&profile);
    let vendors = Vendors::new(profile, &Arc::new(vault), access, &limits, &sender);
    let tasks = Tasks::new(sender, updates.room());
    handle.spawn(work(queue, vendors, limits, tasks));
    Worker { orders, updates }
}

async fn work(
    mut orders: UnboundedReceiver<Order>,
    vendors: Vendors,
    limits: Limits,
    mut tasks: Tasks,
) {
    tokio::spawn(remind(vendors.journal.clone(), tasks.updates()));
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(order) => tasks.begin(order, &vendors),
                None => break,
            },
            () = tasks.end_one(), if !tasks.is_empty() => {}
        }
    }
    tasks.give_up_reading();
    let finish = async {
        while !tasks.is_empty() {
            tasks.end_one().await;
        }
    };
    if timeout(limits.finish, finish).await.is_err() {
        tasks.give_up();
        while !tasks.is_empty() {
            tasks.end_one().await;
        }
    }
}

/// Tells of the changes that earlier runs left unconfirmed.
async fn remind(journal: Arc<Journal>, updates: UnboundedSender<Update>) {
    let open = journal.unconfirmed().await;
    if open.as_ref().map_or(true, |open| !open.is_empty()) {
        // Nobody listens any more when the program is about to end.
        let _ = updates.send(Update::Open(open));
    }
}

/// The three vendors.
struct Vendors {
    koyeb: Arc<Vendor>,
    tripartie: Arc<Vendor>,
    contabo: Arc<Vendor>,
    gate: Arc<Gate>,
    journal: Arc<Journal>,
}

impl Vendors {
    /// A vendor that the profile leaves out is at its usual address: what needs no token works there.
    fn new(
        profile: Profile,
        vault: &Arc<Vault>,
        access: Access,
        limits: &Limits,
        updates: &UnboundedSender<Update>,
    ) -> Self {
        let network = Arc::new(Network::new(*limits, Log::new(updates.clone())));
        let journal = Arc::new(Journal::new(&profile, updates.clone()));
        let trace_id = Uuid::new_v4();
        let gate = Arc::new(Gate::new(access));
        let pages = profile.pages_at_once.get();
        let vendor = |provider, base_url: Address, account: Account| {
            Arc::new(Vendor {
                base_url,
                gate: gate.clone(),
                session: Session::new(account, limits, network.clone(), vault, updates.clone()),
                network: network.clone(),
                journal: journal.clone(),
                pace: Pace::new(pages),
                reading: Semaphore::new(limits.at_once),
                changing: Semaphore::new(limits.changes_at_once),
                pause: Pause::default(),
                allowance: Allowance::new(provider, updates.clone()),
                trace_id,
                limits: *limits,
            })
        };
        let koyeb = profile.koyeb.unwrap_or_default();
        let tripartie = profile.tripartie.unwrap_or_default();
        let contabo = profile.contabo.unwrap_or_default();
        Self {
            koyeb: vendor(
                Provider::Koyeb,
                koyeb.base_url.clone(),
                Account::Koyeb(koyeb),
            ),
            tripartie: vendor(
                Provider::Tripartie,
                tripartie.base_url.clone(),
                Account::Tripartie(tripartie),
            ),
            contabo: vendor(
                Provider::Contabo,
                contabo.base_url.clone(),
                Account::Contabo(contabo),
            ),
            gate,
            journal,
        }
    }

    fn of(&self, provider: Provider) -> Arc<Vendor> {
        match provider {
            Provider::Koyeb => self.koyeb.clone(),
            Provider::Tripartie => self.tripartie.clone(),
            Provider::Contabo => self.contabo.clone(),
        }
    }
}
