//! Parameters that several of Koyeb's operations share.

use crate::api::{Field, Kind};

/// Koyeb's plans (`Plan`).
const PLANS: &[&str] = &[
    "hobby",
    "starter",
    "startup",
    "business",
    "enterprise",
    "internal",
    "hobby23",
    "no_plan",
    "pro",
    "scale",
    "partner_csp",
    "partner_csp_unit",
];

/// The states of an organization (`Organization.Status`).
const ORGANIZATION_STATUSES: &[&str] = &[
    "WARNING",
    "LOCKED",
    "ACTIVE",
    "DEACTIVATING",
    "DEACTIVATED",
    "DELETING",
    "DELETED",
];

/// The path's organization.
pub(super) const ORGANIZATION: Field = Field::path("id", "Organization");
/// The path's organization, as the budget's operations call it.
pub(super) const BUDGET_ORGANIZATION: Field = Field::path("organization_id", "Organization");
/// The path's invitation.
pub(super) const INVITATION: Field = Field::path("id", "Invitation");
/// How many rows to answer; a text in the query.
pub(super) const LIMIT: Field = Field::query("limit", "Rows a page", Kind::Digits);
/// How many rows to skip; a text in the query.
pub(super) const OFFSET: Field = Field::query("offset", "Rows to skip", Kind::Digits);
/// A filter of both lists of invitations.
pub(super) const INVITATION_STATUSES: Field = Field::query(
    "statuses",
    "Statuses",
    Kind::Ticks(&["INVALID", "PENDING", "ACCEPTED", "REFUSED", "EXPIRED"]),
);
/// A filter of the list of organizations.
pub(super) const STATUSES: Field =
    Field::query("statuses", "Statuses", Kind::Ticks(ORGANIZATION_STATUSES));
/// Koyeb's own clients send it against fraud; it works without.
pub(super) const SEON_FP: Field = Field::header("seon-fp", "Browser fingerprint", Kind::TEXT)
    .help("Koyeb's web page sends it against fraud; leave it empty.");
/// Which of the body's properties to write.
pub(super) const UPDATE_MASK: Field =
    Field::query("update_mask", "Properties to write", Kind::TEXT)
        .help("Names parted by commas; leave it empty to write what is filled in.");
/// The money limit of a month.
pub(super) const AMOUNT: Field = Field::body("amount", "Budget a month", Kind::Money)
    .required()
    .help("Koyeb takes no less than five US dollars, and warns at 80 % and at 100 % of it.");
/// The plan to change to.
pub(super) const PLAN: Field = Field::body("plan", "Plan", Kind::Choice(PLANS));

/// What the four ways of changing the own profile have in common (`UpdateUserRequest.UserUpdateBody`).
pub(super) const PROFILE: &[Field] = &[
    UPDATE_MASK,
    Field::body("name", "Name", Kind::TEXT),
    Field::body("email", "E-mail", Kind::EMAIL)
        .help("Koyeb mails a confirmation link to it first."),
    Field::body("newsletter_subscribed", "Newsletter", Kind::Flag),
    Field::body("current_password", "Current password", Kind::SECRET),
    Field::body("password", "New password", Kind::SECRET),
    Field::body("id", "Id", Kind::TEXT).advanced(),
];

/// What both ways of changing an organization have in common (`Organization`, 32 properties).
pub(super) const ORGANIZATION_BODY: &[Field] = &[
    ORGANIZATION,
    UPDATE_MASK,
    Field::body("name", "Name", Kind::TEXT).help("Up to 39 of a-z, 0-9 and -; unique at Koyeb."),
    Field::body("billing_name", "Billing name", Kind::TEXT),
    Field::body("billing_email", "Billing e-mail", Kind::EMAIL),
    Field::body("company", "Is a company", Kind::Flag),
    Field::body("vat_number", "VAT number", Kind::TEXT),
    Field::body("address1", "Address", Kind::TEXT),
    Field::body("address2", "Address, second line", Kind::TEXT),
    Field::body("postal_code", "Postal code", Kind::TEXT),
    Field::body("city", "City", Kind::TEXT),
    Field::body("state", "State", Kind::TEXT),
    Field::body("country", "Country", Kind::TEXT),
    Field::body(
        "email_domain_allowlist",
        "E-mail domains that may join",
        Kind::Texts,
    ),
    Field::body("default_project_id", "Default project", Kind::TEXT),
    PLAN.advanced(),
    Field::body("plan_updated_at", "Plan changed at", Kind::Time).advanced(),
    Field::body("has_payment_method", "Has a payment method", Kind::Flag).advanced(),
    Field::body("subscription_id", "Subscription", Kind::TEXT).advanced(),
    Field::body(
        "current_subscription_id",
        "Current subscription",
        Kind::TEXT,
    )
    .advanced(),
    Field::body("latest_subscription_id", "Latest subscription", Kind::TEXT).advanced(),
    Field::body("signup_qualification", "Sign-up answers", Kind::Json),
    Field::body("status", "Status", Kind::Choice(ORGANIZATION_STATUSES)).advanced(),
    Field::body(
        "status_message",
        "Reason for the status",
        Kind::Choice(&[
            "NEW",
            "EMAIL_NOT_VALIDATED",
            "BILLING_INFO_MISSING",
            "LOCKED",
            "PAYMENT_FAILURE",
            "VALID",
            "PENDING_VERIFICATION",
            "VERIFICATION_FAILED",
            "REVIEWING_ACCOUNT",
            "PLAN_UPGRADE_REQUIRED",
        ]),
    )
    .advanced(),
    Field::body(
        "deactivation_reason",
        "Reason for the deactivation",
        Kind::Choice(&[
            "INVALID",
            "REQUESTED_BY_OWNER",
            "SUBSCRIPTION_TERMINATION",
            "LOCKED_BY_ADMIN",
            "VERIFICATION_FAILED",
            "TRIAL_DID_NOT_CONVERT",
        ]),
    )
    .advanced(),
    Field::body("verified", "Verified", Kind::Flag).advanced(),
    Field::body("qualifies_for_hobby23", "Qualifies for hobby23", Kind::Flag).advanced(),
    Field::body("reprocess_after", "Checked again after", Kind::Time).advanced(),
    Field::body("trialing", "On trial", Kind::Flag).advanced(),
    Field::body("trial_starts_at", "Trial starts at", Kind::Time).advanced(),
    Field::body("trial_ends_at", "Trial ends at", Kind::Time).advanced(),
    Field::body("provisioning", "Being provisioned", Kind::Flag).advanced(),
    Field::body("external_id", "External id", Kind::TEXT).advanced(),
    Field::body("body.id", "Id in the body", Kind::TEXT).advanced(),
];
