use std::collections::HashSet;

use super::{App, Invite, Notice, Overlay, overlay::Venue};
use crate::{
    api::{Session, koyeb},
    domain::{Clean, Provider},
};

impl App {
    /// Opens the list of people to invite: into the current organization, or at Tripartie.
    pub(super) fn open_invite(&mut self) {
        if let Some(refused) = self.refuses_changes() {
            self.say(refused);
            return;
        }
        let koyeb = self.koyeb_venue();
        if let Err(why) = &koyeb
            && !matches!(self.accounts.session(Provider::Koyeb), Session::Absent(_))
        {
            self.say(Notice::warning(*why));
            return;
        }
        let venues = koyeb.ok().into_iter().chain(self.tripartie_venue());
        match Invite::new(venues.collect()) {
            Some(invite) => self.overlays.push(Overlay::Invite(Box::new(invite))),
            None => self.say(Notice::warning(
                "Nobody can be invited: there is no credential for Koyeb or Tripartie",
            )),
        }
    }

    /// The same at Tripartie alone.
    pub(super) fn open_invite_at_tripartie(&mut self) {
        if let Some(refused) = self.refuses_changes() {
            self.say(refused);
            return;
        }
        let venues = self.tripartie_venue().into_iter().collect();
        match Invite::new(venues) {
            Some(invite) => self.overlays.push(Overlay::Invite(Box::new(invite))),
            None => self.say(Notice::warning("There is no credential for Tripartie")),
        }
    }

    /// A file was read for whoever asked.
    pub(super) fn file(&mut self, path: &str, text: Result<String, Clean>) {
        self.screen.redraw();
        let mut text = Some(text);
        for overlay in &mut self.overlays {
            if let (Overlay::Invite(invite), Some(text)) = (overlay, text.take()) {
                invite.read(path, text);
            }
        }
    }

    fn koyeb_venue(&self) -> Result<Venue, &'static str> {
        let Some((id, name)) = &self.accounts.organization else {
            let known =
                self.accounts.asked.is_none() || !self.calls.runs(&koyeb::GET_CURRENT_ORGANIZATION);
            return Err(if known {
                "Switch into an organization first: it is the one that invites"
            } else {
                "The current organization is still being asked for: try again in a moment"
            });
        };
        let name = if name.is_empty() {
            "that is current"
        } else {
            name.as_str()
        };
        let mut users: HashSet<_> = self.panes.users.addresses(Provider::Koyeb).collect();
        users.extend(self.panes.invitations.joined(id));
        Ok(Venue {
            provider: Provider::Koyeb,
            intro: format!(
                "Into the organization {name}: whoever accepts becomes an OWNER of it, Koyeb knows no other role."
            )
            .into(),
            pending: self.panes.invitations.pending_into(id).collect(),
            users,
        })
    }

    /// Tripartie tells nobody whom it has invited.
    fn tripartie_venue(&self) -> Option<Venue> {
        if let Session::Absent(_) = self.accounts.session(Provider::Tripartie) {
            return None;
        }
        Some(Venue {
            provider: Provider::Tripartie,
            intro: "Into your organization at Tripartie. Names are taken from \"Anna Li <anna@acme.example>\", else \
                    from the address."
                .into(),
            pending: HashSet::new(),
            users: self.panes.users.addresses(Provider::Tripartie).collect(),
        })
    }
}
