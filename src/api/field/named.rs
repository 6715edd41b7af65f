use super::{Field, Place};
use crate::api::Operation;

impl Operation {
    /// The field that a vendor means when it complains about one: with a position in a list (`roles[0]`, `roles.1.id`),
    /// with the body's own name before it (`organization.name`), or in another spelling (`billingName`).
    pub fn field_called(&self, said: &str) -> Option<&'static Field> {
        if let Some(field) = self.field(said) {
            return Some(field);
        }
        let parts: Vec<&str> = said
            .split(['.', '[', ']'])
            .filter(|part| !part.is_empty() && !part.bytes().all(|byte| byte.is_ascii_digit()))
            .collect();
        let called = |name: &str| {
            let fields = || self.fields.iter().filter(|field| !field.is_made());
            let same = |field: &&&'static Field| plain(field.wire_name()) == plain(name);
            let in_body = |field: &&&'static Field| field.place == Place::Body && same(field);
            fields()
                .filter(|field| in_body(&field))
                .chain(fields().filter(|field| same(&field)))
                .next()
        };
        let starts = 0..parts.len();
        let ranges = starts.flat_map(|start| {
            let ends = (start + 1..=parts.len()).rev();
            ends.map(move |end| start..end)
        });
        ranges
            .filter_map(|range| parts.get(range))
            .find_map(|parts| called(&parts.join(".")))
    }
}

/// A name without what spellings differ in.
fn plain(name: &str) -> String {
    name.replace('_', "").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::api::{Operation, contabo, koyeb, tripartie};

    fn called(operation: &Operation, said: &str) -> Option<&'static str> {
        operation.field_called(said).map(|field| field.name)
    }

    #[test]
    fn a_field_is_found_however_the_vendor_writes_its_name() {
        let koyeb = &koyeb::UPDATE_ORGANIZATION_PATCH;
        for said in ["billing_name", "organization.billing_name", "billingName"] {
            assert_eq!(called(koyeb, said), Some("billing_name"), "{said}");
        }
        assert_eq!(
            called(koyeb, "organization.email_domain_allowlist[2]"),
            Some("email_domain_allowlist")
        );
        let register = &tripartie::REGISTER_ORGANIZATION;
        assert_eq!(
            called(register, "organization.billingAddress.cityName"),
            Some("organization.billingAddress.cityName")
        );
        assert_eq!(called(register, "data.email"), Some("email"));
        let contabo = &contabo::UPDATE_USER;
        for said in ["roles", "roles[0]", "roles.1", "roles[0].roleId"] {
            assert_eq!(called(contabo, said), Some("roles"), "{said}");
        }
        for said in ["", "[0]", "shoeSize"] {
            assert_eq!(called(contabo, said), None, "{said}");
        }
    }
}
