use std::{collections::BTreeMap, ops::ControlFlow};

use serde_json::value::RawValue;
use usher_tui::{
    api::{Arguments, Operation, Page, Problem, Raw, Reason, Reply, page_mark},
    domain::Provider,
    worker::{Direct, Part, RawReply},
};

use super::{super::tell, show::Output};

/// Reads a list and prints its rows as they come, as one array. The array is closed at the end of the list and not before:
/// what breaks off is no JSON.
///
/// # Errors
/// The problem of the page that could not be read, or printed.
pub async fn read_all(
    direct: &Direct,
    operation: &'static Operation,
    given: &Arguments,
    output: &mut Output,
) -> anyhow::Result<()> {
    let read = |asked: &Arguments, reply: &RawReply| part(operation, asked, reply);
    let print = |rows: Vec<Box<RawValue>>| {
        output.rows(rows.iter().map(|row| row.get()))?;
        anyhow::Ok(if output.is_closed() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    };
    let remark = direct.read_list(operation, given, read, print).await?;
    if output.is_closed() {
        return Ok(());
    }
    output.end_rows()?;
    if let Some(remark) = remark {
        tell(remark.as_str())?;
    }
    Ok(())
}

fn part(
    operation: &'static Operation,
    asked: &Arguments,
    reply: &RawReply,
) -> Result<Part<Vec<Box<RawValue>>>, Problem> {
    let page = page(operation, asked, reply)?;
    let rows = rows(operation, &reply.body)?;
    Ok(Part {
        rows: rows.len(),
        // They are printed and not kept.
        bytes: 0,
        total: page.total,
        more: page.more,
        mark: page_mark(&rows, |row| row.get()),
        page: rows.into_iter().map(ToOwned::to_owned).collect(),
    })
}

/// What the vendor says of the list.
fn page(operation: &Operation, asked: &Arguments, reply: &RawReply) -> Result<Page, Problem> {
    let raw = Raw {
        headers: &reply.headers,
        body: reply.body.as_bytes(),
    };
    match operation.read(asked, &raw) {
        Ok(Reply::Page(page)) => Ok(page),
        Ok(Reply::Detail(_) | Reply::Session { .. } | Reply::Done) => Err(Problem::new(
            operation,
            Reason::Internal,
            "it is not a list",
        )),
        Err(error) => Err(Problem::new(
            operation,
            Reason::Unreadable,
            error.to_string(),
        )),
    }
}

/// The rows as they came: the reply itself, or the array in it that has the list's name, `data` at Contabo.
fn rows<'a>(operation: &Operation, body: &'a str) -> Result<Vec<&'a RawValue>, Problem> {
    let unreadable = |_| Problem::new(operation, Reason::Unreadable, "the reply is not a list");
    if body.trim_start().starts_with('[') {
        return serde_json::from_str(body).map_err(unreadable);
    }
    let reply: BTreeMap<String, &RawValue> = serde_json::from_str(body).map_err(unreadable)?;
    let list = reply
        .iter()
        .find(|(name, _)| *name == "data" || operation.path.ends_with(name.as_str()));
    match list {
        // Contabo always sends `data`; Koyeb may leave an empty list out.
        None if operation.provider == Provider::Contabo => {
            let message = "the reply has no list";
            Err(Problem::new(operation, Reason::Unreadable, message))
        }
        None => Ok(Vec::new()),
        Some((_, list)) if list.get() == "null" => Ok(Vec::new()),
        Some((_, list)) => serde_json::from_str(list.get()).map_err(unreadable),
    }
}

#[cfg(test)]
mod tests {
    use usher_tui::api::{contabo, koyeb, tripartie};

    use super::*;

    fn texts(operation: &Operation, body: &str) -> Option<Vec<String>> {
        let rows = rows(operation, body).ok()?;
        Some(rows.iter().map(|row| row.get().to_owned()).collect())
    }

    #[test]
    fn rows_are_found_in_every_vendors_reply() {
        let rows = Some(vec!["{\"n\": 1e999}".to_owned(), "2".to_owned()]);
        assert_eq!(texts(&tripartie::LIST_USERS, "[{\"n\": 1e999}, 2]"), rows);
        for (operation, body) in [
            (
                &contabo::RETRIEVE_USER_LIST,
                "{\"_links\": {}, \"data\": [{\"n\": 1e999},2]}",
            ),
            (
                &koyeb::LIST_USER_ORGANIZATIONS,
                "{\"organizations\": [{\"n\": 1e999},2], \"has_next\": false}",
            ),
            (
                &koyeb::LIST_ORGANIZATION_INVITATIONS,
                "{\"count\": 2, \"invitations\": [{\"n\": 1e999},2]}",
            ),
        ] {
            assert_eq!(texts(operation, body), rows, "{body}");
        }
    }

    #[test]
    fn a_list_that_is_left_out_or_null_has_no_rows() {
        assert_eq!(
            texts(&koyeb::LIST_USER_ORGANIZATIONS, "{\"count\": 0}"),
            Some(Vec::new())
        );
        assert_eq!(
            texts(&contabo::RETRIEVE_USER_LIST, "{\"data\": null}"),
            Some(Vec::new())
        );
        assert_eq!(texts(&contabo::RETRIEVE_USER_LIST, "{}"), None);
        assert_eq!(texts(&contabo::RETRIEVE_USER_LIST, "{\"data\": 7}"), None);
        assert_eq!(texts(&tripartie::LIST_USERS, "7"), None);
    }
}
