use crate::{api::tripartie::AUTHENTICATE, domain::Provider};

/// A way to sign in at a vendor.
#[derive(Debug)]
pub struct Way {
    /// What it is called: `with a token`.
    pub title: &'static str,
    /// How one comes by what is asked for, or what to know before.
    pub help: &'static str,
    /// Whether the help is a warning.
    pub warns: bool,
    /// What is asked for.
    pub blanks: &'static [Blank],
    /// Whether it is the vendor's password sign-in, which hands out a token.
    pub is_password: bool,
}

/// Something that is asked for.
#[derive(Debug)]
pub struct Blank {
    /// What a profile calls it, or the operation that takes it.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Whether it is masked.
    pub secret: bool,
    /// Whether there is no signing in without it.
    pub required: bool,
}

impl Blank {
    const fn secret(name: &'static str, label: &'static str) -> Self {
        Self {
            name,
            label,
            secret: true,
            required: true,
        }
    }

    const fn open(name: &'static str, label: &'static str) -> Self {
        Self {
            secret: false,
            ..Self::secret(name, label)
        }
    }

    const fn optional(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }
}

/// The ways to sign in at a vendor, the usual one first.
pub(super) fn ways(provider: Provider) -> &'static [Way] {
    match provider {
        Provider::Koyeb => KOYEB,
        Provider::Tripartie => TRIPARTIE,
        Provider::Contabo => CONTABO,
    }
}

static KOYEB: &[Way] = &[Way {
    title: "with a token",
    help: "Koyeb's control panel makes one under Settings, API. Yours opens everything; an organization's opens that one.",
    warns: false,
    blanks: &[Blank::secret("koyeb.token", "Token")],
    is_password: false,
}];

static TRIPARTIE: &[Way] = &[
    Way {
        title: "with a token",
        help: "The JWT that a browser got when you signed in at Tripartie.",
        warns: false,
        blanks: &[Blank::secret("tripartie.token", "Token")],
        is_password: false,
    },
    Way {
        title: "with a password",
        help: AUTHENTICATE.warning,
        warns: true,
        blanks: &[
            Blank::open("email", "E-mail"),
            Blank::secret("password", "Password"),
            Blank::secret("totpInput", "Second factor").optional(),
            Blank::secret("captcha", "Captcha").optional(),
        ],
        is_password: true,
    },
    Way {
        title: "as a persona",
        help: "The token of a persona, a customer of the organization. A user's token stays as it is.",
        warns: false,
        blanks: &[Blank::secret("tripartie.persona_token", "Persona's token")],
        is_password: false,
    },
];

static CONTABO: &[Way] = &[Way {
    title: "as an API user",
    help: "Contabo's customer panel shows all four under Account, API.",
    warns: false,
    blanks: &[
        Blank::open("contabo.client_id", "Client id"),
        Blank::secret("contabo.client_secret", "Client secret"),
        Blank::open("contabo.username", "User name"),
        Blank::secret("contabo.password", "Password"),
    ],
    is_password: false,
}];
