use crate::{
    api::{Detail, Shown},
    domain::{Clean, Role},
};

/// The roles that a record has: `roles.0.roleId` and `roles.0.name`.
pub(super) fn roles_in(record: &Detail, name: &str) -> Vec<Role> {
    let said = |path: String| match &record.line(&path)?.value {
        Shown::Text(text) => Some(text.clone()),
        Shown::Masked(_) => None,
    };
    let role = |at: usize| {
        let id = said(format!("{name}.{at}.roleId"))?.raw().parse().ok()?;
        let name = said(format!("{name}.{at}.name")).unwrap_or_default();
        Some(Role { id, name })
    };
    (0..Detail::MAX_LINES).map_while(role).collect()
}

/// The lines of two texts that differ, in their order.
pub(super) fn differing(label: &str, before: &str, after: &str) -> Vec<Clean> {
    let only_in = |one: &str, other: &str, sign: char| -> Vec<Clean> {
        let lines = one
            .lines()
            .filter(|line| !other.lines().any(|it| it == *line));
        lines
            .map(|line| Clean::from(format!("{sign} {}", line.trim())))
            .collect()
    };
    let mut lines = vec![Clean::from(format!("{label}:"))];
    lines.extend(only_in(before, after, '-'));
    lines.extend(only_in(after, before, '+'));
    lines
}
