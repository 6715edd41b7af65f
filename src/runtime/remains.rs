use std::{collections::HashSet, time::Duration};

use futures_util::future::join;
use tokio::{task::JoinSet, time::timeout};

use super::Farewell;
use crate::{
    api::{CallId, Reason, Update},
    app::{App, Exported, Msg},
    worker::Worker,
};

/// What is still to come when a program ends: answers to changes that were sent, and files that are being written.
pub(super) struct Remains {
    pub app: Box<App>,
    pub worker: Worker,
    pub unanswered: HashSet<CallId>,
    pub files: JoinSet<Msg>,
}

impl Remains {
    /// Waits for all of it, but no longer than `limit`.
    pub async fn finish(self, limit: Duration) -> Farewell {
        let Self {
            mut app,
            worker,
            mut unanswered,
            mut files,
        } = self;
        let Worker {
            orders,
            mut updates,
        } = worker;
        drop(orders);
        let (mut failed, mut unsent) = (Vec::new(), Vec::new());
        let listen = async {
            while !unanswered.is_empty()
                && let Some(update) = updates.recv().await
            {
                let Update::Done(id, result) = update else {
                    continue;
                };
                let problem = result.err();
                let is_known = problem
                    .as_ref()
                    .is_none_or(|problem| problem.reason != Reason::Unconfirmed);
                if is_known
                    && unanswered.remove(&id)
                    && let Some(running) = app.calls.end(id)
                {
                    match problem {
                        Some(problem) => failed.push(running.failure(&problem)),
                        None => unsent.extend(running.unsent()),
                    }
                }
            }
        };
        let mut written = Vec::new();
        let write = async {
            while let Some(done) = files.join_next().await {
                if let Ok(Msg::Exported(exported)) = done {
                    written.push(exported);
                }
            }
        };
        // What came until then counts, whether or not that is all.
        let _ = timeout(limit, join(listen, write)).await;
        let unwritten = written.iter().filter_map(Exported::failure);
        Farewell {
            failed: failed.into_iter().chain(unsent).chain(unwritten).collect(),
            unknown: unanswered.len(),
        }
    }
}
