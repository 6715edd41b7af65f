use std::sync::Arc;

use tokio::sync::{
    Semaphore,
    mpsc::{UnboundedReceiver, error::TryRecvError},
};

use crate::api::Update;

/// How many pages of lists may wait for whoever takes updates.
const PAGES: usize = 64;

/// Where updates come from. Lists are read no further than some pages ahead of whoever takes them, so that a fast vendor
/// fills no memory.
#[derive(Debug)]
pub struct Updates {
    receiver: UnboundedReceiver<Update>,
    room: Arc<Semaphore>,
}

impl Updates {
    /// Updates that come from there.
    pub fn new(receiver: UnboundedReceiver<Update>) -> Self {
        Self {
            receiver,
            room: Arc::new(Semaphore::new(PAGES)),
        }
    }

    /// The next one, as soon as it comes; none at the end. Nothing is lost when it is dropped meanwhile.
    pub async fn recv(&mut self) -> Option<Update> {
        let update = self.receiver.recv().await?;
        self.take(&update);
        Some(update)
    }

    /// The next one, if it is there already.
    ///
    /// # Errors
    /// When none is there, or none will come any more.
    pub fn try_recv(&mut self) -> Result<Update, TryRecvError> {
        let update = self.receiver.try_recv()?;
        self.take(&update);
        Ok(update)
    }

    /// The room for pages that were not taken yet.
    pub(super) fn room(&self) -> Arc<Semaphore> {
        self.room.clone()
    }

    fn take(&self, update: &Update) {
        if let Update::Page(..) = update {
            self.room.add_permits(1);
        }
    }
}

impl Drop for Updates {
    /// Nobody takes pages any more: nobody has to wait with them.
    fn drop(&mut self) {
        self.room.close();
    }
}
