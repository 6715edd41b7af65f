//! Where the columns of a table are.

use super::Head;

/// The mark and the cursor before each row.
const GUTTER: u16 = 3;
/// No column is made narrower than this.
const NARROWEST: u16 = 6;

/// How wide each column of a table is whose inside has so many cells; `None` for those that there is no room for. Every
/// column is followed by a space.
pub fn column_widths(heads: &[Head], width: u16) -> Vec<Option<u16>> {
    widths(heads, width.saturating_sub(GUTTER))
}

/// Which column has a cell.
pub fn at(heads: &[Head], width: u16, x: u16) -> Option<usize> {
    let mut left = GUTTER;
    for (column, width) in column_widths(heads, width).into_iter().enumerate() {
        let Some(width) = width else { continue };
        let right = left + width + 1;
        if (left..right).contains(&x) {
            return Some(column);
        }
        left = right;
    }
    None
}

fn widths(heads: &[Head], room: u16) -> Vec<Option<u16>> {
    let mut kept: Vec<_> = heads.iter().map(|head| Some(head.min)).collect();
    let needed = |kept: &[Option<u16>]| kept.iter().flatten().map(|width| width + 1).sum::<u16>();
    while needed(&kept) > room {
        let present = heads.iter().enumerate().filter(|(at, head)| {
            head.dispensable > 0 && kept.get(*at).is_some_and(Option::is_some)
        });
        let Some((last, _)) = present.max_by_key(|(_, head)| head.dispensable) else {
            break;
        };
        if let Some(width) = kept.get_mut(last) {
            *width = None;
        }
    }
    while needed(&kept) > room {
        let widest = kept
            .iter_mut()
            .flatten()
            .max()
            .filter(|width| **width > NARROWEST);
        let Some(widest) = widest else { break };
        *widest -= 1;
    }
    let spare = room.saturating_sub(needed(&kept));
    let shares: u16 = heads
        .iter()
        .zip(&kept)
        .filter(|(_, width)| width.is_some())
        .map(|(head, _)| head.share)
        .sum();
    let grown = heads.iter().zip(kept).map(|(head, width)| {
        width.map(|width| width + (spare * head.share).checked_div(shares).unwrap_or(0))
    });
    grown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADS: [Head; 3] = [
        Head::fixed("A", 5),
        Head::growing("B", 10, 1),
        Head::fixed("C", 8).dispensable(1),
    ];

    #[test]
    fn spare_room_goes_to_the_growing_columns() {
        assert_eq!(widths(&HEADS, 40), [Some(5), Some(24), Some(8)]);
    }

    #[test]
    fn without_room_the_dispensable_columns_go() {
        assert_eq!(widths(&HEADS, 20), [Some(5), Some(13), None]);
    }
}
