use crate::{
    api::{Method, Operation, contabo, koyeb, tripartie},
    domain::Clean,
};

/// Why nothing can undo a change, and what to do instead.
pub fn why_not(operation: &Operation) -> Clean {
    let known = NO_WAY_BACK.iter().find(|(known, _)| *known == operation);
    let words = match (known, operation.method) {
        (Some((_, words)), _) => words,
        (None, Method::Post) => "delete it where that is possible",
        (None, Method::Get | Method::Put | Method::Patch | Method::Delete) => {
            "what was there before is not known any more"
        }
    };
    Clean::from(words)
}

/// Changes that nothing can undo, and what to do instead.
static NO_WAY_BACK: &[(&Operation, &str)] = &[
    (
        &koyeb::ACCEPT_ORGANIZATION_INVITATION,
        "an answer stands; who is in an organization leaves it at Koyeb's console",
    ),
    (
        &koyeb::DECLINE_ORGANIZATION_INVITATION,
        "an answer stands; ask to be invited again",
    ),
    (
        &koyeb::RESEND_ORGANIZATION_INVITATION,
        "a mail can't be called back",
    ),
    (
        &koyeb::RESEND_EMAIL_VALIDATION,
        "a mail can't be called back",
    ),
    (
        &contabo::RESEND_EMAIL_VERIFICATION,
        "a mail can't be called back",
    ),
    (
        &contabo::RESET_PASSWORD,
        "a mail can't be called back; the old password works until a new one is set",
    ),
    (
        &koyeb::DEACTIVATE_ORGANIZATION,
        "what ran in it is gone; the organization itself can be reactivated",
    ),
    (
        &koyeb::REACTIVATE_ORGANIZATION,
        "deactivating is a step of its own, which deletes what runs in it",
    ),
    (&koyeb::DELETE_ORGANIZATION, "it is gone; found a new one"),
    (&tripartie::DELETE_API_CLIENT, "make a new one"),
    (&contabo::DELETE_USER, "make a new user"),
    (
        &contabo::GENERATE_CLIENT_SECRET,
        "the old secret is gone; whoever used it needs the new one",
    ),
    (
        &contabo::REGENERATE_OBJECT_STORAGE_CREDENTIALS,
        "the old key is gone; whoever used it needs the new one",
    ),
    (
        &tripartie::TOGGLE_TOTP,
        "it wants a code of that moment: see the actions of the user",
    ),
    (
        &koyeb::DELETE_BUDGET,
        "the old amount is not known any more; set a new one",
    ),
    (
        &koyeb::UPDATE_BUDGET,
        "the old amount is not known any more; set it anew",
    ),
    (
        &tripartie::INVITE_USER,
        "Tripartie takes no invitation back",
    ),
];
