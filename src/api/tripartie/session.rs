use super::{BASE, CAPTCHA, FIRST_NAME, LAST_NAME, PASSWORD, replies};
use crate::api::{Auth, Body, Field, Gives, Guard, Home, Kind, Method, Operation, Verb, reply};

/// Sign-in and account set-up: all of it is protected by captchas that only a browser shows.
pub(super) static ALL: &[&Operation] = &[
    &AUTHENTICATE,
    &AUTHENTICATE_PERSONA,
    &REGISTER_PERSONA,
    &REGISTER_ORGANIZATION,
];

const SESSION: Operation = Operation {
    home: Home::Session,
    verb: Verb::REGISTER,
    method: Method::Post,
    body: Body::Fields,
    guard: Guard::Write,
    auth: Auth::Public,
    ..BASE
};

/// Signs in with a password. Tripartie bans addresses that use it from programs: it is never done unasked, nor twice.
pub static AUTHENTICATE: Operation = Operation {
    id: "tripartie.authenticate",
    vendor_name: "authentication_post",
    title: "Sign in with a password",
    verb: Verb::SIGN_IN,
    path: "/authentication",
    fields: &[
        Field::body("email", "E-mail", Kind::EMAIL).required(),
        Field::body("password", "Password", Kind::SECRET).required(),
        Field::body("totpInput", "Code from the authenticator", Kind::SECRET),
        CAPTCHA,
    ],
    warning: "Tripartie says: \"This endpoint is protected by a captcha, do not try to use it to consume our API. \
        IP/CIDR to be banned upon fraudulent/irregular usage.\" It is tried once. \
        The normal way in is a token that a browser got.",
    decode: replies::session,
    reloads: &[Home::Users, Home::Invitations, Home::Credentials],
    ..SESSION
};

/// Signs a persona in: the URL in the reply needs no second factor for about an hour.
pub static AUTHENTICATE_PERSONA: Operation = Operation {
    id: "tripartie.authenticate_persona",
    vendor_name: "api_personasauthentication_post",
    title: "Persona sign-in",
    verb: Verb::SIGN_IN,
    path: "/personas/authentication",
    fields: &[
        Field::body("email", "E-mail", Kind::EMAIL),
        Field::body("mobilePhoneNumber", "Mobile number", Kind::TEXT)
            .help("With +33 or such in front."),
        Field::body("plainPassword", "Password", Kind::SECRET),
        Field::body("targetUrl", "URL to open", Kind::TEXT).help("It must be about this persona."),
        CAPTCHA,
    ],
    decode: replies::persona_link,
    gives: Gives::Link,
    ..SESSION
};

/// Registers a persona, a customer of the organization.
pub static REGISTER_PERSONA: Operation = Operation {
    id: "tripartie.register_persona",
    vendor_name: "api_personasregister_post",
    title: "Register a persona",
    path: "/personas/register",
    fields: &[
        FIRST_NAME.required(),
        LAST_NAME.required(),
        Field::body(
            "gender",
            "Gender",
            Kind::Choice(&["MALE", "FEMALE", "OTHER", "RATHER_NOT_SAY"]),
        )
        .required(),
        Field::body("dateOfBirth", "Date of birth", Kind::Date),
        Field::body("language", "Language", Kind::TEXT).help("Such as fr."),
        Field::body("email", "E-mail", Kind::EMAIL),
        Field::body("mobilePhoneNumber", "Mobile number", Kind::TEXT)
            .help("With +33 or such in front."),
        PASSWORD,
        CAPTCHA,
    ],
    ..SESSION
};

/// Registers an organization and its first user.
pub static REGISTER_ORGANIZATION: Operation = Operation {
    id: "tripartie.register_organization",
    vendor_name: "api_register_post",
    title: "Register an organization",
    path: "/register",
    fields: &[
        FIRST_NAME.required(),
        LAST_NAME.required(),
        Field::body("publicName", "Public name", Kind::Text { min: 2, max: 32 }),
        Field::body(
            "roleInCompany",
            "Role in the company",
            Kind::Text { min: 2, max: 32 },
        ),
        Field::body("birthday", "Birthday", Kind::Time),
        Field::body("email", "E-mail", Kind::Email { max: 180 }).required(),
        PASSWORD.required(),
        Field::body("intlPhoneNumber", "Phone number", Kind::TEXT)
            .help("With +33 or such in front."),
        Field::body("originCountry", "Country", Kind::TEXT)
            .help("Three letters, such as FRA.")
            .required(),
        Field::body("preferredLanguage", "Language", Kind::TEXT)
            .help("Two letters, such as fr.")
            .required(),
        Field::body(
            "consentMailNotification",
            "Wants notifications by mail",
            Kind::Flag,
        ),
        Field::body("consentMailAds", "Wants advertising by mail", Kind::Flag),
        CAPTCHA.required(),
        Field::body(
            "organization.name",
            "Organization",
            Kind::Text { min: 0, max: 64 },
        )
        .help("Needed when anything else about the organization is given."),
        Field::body(
            "organization.vatNumber",
            "VAT number",
            Kind::Text { min: 0, max: 32 },
        ),
        Field::body(
            "organization.commercialRegistryNumber",
            "Registry number",
            Kind::Text { min: 0, max: 32 },
        ),
        Field::body(
            "organization.websiteUrl",
            "Web site",
            Kind::Text { min: 0, max: 64 },
        ),
        Field::body(
            "organization.billingAddress.companyName",
            "Billing: company",
            Kind::TEXT,
        ),
        Field::body(
            "organization.billingAddress.firstLine",
            "Billing: street",
            Kind::TEXT,
        ),
        Field::body(
            "organization.billingAddress.secondLine",
            "Billing: second line",
            Kind::TEXT,
        ),
        Field::body(
            "organization.billingAddress.zipCode",
            "Billing: postal code",
            Kind::TEXT,
        ),
        Field::body(
            "organization.billingAddress.cityName",
            "Billing: city",
            Kind::TEXT,
        ),
        Field::body(
            "organization.billingAddress.countryCode",
            "Billing: country",
            Kind::Text { min: 0, max: 3 },
        )
        .help("Three letters, such as FRA."),
        Field::body(
            "organization.billingAddress.buildingName",
            "Billing: building",
            Kind::TEXT,
        ),
        Field::body(
            "organization.billingAddress.buildingFloor",
            "Billing: floor",
            Kind::TEXT,
        ),
        Field::body(
            "organization.billingAddress.gateOrPortalOrInboxCode",
            "Billing: gate code",
            Kind::TEXT,
        ),
    ],
    decode: reply::done,
    ..SESSION
};
