use tokio::task::spawn_blocking;

use super::{Ended, Session, browser, read};
use crate::{
    app::{Effect, Msg},
    domain::Secret,
    export,
    worker::{Access, Order},
};

impl<E, S> Session<E, S> {
    /// Does what the program wants done.
    ///
    /// # Returns
    /// What the loop can't do itself.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) -> Option<Ended> {
        let mut ended = None;
        for effect in effects {
            match effect {
                Effect::Load(load) => self.order(Order::Load(load)),
                Effect::Stop(load) => self.order(Order::Stop(load)),
                Effect::Call(call) => {
                    if call.operation.changes() {
                        self.unanswered.insert(call.id);
                    }
                    self.order(Order::Call(call));
                }
                Effect::SignIn(wanted) => self.order(Order::SignIn(wanted)),
                Effect::SignOut(provider, remove) => self.order(Order::SignOut(provider, remove)),
                Effect::Journal => self.order(Order::Journal),
                Effect::Settle(id, finding) => self.order(Order::Settle(id, finding)),
                Effect::LookOnly(true) => self.order(Order::Allow(Access::ReadOnly)),
                Effect::LookOnly(false) => self.order(Order::Allow(Access::ReadWrite)),
                Effect::Profile(name) => ended = ended.or(Some(Ended::Profile(name))),
                Effect::Export(export) => {
                    self.files
                        .spawn_blocking(move || Msg::Exported(export::write(&export)));
                }
                Effect::Read(path) => {
                    self.files.spawn_blocking(move || {
                        let text = read::read(&path);
                        Msg::File(path, text)
                    });
                }
                Effect::Copy(clip) => ended = ended.or(Some(Ended::Copy(clip))),
                Effect::ClearClip => ended = ended.or(Some(Ended::ClearClip)),
                Effect::Edit(passage) => ended = ended.or(Some(Ended::Edit(passage))),
                Effect::Browse(url) => self.browse(url),
                Effect::Suspend => ended = ended.or(Some(Ended::Suspend)),
                Effect::Quit => ended = Some(Ended::Quit),
            }
        }
        ended
    }

    /// Opens a web address, on a thread of its own: the browser may take its time. What goes wrong is not told in the
    /// system's words, for they quote the address.
    fn browse(&self, url: Secret) {
        let sender = self.errands.sender.clone();
        let hidden = self.app.options.setup.variables.clone();
        spawn_blocking(move || {
            if !browser::open(&url, &hidden) {
                // Nobody listens any more when the program is about to end.
                let _ = sender.send(Msg::NotBrowsed);
            }
        });
    }

    /// The worker takes orders for as long as the session has it.
    fn order(&self, order: Order) {
        let _ = self.worker.orders.send(order);
    }
}
