use super::Running;
use crate::{
    api::{Problem, Reason},
    app::Draft,
    domain::Clean,
};

impl Running {
    /// What failed, why, and what to do.
    pub fn failure(&self, problem: &Problem) -> Clean {
        let advice = problem.advice();
        Clean::from(if problem.reason == Reason::Unconfirmed {
            let what = self.verb.perhaps(&self.name);
            format!("It is not known whether {what}: {advice}")
        } else {
            let what = self.verb.about(&self.name);
            format!("Can't {what}: {advice}")
        })
    }

    /// That the change that needed this one was never sent, as the program ends here.
    pub fn unsent(&self) -> Option<Clean> {
        let then = self.sequel.then.as_deref()?;
        let (done, name) = (then.verb().done, &then.name);
        Some(Clean::from(format!(
            "{name} was not {done}: the program ended before that could be sent"
        )))
    }

    /// The change as it was asked for.
    pub fn draft(&self) -> Draft {
        Draft {
            operation: self.operation,
            arguments: self.arguments.clone(),
            target: self.target.clone(),
            name: self.name.clone(),
            asked: self.asked,
            changes: self.changes.clone(),
        }
    }
}
