use super::is_current;
use crate::{
    app::{Cell, Condition, Facts, Letter, Tone, yes_or_no},
    domain::{Clean, Organization, OrganizationStatus},
};

/// Tells a Koyeb organization.
pub(super) fn write(organization: &Organization, letter: &mut Letter<'_>, facts: &Facts<'_>) {
    condition(organization, letter);
    letter.section("Identity");
    letter.text_or("Name", "name", &organization.name);
    letter.text_or("Plan", "plan", &organization.plan);
    letter.text_or("Id", "id", &organization.id);
    letter.text("Id at sign-in", "external_id");
    access(organization, letter, facts);
    letter.section("Billing");
    letter.text("Name on bills", "billing_name");
    letter.text("Bills go to", "billing_email");
    letter.text("Street", "address1");
    letter.text("More of it", "address2");
    letter.text("Postal code", "postal_code");
    letter.text("City", "city");
    letter.text("State", "state");
    letter.text("Country", "country");
    letter.text("VAT number", "vat_number");
    let [yes, no] = yes_or_no();
    letter.flag("Company", "company", yes, no);
    letter.flag(
        "Payment method",
        "has_payment_method",
        Cell::plain("there is one"),
        Cell::new("none", Tone::Warning),
    );
    letter.section("Activity");
    letter.time("Plan changed", "plan_updated_at");
    let [yes, no] = yes_or_no();
    letter.flag_or("On trial", "trialing", organization.trialing, yes, no);
    letter.time("Trial from", "trial_starts_at");
    letter.time("Trial until", "trial_ends_at");
}

/// How it is and what to do about it: what most people open it for, so it comes first.
fn condition(organization: &Organization, letter: &mut Letter<'_>) {
    letter.section("Condition");
    let said = |path, listed: &Clean| letter.raw(path).unwrap_or(listed.raw()).to_owned();
    let status = said("status", &Clean::default());
    let message = said("status_message", &organization.status_message);
    let reason = said("deactivation_reason", &Clean::default());
    let status = match status.as_str() {
        "" => organization.status.clone(),
        status => OrganizationStatus::new(&Clean::from(status)),
    };
    let condition = Condition::new(&status, &message, &reason);
    letter.told(&["status", "status_message", "deactivation_reason"]);
    letter.say("Status", condition.words);
    letter.say("Next", Cell::new(condition.next, Tone::Accent));
}

fn access(organization: &Organization, letter: &mut Letter<'_>, facts: &Facts<'_>) {
    letter.section("Access");
    letter.flag_or(
        "Verified",
        "verified",
        organization.verified,
        Cell::plain("yes"),
        Cell::new("not yet", Tone::Warning),
    );
    letter.say(
        "You work in it",
        if is_current(organization, facts) {
            Cell::new("yes", Tone::Accent)
        } else {
            Cell::plain("no")
        },
    );
    letter.text("Open to", "email_domain_allowlist");
}
