//! How many rows there are, in as few cells as need be.

use super::text;
use crate::app::Counts;

/// Marked, where the cursor is, shown, loaded and total, in at most `room` cells where that is possible.
pub fn counts(counts: Counts, room: u16) -> String {
    let fits = |words: &String| text::width(words) <= room;
    let in_words = || Some(words(counts)).filter(fits);
    let in_signs = || Some(signs(counts, &exact)).filter(fits);
    let shortest = || signs(counts, &rounded);
    in_words().or_else(in_signs).unwrap_or_else(shortest)
}

fn words(counts: Counts) -> String {
    let marking = if counts.ranging { "marking, " } else { "" };
    let marked = (counts.marked > 0).then(|| format!("{marking}{} marked ·", counts.marked));
    let shown = match (counts.shown, counts.loaded) {
        (0, 0) => None,
        (0, _) => Some("0".to_owned()),
        (shown, _) => Some(format!("{}/{shown}", counts.position + 1)),
    };
    let hidden = (counts.shown != counts.loaded).then(|| format!("of {}", counts.loaded));
    let loading = counts.loading.then(|| match (counts.read, counts.total) {
        (0, 0) => "loading …".to_owned(),
        (read, total) if read < total => {
            format!("· loading {read} of {total}, {} %", percent(counts))
        }
        (read, _) => format!("· loading, {read} so far"),
    });
    let missing = counts.missing().filter(|_| !counts.loading);
    let missing = missing.map(|read| format!("· {read} read, not all"));
    let work = counts.work;
    let work = work.map(|work| format!("· {} {} %", work.name, work.percent));
    framed([marked, shown, hidden, work, loading.or(missing)])
}

/// The same in signs: `*3 5/12 of 26/2000 …`.
fn signs(counts: Counts, number: &dyn Fn(usize) -> String) -> String {
    let marking = if counts.ranging { "v" } else { "" };
    let marked = (counts.marked > 0).then(|| format!("{marking}*{}", number(counts.marked)));
    let shown = match (counts.shown, counts.loaded) {
        (0, 0) => None,
        (0, _) => Some("0".to_owned()),
        (shown, _) => Some(format!("{}/{}", number(counts.position + 1), number(shown))),
    };
    let total = ((counts.loading || counts.broken) && counts.total > counts.loaded)
        .then(|| format!("/{}", number(counts.total)));
    let of = (counts.shown != counts.loaded || total.is_some())
        .then(|| format!("of {}{}", number(counts.loaded), total.unwrap_or_default()));
    let loading = match (counts.loading, counts.broken) {
        (true, _) => Some("…".to_owned()),
        (false, true) => Some("!".to_owned()),
        (false, false) => None,
    };
    let work = counts.work.map(|work| format!("{}%", work.percent));
    framed([marked, shown, of, work, loading])
}

fn framed(words: [Option<String>; 5]) -> String {
    let words: Vec<_> = words.into_iter().flatten().collect();
    if words.is_empty() {
        String::new()
    } else {
        format!(" {} ", words.join(" "))
    }
}

fn percent(counts: Counts) -> usize {
    let total = counts.total.max(1);
    counts.read.saturating_mul(100) / total
}

fn exact(number: usize) -> String {
    number.to_string()
}

/// Thousands from ten thousand on.
fn rounded(number: usize) -> String {
    match number {
        ..10_000 => number.to_string(),
        10_000..10_000_000 => format!("{}k", number / 1000),
        _ => format!("{}M", number / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Work;

    const BUSY: Counts = Counts {
        shown: 12,
        loaded: 900,
        read: 900,
        total: 2000,
        ranging: false,
        marked: 3,
        position: 4,
        loading: true,
        broken: false,
        work: None,
    };

    #[test]
    fn all_numbers_are_there_however_little_room_there_is() {
        let wide = " 3 marked · 5/12 of 900 · loading 900 of 2000, 45 % ";
        assert_eq!(counts(BUSY, 80), wide);
        assert_eq!(counts(BUSY, 30), " *3 5/12 of 900/2000 … ");
    }

    #[test]
    fn what_is_read_again_is_counted_from_the_beginning() {
        let again = Counts {
            loaded: 2000,
            read: 500,
            marked: 0,
            ..BUSY
        };
        assert_eq!(
            counts(again, 80),
            " 5/12 of 2000 · loading 500 of 2000, 25 % "
        );
    }

    #[test]
    fn sorting_that_takes_longer_says_how_far_it_has_come() {
        let sorted = Counts {
            loading: false,
            marked: 0,
            work: Some(Work {
                name: "sorting",
                percent: 40,
            }),
            ..BUSY
        };
        assert_eq!(counts(sorted, 80), " 5/12 of 900 · sorting 40 % ");
        assert_eq!(counts(sorted, 20), " 5/12 of 900 40% ");
    }

    #[test]
    fn what_broke_off_says_how_much_is_there() {
        let broken = Counts {
            loading: false,
            broken: true,
            marked: 0,
            ..BUSY
        };
        assert_eq!(
            counts(broken, 80),
            " 5/12 of 900 · 900 of 2000 read, not all "
        );
        assert_eq!(counts(broken, 24), " 5/12 of 900/2000 ! ");
    }

    #[test]
    fn a_hundred_thousand_fit_on_the_smallest_screen() {
        let many = 99_999;
        let huge = Counts {
            shown: many,
            loaded: many,
            read: many,
            total: 250_000,
            ranging: false,
            marked: many,
            position: many - 1,
            work: None,
            loading: true,
            broken: false,
        };
        assert_eq!(counts(huge, 31), " *99k 99k/99k of 99k/250k … ");
    }

    #[test]
    fn nothing_that_matches_is_none_of_all() {
        let none = Counts {
            shown: 0,
            loaded: 26,
            total: 26,
            ..Counts::default()
        };
        assert_eq!(counts(none, 30), " 0 of 26 ");
        assert_eq!(counts(none, 5), " 0 of 26 ");
        assert_eq!(counts(Counts::default(), 30), "");
    }
}
