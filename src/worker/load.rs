use std::ops::ControlFlow;

use futures_util::FutureExt as _;

use super::{
    pages::{Course, Part},
    vendor::Vendor,
};
use crate::{
    api::{Arguments, Load, Page, Problem, Reason, Reply},
    domain::Clean,
};

/// Reads a list, and hands its pages on in their order, each as soon as it can be.
///
/// # Returns
/// What the vendor said of the list that is not so, if anything.
///
/// # Errors
/// The problem of the first page that could not be read. A list that does not end is one too.
pub(super) async fn read_list<F: Future<Output = ()>>(
    vendor: &Vendor,
    load: &Load,
    hand_on: impl Fn(Page) -> F,
) -> Result<Option<Clean>, Problem> {
    let course = Course {
        operation: load.operation,
        given: &load.arguments,
        limits: &vendor.limits,
        pace: &vendor.pace,
    };
    let fetch = |number: usize, arguments: Arguments| async move {
        let patience = vendor.limits.patience_for(number);
        let reply = vendor.carry_out(load.operation, &arguments, patience);
        part(load, reply.await?)
    };
    let hand_on = |page| hand_on(page).map(|()| Ok(ControlFlow::Continue(())));
    course.read(fetch, hand_on).await
}

fn part(load: &Load, reply: Reply) -> Result<Part<Page>, Problem> {
    match reply {
        Reply::Page(page) => Ok(Part {
            rows: page.rows.len(),
            bytes: page.rows.bytes(),
            total: page.total,
            more: page.more,
            mark: page.rows.mark(),
            page,
        }),
        Reply::Detail(_) | Reply::Session { .. } | Reply::Done => {
            let message = "it is not a list";
            Err(Problem::new(load.operation, Reason::Internal, message))
        }
    }
}
