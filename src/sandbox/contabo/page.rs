use serde_json::{Map, Value, json};

use crate::sandbox::{answer::Answer, ask::Ask};

use super::{refusal::Refusal, users::own_link};

/// Which page of a list is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    /// From 1.
    pub number: usize,
    pub size: usize,
}

impl Page {
    /// The most rows of one page.
    const MOST: usize = 1000;
    /// The rows of a page when no number is asked for.
    const USUAL: usize = 10;

    /// Reads `page` and `size`.
    pub fn new(ask: &Ask) -> Result<Self, Refusal> {
        let number = |name: &str, usual: usize| match ask.query(name) {
            None => Ok(usual),
            Some(text) => (text.parse::<usize>().ok())
                .filter(|number| *number > 0)
                .ok_or_else(|| Refusal::new(400, format!("{name} must not be less than 1"))),
        };
        Ok(Self {
            number: number("page", 1)?,
            size: number("size", Self::USUAL)?.min(Self::MOST),
        })
    }

    /// How many rows come before the page.
    pub fn skip(self) -> usize {
        (self.number - 1).saturating_mul(self.size)
    }

    /// The page with its place in the list.
    pub fn answer(self, rows: &[Value], total: usize, ask: &Ask) -> Answer {
        let pages = total.div_ceil(self.size);
        let link = |page: usize| json!(format!("{}?page={page}&size={}", own_link(ask), self.size));
        let mut links = Map::new();
        links.insert("self".to_owned(), link(self.number));
        links.insert("first".to_owned(), link(1));
        links.insert("last".to_owned(), link(pages.max(1)));
        if self.number > 1 {
            links.insert("previous".to_owned(), link(self.number - 1));
        }
        if self.number < pages {
            links.insert("next".to_owned(), link(self.number + 1));
        }
        let place = json!({
            "size": self.size, "totalElements": total, "totalPages": pages, "page": self.number,
        });
        Answer::json(
            200,
            json!({ "_pagination": place, "data": rows, "_links": links }),
        )
    }
}
