use crate::{
    app::{Cell, Facts, Letter, Tone, flag, yes_or_no},
    domain::{Clean, Provider, User},
};

/// Tells a user.
pub(super) fn write(user: &User, letter: &mut Letter<'_>, facts: &Facts<'_>) {
    match (user.provider, user.persona) {
        (Provider::Koyeb, _) => at_koyeb(user, letter, facts),
        (Provider::Tripartie, false) => at_tripartie(user, letter, facts),
        (Provider::Tripartie, true) => persona(user, letter),
        (Provider::Contabo, _) => at_contabo(user, letter, facts),
    }
}

/// Koyeb's `User`: always ourselves.
fn at_koyeb(user: &User, letter: &mut Letter<'_>, facts: &Facts<'_>) {
    letter.section("Identity");
    letter.text_or("Name", "name", &user.name);
    letter.text_or("E-mail", "email", &user.email);
    letter.text("GitHub", "github_user");
    letter.text_or("Id", "id", &user.id);
    letter.section("Access");
    let flags = letter.raw("flags").unwrap_or(user.roles.raw());
    let flags = flags.split(", ").filter(|it| !it.is_empty());
    let flags: Vec<&str> = flags.collect();
    let open = !flags.contains(&"RESTRICTED");
    letter.told(&["flags"]);
    account(open, "restricted by Koyeb", letter);
    if !open {
        letter.say("Next", Cell::new("Write to Koyeb's support", Tone::Accent));
    }
    let flags = flags.iter().map(|it| flag(it));
    letter.say("Flags", Cell::plain(flags.collect::<Vec<_>>().join(", ")));
    letter.section("Security");
    two_factor(user, "two_factor_authentication", letter);
    address(user, "email_validated", letter);
    letter.text("Last address", "last_login_ip");
    session(user, letter, facts);
    letter.section("Activity");
    letter.time_or("Last sign-in", "last_login", user.last_seen);
    letter.time("Account made", "created_at");
    letter.time("Changed", "updated_at");
    let [yes, no] = yes_or_no();
    letter.flag("Had a trial", "trialed", yes, no);
    let [yes, no] = yes_or_no();
    letter.flag("Newsletter", "newsletter_subscribed", yes, no);
}

/// Tripartie's `User`: our own has more to tell than the others'.
fn at_tripartie(user: &User, letter: &mut Letter<'_>, facts: &Facts<'_>) {
    letter.section("Identity");
    name(user, letter);
    letter.text("Public name", "publicName");
    letter.text_or("E-mail", "email", &user.email);
    letter.text("Phone", "intlPhoneNumber");
    letter.text("Birthday", "birthday");
    letter.text("In the company", "roleInCompany");
    letter.text("Country", "originCountry");
    letter.text("Language", "preferredLanguage");
    letter.text_or("Id", "id", &user.id);
    letter.section("Access");
    letter.told(&["lockdown"]);
    let locked = letter.raw("lockdown").map(|it| it == "true");
    account(!locked.unwrap_or(!user.active), "locked", letter);
    letter.text_or("Roles", "roles", &user.roles);
    letter.text("Organization", "organization.name");
    letter.section("Security");
    two_factor(user, "totpEnabled", letter);
    session(user, letter, facts);
    letter.section("Activity");
    letter.time_or("Last sign-in", "lastSuccessfulLogIn", user.last_seen);
    letter.time("Account made", "createdAt");
    letter.time("Changed", "updatedAt");
    let [yes, no] = yes_or_no();
    letter.flag("Notifications by mail", "consentMailNotification", yes, no);
    let [yes, no] = yes_or_no();
    letter.flag("Advertising by mail", "consentMailAds", yes, no);
}

/// Tripartie's `Persona`: a customer, as whom the persona token lets us act.
fn persona(user: &User, letter: &mut Letter<'_>) {
    letter.section("Identity");
    letter.say(
        "Kind",
        Cell::plain("persona: a customer of the organization"),
    );
    name(user, letter);
    letter.text_or("E-mail", "email", &user.email);
    letter.text("Phone", "mobilePhoneNumber");
    letter.text("Birthday", "dateOfBirth");
    letter.text("Language", "language");
    letter.text_or("Id", "id", &user.id);
    letter.section("Security");
    letter.text("Risk", "riskLevel");
    letter.text("Risk of 100", "riskScore");
    letter.section("Activity");
    letter.text("Offers", "offerCount");
    letter.text("Purchases", "purchaseCount");
    letter.text("Sold elsewhere", "externalSellCount");
    letter.text("Bought elsewhere", "externalPurchaseCount");
    letter.time("Made", "createdAt");
    letter.time("Changed", "updatedAt");
}

/// Contabo's `UserResponse`. It tells no times.
fn at_contabo(user: &User, letter: &mut Letter<'_>, facts: &Facts<'_>) {
    letter.section("Identity");
    name(user, letter);
    letter.text_or("E-mail", "email", &user.email);
    letter.text("Language", "locale");
    letter.text_or("Id", "userId", &user.id);
    letter.section("Access");
    letter.told(&["enabled"]);
    let enabled = letter.raw("enabled").map(|it| it == "true");
    account(enabled.unwrap_or(user.active), "disabled", letter);
    letter.flag(
        "Owner",
        "owner",
        Cell::new(
            "yes: may do everything, whatever the roles say",
            Tone::Accent,
        ),
        Cell::plain("no"),
    );
    if letter.raw("roles.0.name").is_some() {
        letter.each("Roles", "roles", "name");
    } else {
        letter.say("Roles", Cell::plain(user.roles.clone()));
    }
    letter.section("Security");
    two_factor(user, "totp", letter);
    address(user, "emailVerified", letter);
    session(user, letter, facts);
}

fn name(user: &User, letter: &mut Letter<'_>) {
    let names = ["firstName", "lastName"].map(|path| letter.raw(path).unwrap_or_default());
    let name = names.join(" ");
    letter.told(&["firstName", "lastName"]);
    letter.say(
        "Name",
        match name.trim() {
            "" => Cell::plain(user.name.clone()),
            name => Cell::plain(Clean::from(name)),
        },
    );
}

fn account(open: bool, closed: &str, letter: &mut Letter<'_>) {
    letter.say(
        "Account",
        if open {
            Cell::new("active", Tone::Good)
        } else {
            Cell::new(closed, Tone::Bad)
        },
    );
}

fn two_factor(user: &User, path: &'static str, letter: &mut Letter<'_>) {
    let off = Cell::new("off: the password alone opens the account", Tone::Warning);
    letter.flag_or(
        "Two-factor",
        path,
        user.two_factor,
        Cell::new("on", Tone::Good),
        off,
    );
}

fn address(user: &User, path: &'static str, letter: &mut Letter<'_>) {
    letter.flag_or(
        "E-mail address",
        path,
        user.email_verified,
        Cell::new("proven", Tone::Good),
        Cell::new("not proven yet", Tone::Warning),
    );
}

fn session(user: &User, letter: &mut Letter<'_>, facts: &Facts<'_>) {
    if user.you {
        letter.session(user.provider, facts);
    }
}
