use proptest::prelude::*;

use super::*;

fn found(text: &str) -> Vec<&str> {
    let parts = private_parts(text).into_iter();
    parts.map(|part| text.get(part).unwrap()).collect()
}

#[test]
fn addresses_and_ids_are_found_by_their_looks() {
    let uuid = "853f9346-662d-495d-9337-5a4b1c0d2e3f";
    for (text, parts) in [
        (
            "Deleted anna.b+c@acme.example.",
            vec!["anna.b+c@acme.example."],
        ),
        ("<łukasz@acme.example>", vec!["łukasz@acme.example"]),
        ("sakura@acme.exa…", vec!["sakura@acme.exa"]),
        ("anna@…", vec!["anna@"]),
        (&format!("│{uuid}│"), vec![uuid]),
        ("853f9346-662…", vec!["853f9346-662"]),
        ("853f9…", vec!["853f9"]),
        (
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            vec!["01ARZ3NDEKTSV4RRFFQ69G5FAV"],
        ),
        (
            "client DE-54321 of INT-1234567",
            vec!["DE-54321", "INT-1234567"],
        ),
        (
            "from 203.0.113.7, 10.0.0.1:443",
            vec!["203.0.113.7", "10.0.0.1:443"],
        ),
        ("2001:db8::8a2e:370:7334", vec!["2001:db8::8a2e:370:7334"]),
        ("/v1/users/c-30/roles", vec!["c-30"]),
        ("/v1/organizations?id=o-1&limit=10", vec!["o-1"]),
        ("\"street\": \"Lindenhof 3\",", vec!["\"Lindenhof 3\""]),
        (&format!("anna ver{CUT}"), vec!["ver"]),
    ] {
        assert_eq!(found(text), parts, "{text}");
    }
}

#[test]
fn what_is_no_address_and_no_id_stays() {
    for text in [
        "Anna Müller accepted in 5 s, z to undo",
        "1/322",
        "2026-03-01T12:00:00Z, in 2 hours",
        "2026-03-01 12:00 UTC",
        " @ request log  F filter  : all operations",
        "usher-users-2026-03-01.csv",
        "GET /v1/account/profile",
        "acme-labs, ROLE_USER",
        "\"email_validated\": true",
        "\"ids\": []",
        "invit…",
        "koyeb.get_user_organization_invitation",
    ] {
        assert_eq!(found(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn a_name_says_what_its_value_is() {
    for name in [
        "E-mail",
        "email",
        "billing_email",
        "Id",
        "organization-id",
        "organizationId",
        "clientId",
        "address.city",
        "VAT number",
        "last_login_ip",
        "intlPhoneNumber",
        "Last address",
        "user.email",
    ] {
        assert!(is_private(name, "x"), "{name}");
    }
    for name in [
        "Name",
        "Status",
        "email_validated_at",
        "Expires",
        "Paid",
        "Idle",
        "valid",
        "Roles",
    ] {
        assert!(!is_private(name, "x"), "{name}");
    }
    assert!(!is_private("email", "-") && !is_private("email_known", "yes"));
}

proptest! {
    #[test]
    fn parts_are_in_order_apart_and_whole_characters(text in any::<String>()) {
        let mut end = 0;
        for part in private_parts(&text) {
            prop_assert!(part.start >= end && part.end > part.start);
            prop_assert!(text.get(part.clone()).is_some());
            end = part.end;
        }
    }

    #[test]
    fn an_address_is_found_wherever_it_stands(before in "[a-z ,]{0,20}", name in "[a-z0-9.]{1,20}", host in "[a-z]{1,10}\\.[a-z]{2,3}") {
        let address = format!("{name}@{host}");
        let text = format!("{before} {address} it is");
        let parts = private_parts(&text);
        let at = before.len() + 1;
        prop_assert!(parts.iter().any(|part| part.start <= at && part.end >= at + address.len()), "{}", text);
    }
}

#[test]
fn what_is_broken_over_lines_is_known() {
    for (text, lines, broken) in [
        (
            "write to a@b.de now",
            &["write to", "a@b.de now"][..],
            false,
        ),
        (
            "write to anna@acme.de",
            &["write to anna@", "acme.de"],
            true,
        ),
        (
            "see /v1/users/c-30 there",
            &["see /v1/users/c-30", "there"],
            false,
        ),
        (
            "see /v1/users/c-30 there",
            &["see /v1/use", "rs/c-30 there"],
            true,
        ),
        ("nothing private", &["nothing", "private"], false),
        ("anna@acme.de", &["anna@acme.de"], false),
    ] {
        assert_eq!(is_broken(text, lines), broken, "{lines:?}");
    }
}

#[test]
fn what_a_sentence_calls_an_id_is_one() {
    for (text, ids) in [
        ("Copied the id 4101", &["4101"][..]),
        ("Ada has foreign letters. Its id is c-30", &["c-30"]),
        ("no id of that kind", &[]),
        ("the id is not known", &[]),
    ] {
        let found: Vec<_> = private_parts(text)
            .into_iter()
            .map(|part| &text[part])
            .collect();
        assert_eq!(found, ids, "{text}");
    }
}
