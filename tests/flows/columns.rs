use super::*;

#[test]
fn c_ticks_columns_and_the_table_follows_at_once() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("c");
    assert!(
        desk.sees("[x]   Roles") && desk.sees("[ ]   Created"),
        "{}",
        desk.screen()
    );
    desk.press("j j j <space> G <space> <esc>");
    let heading = desk.line("Vendor");
    assert!(
        !heading.contains("Roles") && heading.contains("Id"),
        "{heading}"
    );
    assert!(desk.line("Person 03").contains("c-3"));
}

#[test]
fn one_column_stays_and_ctrl_x_brings_the_first_choice_back() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 c <space> j <space> j <space> j <space> j <space>");
    assert!(desk.sees("One column has to stay"), "{}", desk.screen());
    desk.press("<ctrl-x> <esc>");
    let heading = desk.line("Vendor");
    assert!(
        heading.contains("Name") && heading.contains("Status"),
        "{heading}"
    );
}

#[test]
fn a_column_is_moved_and_sorted_by_where_it_is_chosen() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 c j j < <");
    desk.press("s <esc>");
    let heading = desk.line("▲Plan");
    assert!(heading.find("Plan") < heading.find("Name"), "{heading}");
    let screen = desk.screen();
    assert!(screen.find("hobby") < screen.find("scale "), "{screen}");
    desk.press("S");
    assert!(desk.sees("▼Plan"));
}

#[test]
fn wide_tables_scroll_sideways_and_the_first_column_stays() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("c j j j <space> <space> G <space> k <space> k <space> k <space> k <space> <esc>");
    let first = desk.line("Vendor");
    assert!(
        first.contains("Name") && first.contains("»") && !first.contains("Id"),
        "{first}"
    );
    desk.press("> <right> > > > > > > > > > >");
    let last = desk.line("Vendor");
    assert!(last.contains("Name") && last.contains("Id"), "{last}");
    assert!(
        last.contains("«") && !last.contains("»") && !last.contains("E-mail"),
        "{last}"
    );
    assert!(
        desk.line("Person 02").contains("Person 02"),
        "{}",
        desk.screen()
    );
    desk.press("< <left> < < < < < < < < < <");
    assert_eq!(desk.line("Vendor"), first);
}

#[test]
fn columns_that_had_no_room_are_there_where_the_terminal_is_wide() {
    let mut desk = Desk::loaded(60, 24);
    let heading = desk.line("Vendor");
    assert!(
        heading.contains("»") && !heading.contains("Roles"),
        "{heading}"
    );
    desk.resize(200, 50);
    let heading = desk.line("Vendor");
    assert!(
        heading.contains("Roles") && !heading.contains("»"),
        "{heading}"
    );
}

#[test]
fn what_is_being_done_to_a_row_is_seen_whatever_columns_are_shown() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("3 c G <space> k <space> k <space> <esc> > > > a");
    assert!(
        desk.sees("accepting in 5 s, z to undo"),
        "{}",
        desk.screen()
    );
}

#[test]
fn every_column_has_a_name_of_its_own() {
    let desk = Desk::loaded(80, 24);
    for tab in Tab::ALL {
        let mut names: Vec<&str> = Vec::new();
        for head in desk.app.panes.get(tab).grid().columns().heads() {
            assert!(!head.names.is_empty(), "{tab:?} {}", head.title);
            for name in head.names {
                assert!(!names.contains(name), "{tab:?} {name}");
                assert_eq!(*name, name.to_lowercase());
                names.push(name);
            }
        }
    }
}
