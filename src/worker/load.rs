use super::vendor::Vendor;
use crate::api::{Load, Page, Paging, Problem, Reason, Reply};

/// Reads a list page by page, and hands each page on as it comes.
///
/// # Errors
/// The problem of the page that could not be read. A list that does not end is one too.
pub(super) async fn read_list(
    vendor: &Vendor,
    load: &Load,
    hand_on: impl Fn(Page),
) -> Result<(), Problem> {
    let (limits, paging) = (&vendor.limits, load.operation.paging);
    let mut rows = 0;
    let mut last = None;
    for pages in 0..limits.pages {
        let arguments = paging.arguments(&load.arguments, pages, rows);
        let patience = match pages {
            0 => limits.patience,
            _ => limits.patience_in_lists,
        };
        let reply = vendor
            .carry_out(load.operation, &arguments, patience)
            .await?;
        let page = match reply {
            Reply::Page(page) => page,
            Reply::Detail(_) | Reply::Session { .. } | Reply::Done => {
                let message = "it is not a list";
                return Err(Problem::new(load.operation, Reason::Internal, message));
            }
        };
        let first = page.rows.first_key();
        if pages > 0 && !page.rows.is_empty() && first == last {
            let message = "the list does not go on: the same page came twice";
            return Err(Problem::new(load.operation, Reason::Unreadable, message));
        }
        last = first;
        rows += page.rows.len();
        let is_last = paging == Paging::None || page.rows.is_empty() || !page.goes_on(rows);
        hand_on(page);
        if is_last {
            return Ok(());
        }
    }
    let message = format!(
        "the list does not end: usher stopped after {} pages",
        limits.pages
    );
    Err(Problem::new(load.operation, Reason::Unreadable, message))
}
