//! Koyeb's invitations, received and sent.

use serde_json::Value;

use crate::script::{Script, has, text};

fn pending(list: &Value) -> Vec<Value> {
    let rows = list["invitations"].as_array().unwrap().iter();
    rows.filter(|row| row["status"] == "PENDING")
        .cloned()
        .collect()
}

fn organizations(script: &Script) -> Value {
    script.done("koyeb.list_user_organizations", &[("limit", "100")])["organizations"].clone()
}

pub fn received(script: &Script) {
    let some = [
        ("statuses", "PENDING"),
        ("statuses", "EXPIRED"),
        ("limit", "100"),
    ];
    let list = script.done("koyeb.list_user_organization_invitations", &some);
    let pending = pending(&list);
    assert!(has(&list["invitations"], "status", "EXPIRED"));
    assert!(!has(&list["invitations"], "status", "ACCEPTED"));
    for (operation, invitation, status, joins) in [
        (
            "koyeb.accept_organization_invitation",
            &pending[0],
            "ACCEPTED",
            true,
        ),
        (
            "koyeb.decline_organization_invitation",
            &pending[1],
            "REFUSED",
            false,
        ),
    ] {
        let id = text(&invitation["id"]);
        let organization = text(&invitation["organization_id"]);
        assert!(!has(&organizations(script), "id", &organization));
        script.done(operation, &[("id", &id)]);
        let read = script.done("koyeb.get_user_organization_invitation", &[("id", &id)]);
        assert_eq!(read["invitation"]["status"], status);
        assert_eq!(has(&organizations(script), "id", &organization), joins);
        let words = script.refused(operation, &[("id", &id)]);
        assert!(words.contains("code failed_precondition"), "{words}");
    }
}

pub fn sent(script: &Script) {
    let form = [("email", "somebody@elsewhere.example")];
    let created = script.done("koyeb.create_organization_invitation", &form);
    let id = text(&created["invitation"]["id"]);
    let id = ("id", id.as_str());
    let list = || script.done("koyeb.list_organization_invitations", &[("limit", "100")]);
    assert!(has(&list()["invitations"], "id", id.1));
    let read = || script.done("koyeb.get_organization_invitation", &[id])["invitation"].clone();
    assert_eq!(
        (&read()["email"], &read()["status"]),
        (&form[0].1.into(), &"PENDING".into())
    );
    let before = read();
    script.done("koyeb.resend_organization_invitation", &[id]);
    assert_ne!(
        read()["expires_at"],
        before["expires_at"],
        "it is good for longer"
    );
    script.done("koyeb.delete_organization_invitation", &[id]);
    script.refused("koyeb.get_organization_invitation", &[id]);
    assert!(!has(&list()["invitations"], "id", id.1));
}
