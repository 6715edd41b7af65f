use crate::{
    api::{self, Operation},
    domain::Provider,
};

/// Where a request leads.
pub(super) enum Route {
    /// To an operation, with the values of its path.
    To(&'static Operation, Vec<(&'static str, String)>),
    /// To a path that knows other methods.
    OtherMethod,
    /// Nowhere.
    Nowhere,
}

impl Route {
    /// Finds the operation of a method and a path. A path that says more in letters goes before one with a placeholder:
    /// `/v1/users/client` is not the user `client`.
    pub fn find(provider: Provider, method: &str, segments: &[String]) -> Self {
        let mut best: Option<(usize, Self)> = None;
        let mut path_known = false;
        for operation in api::catalogue().filter(|operation| operation.provider == provider) {
            let Some(values) = values(operation.path, segments) else {
                continue;
            };
            path_known = true;
            let better = best.as_ref().is_none_or(|(most, _)| values.len() < *most);
            if operation.method.as_str() == method && better {
                best = Some((values.len(), Self::To(operation, values)));
            }
        }
        match best {
            Some((_, route)) => route,
            None if path_known => Self::OtherMethod,
            None => Self::Nowhere,
        }
    }
}

fn values(template: &'static str, segments: &[String]) -> Option<Vec<(&'static str, String)>> {
    let parts = template.trim_start_matches('/').split('/');
    if parts.clone().count() != segments.len() {
        return None;
    }
    let mut values = Vec::new();
    for (part, segment) in parts.zip(segments) {
        match placeholder(part) {
            Some(_) if segment.is_empty() => return None,
            Some(name) => values.push((name, segment.clone())),
            None if part == segment => {}
            None => return None,
        }
    }
    Some(values)
}

fn placeholder(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}
