use std::{collections::HashMap, sync::Arc};

use tokio::{
    sync::{Semaphore, mpsc::UnboundedSender},
    task::{AbortHandle, Id, JoinError, JoinSet},
};

use super::{
    Effect, Order, Vendors,
    fault::NOT_KNOWN,
    load::read_list,
    vendor::{Vendor, question},
};
use crate::api::{Call, CallId, Load, LoadId, Operation, Problem, Reason, Update};

/// The orders that are being carried out, one task each. Each ends with exactly one update, whatever becomes of it.
pub(super) struct Tasks {
    updates: UnboundedSender<Update>,
    /// The room for pages that nobody has taken yet.
    room: Arc<Semaphore>,
    running: JoinSet<Update>,
    slips: HashMap<Id, Slip>,
}

/// What is known of a task from outside.
struct Slip {
    order: Number,
    operation: &'static Operation,
    task: AbortHandle,
}

#[derive(Clone, Copy)]
enum Number {
    Call(CallId),
    Load(LoadId),
    SignIn(CallId),
    SignOut,
}

impl Tasks {
    pub fn new(updates: UnboundedSender<Update>, room: Arc<Semaphore>) -> Self {
        Self {
            updates,
            room,
            running: JoinSet::new(),
            slips: HashMap::new(),
        }
    }

    /// Where updates go.
    pub fn updates(&self) -> UnboundedSender<Update> {
        self.updates.clone()
    }

    pub fn is_empty(&self) -> bool {
        self.running.is_empty()
    }

    /// Begins to carry out an order.
    pub fn begin(&mut self, order: Order, vendors: &Vendors) {
        let (order, operation, task) = match order {
            Order::Call(call) => {
                let (id, operation) = (call.id, call.operation);
                let task = self.running.spawn(carry_out(call, vendors));
                (Number::Call(id), operation, task)
            }
            Order::Load(load) => {
                let vendor = vendors.of(load.operation.provider);
                let (id, operation) = (load.id, load.operation);
                let (updates, room) = (self.updates(), self.room.clone());
                let reading = async move { read_all(&vendor, &load, &updates, &room).await };
                let task = self.running.spawn(reading);
                (Number::Load(id), operation, task)
            }
            Order::SignIn(wanted) => {
                let (id, provider) = (wanted.id, wanted.provider);
                let vendor = vendors.of(provider);
                let task = self
                    .running
                    .spawn(async move { Update::SignedIn(id, vendor.sign_in(wanted).await) });
                (Number::SignIn(id), question(provider), task)
            }
            Order::SignOut(provider, remove) => {
                let vendor = vendors.of(provider);
                let task = self.running.spawn(async move {
                    Update::SignedOut(provider, vendor.sign_out(remove).await)
                });
                (Number::SignOut, question(provider), task)
            }
            Order::Allow(access) => return vendors.gate.allow(access),
            Order::Stop(load) => return self.stop(load),
            Order::Journal => {
                let journal = vendors.journal.clone();
                let look = async move { Update::Journal(journal.look().await) };
                return drop(self.running.spawn(look));
            }
            Order::Settle(id, finding) => {
                let journal = vendors.journal.clone();
                let settle = async move {
                    let written = journal.settle(&id, finding).await;
                    Update::Settled(id, written.map(|()| finding))
                };
                return drop(self.running.spawn(settle));
            }
        };
        let slip = Slip {
            order,
            operation,
            task,
        };
        self.slips.insert(slip.task.id(), slip);
    }

    /// Waits until a task has ended, and tells what came of it. Without a task, it returns at once.
    pub async fn end_one(&mut self) {
        let update = match self.running.join_next_with_id().await {
            None => None,
            Some(Ok((id, update))) => {
                self.slips.remove(&id);
                Some(update)
            }
            Some(Err(error)) => self
                .slips
                .remove(&error.id())
                .and_then(|slip| slip.broken(&error)),
        };
        if let Some(update) = update {
            // Nobody listens any more when the program is about to end.
            self.updates.send(update).ok();
        }
    }

    fn stop(&self, load: LoadId) {
        let is_it = |slip: &&Slip| matches!(slip.order, Number::Load(id) if id == load);
        if let Some(slip) = self.slips.values().find(is_it) {
            slip.task.abort();
        }
    }

    /// Gives up what only reads. The changes go on.
    pub fn give_up_reading(&self) {
        for slip in self.slips.values() {
            if Effect::of(slip.operation) == Effect::Reads {
                slip.task.abort();
            }
        }
    }

    /// Gives up everything.
    pub fn give_up(&mut self) {
        self.running.abort_all();
    }
}

impl Slip {
    /// The update for a task that ended without one. A read that was given up needs none.
    fn broken(&self, error: &JoinError) -> Option<Update> {
        let (reason, happened) = match (error.is_panic(), Effect::of(self.operation)) {
            (true, _) => (Reason::Internal, "usher made a mistake"),
            (false, Effect::Changes) => (Reason::Unconfirmed, "usher ended before the answer came"),
            (false, Effect::Reads) => return None,
        };
        let message = match Effect::of(self.operation) {
            Effect::Changes => format!("{happened}; {NOT_KNOWN}"),
            Effect::Reads => happened.to_owned(),
        };
        let problem = Problem::new(self.operation, reason, message);
        Some(match self.order {
            Number::Call(id) => Update::Done(id, Err(problem)),
            Number::Load(id) => Update::LoadFailed(id, problem),
            Number::SignIn(id) => Update::SignedIn(id, Err(problem)),
            Number::SignOut => Update::SignedOut(problem.provider, Err(problem.message)),
        })
    }
}

/// Carries out a call, unless nothing may be changed at the moment when it is ordered.
fn carry_out(call: Call, vendors: &Vendors) -> impl Future<Output = Update> + use<> {
    let vendor = vendors.of(call.operation.provider);
    let refused = vendors.gate.now().refuses(call.operation);
    async move {
        let outcome = match refused {
            Some(refused) => Err(refused),
            None => vendor.carry_out_call(&call).await,
        };
        Update::Done(call.id, outcome)
    }
}

/// Reads a list to its end, and tells of its pages and of what is odd about it.
async fn read_all(
    vendor: &Vendor,
    load: &Load,
    updates: &UnboundedSender<Update>,
    room: &Semaphore,
) -> Update {
    // Nobody listens any more when the program is about to end.
    let tell = |update| drop(updates.send(update));
    let hand_on = |page| async move {
        // There is room again when a page is taken; at the end of the program nobody waits for it.
        if let Ok(taken) = room.acquire().await {
            taken.forget();
        }
        tell(Update::Page(load.id, page));
    };
    match read_list(vendor, load, hand_on).await {
        Ok(remark) => {
            if let Some(remark) = remark {
                tell(Update::Odd(load.id, remark));
            }
            Update::Loaded(load.id)
        }
        Err(problem) => Update::LoadFailed(load.id, problem),
    }
}
