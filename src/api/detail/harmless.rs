use serde_json::Value;

/// Whether a value may be shown, by its name and by the names of all objects and lists that it stands in.
///
/// The lists are made from the replies in the vendors' descriptions, less everything that is a secret, opens a session,
/// or is nobody else's business (addresses, telephone numbers, birthdays, network addresses). What a vendor adds later is
/// masked until it is added here.
pub(in crate::api) fn is_harmless(place: &[&str], value: &Value) -> bool {
    let Some((name, around)) = place.split_last() else {
        return false;
    };
    around.iter().all(|name| CONTAINERS.contains(name))
        && is_harmless_name(name, around.last().copied(), value)
        && !holds_secret(value)
}

fn is_harmless_name(name: &str, parent: Option<&str>, value: &Value) -> bool {
    match (name, parent) {
        // Koyeb calls the secret of a token its id; ids without an object around are Tripartie's, and numbers.
        ("id", None) => value.is_number(),
        ("id", Some(parent)) => parent != "token",
        // The state of an address, not that of a sign-in in progress.
        ("state", parent) => parent == Some("organization"),
        _ => NAMES.contains(&name),
    }
}

/// Whether a text is a token or a link that carries one, whatever its name.
fn holds_secret(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            let token = text.starts_with("eyJ") && text.matches('.').count() == 2;
            let link = text.contains("://") && text.contains(['?', '@', '#']);
            token || link
        }
        Value::Array(items) => items.iter().any(holds_secret),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// The objects and lists whose values may be shown. Not among them: `views`, `keys`, `metadata`, `address`.
const CONTAINERS: &[&str] = &[
    // Koyeb
    "budget",
    "invitation",
    "invitations",
    "invitee",
    "inviter",
    "oauth_providers",
    "organization",
    "organizations",
    "settings",
    "signup_qualification",
    "token",
    "user",
    // Tripartie
    "avatar",
    "icon",
    "logo",
    // Contabo
    "data",
    "permissions",
    "resources",
    "roles",
    "_pagination",
];

/// The values that may be shown.
const NAMES: &[&str] = &[
    // Koyeb: lists
    "count",
    "has_next",
    "limit",
    "offset",
    // Koyeb: users, settings, invitations
    "avatar_url",
    "created_at",
    "email",
    "email_validated",
    "expires_at",
    "failed_deployment_email_notification",
    "flags",
    "github_id",
    "github_user",
    "invitee_id",
    "inviter_id",
    "last_login",
    "name",
    "newsletter_subscribed",
    "organization_id",
    "role",
    "status",
    "trialed",
    "two_factor_authentication",
    "updated_at",
    "user_id",
    // Koyeb: organizations, budgets, the connection to GitHub
    "amount",
    "app_id",
    "app_name",
    "billing_email",
    "billing_name",
    "city",
    "company",
    "country",
    "current_subscription_id",
    "deactivation_reason",
    "default_project_id",
    "email_domain_allowlist",
    "external_id",
    "has_payment_method",
    "indexed_repositories",
    "indexing_status",
    "installation_id",
    "installation_url",
    "installed_at",
    "latest_subscription_id",
    "method",
    "plan",
    "plan_updated_at",
    "provisioning",
    "qualifies_for_hobby23",
    "reprocess_after",
    "status_message",
    "subscription_id",
    "suspended_at",
    "thresholds",
    "total_repositories",
    "trial_ends_at",
    "trial_starts_at",
    "trialing",
    "verified",
    // Koyeb: the answers after a sign-up, as its own page writes them
    "currentSpending",
    "occupation",
    "primaryUseCase",
    "referralSource",
    "submittedAt",
    "usage",
    "version",
    // Tripartie: users
    "avatar",
    "consentMailAds",
    "consentMailNotification",
    "createdAt",
    "expireAt",
    "firstName",
    "impersonatedOrganization",
    "impersonatingOrganization",
    "invitedRole",
    "iri",
    "lastName",
    "lastSuccessfulLogIn",
    "lockdown",
    "medias",
    "notifications",
    "organization",
    "originCountry",
    "preferredLanguage",
    "publicName",
    "publicUrl",
    "roleInCompany",
    "roles",
    "secondAuthFactor",
    "totpEnabled",
    "updatedAt",
    "userIdentifier",
    "username",
    // Tripartie: organizations, personas, API clients
    "automatedReturnToggle",
    "counterProposalToggle",
    "domainVerified",
    "externalPurchaseCount",
    "externalSellCount",
    "flatRateEnabled",
    "gender",
    "identifier",
    "internalMessagingToggle",
    "language",
    "offerCount",
    "personaAuthPortalToggle",
    "purchaseCount",
    "riskLevel",
    "scopes",
    // Contabo
    "accessAllResources",
    "actions",
    "admin",
    "apiName",
    "clientId",
    "credentialId",
    "customerId",
    "displayName",
    "emailVerified",
    "enabled",
    "locale",
    "objectStorageId",
    "owner",
    "page",
    "region",
    "roleId",
    "size",
    "tagId",
    "tagName",
    "tenantId",
    "totalElements",
    "totalPages",
    "totp",
    "type",
    "userId",
];
