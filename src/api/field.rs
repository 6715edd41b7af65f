mod check;
mod judge;
mod money;
mod named;
mod parse;
mod typed;

pub use judge::Verdict;

/// A parameter of an operation: what a form asks, `usher call` takes and the request carries.
#[derive(Debug)]
pub struct Field {
    /// The name as the vendor spells it; in a body, dots lead into objects (`billingAddress.cityName`). A property that
    /// shares its name with a value of the same request's path is called `body.` and that name, so that one never
    /// overwrites the other.
    pub name: &'static str,
    /// The name in words.
    pub label: &'static str,
    /// Where in the request it goes.
    pub place: Place,
    /// What it may hold.
    pub kind: Kind,
    /// Whether a request without it makes no sense.
    pub required: bool,
    /// Whether forms leave it out, because another operation guards it or only the vendor keeps it; `usher call` takes it.
    pub advanced: bool,
    /// A sentence for the form, empty where the label says enough.
    pub help: &'static str,
}

/// Where in a request a field goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// Into the JSON body.
    Body,
}

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text, of so many characters.
    Text {
        /// The fewest characters.
        min: usize,
        /// The most characters.
        max: usize,
    },
    /// An e-mail address of at most so many characters.
    Email {
        /// The most characters.
        max: usize,
    },
    /// A secret of so many characters: masked in forms, never shown in logs.
    Secret {
        /// The fewest characters.
        min: usize,
        /// The most characters.
        max: usize,
    },
    /// A whole number that is sent as a text.
    Digits,
    /// An amount of money, sent as whole cents in a text: `1999`. People type and see dollars: `19.99`.
    Money,
    /// A length of time that is sent as seconds and an s: `3600s`.
    Duration,
    /// A free JSON object.
    Json,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Any number of these.
    Ticks(&'static [&'static str]),
    /// Any number of texts.
    Texts,
    /// Any number of whole numbers.
    Integers,
    /// The ids of roles, whole numbers; people pick them by name from those that were seen.
    Roles,
    /// True or false.
    Flag,
    /// A whole number.
    Integer,
    /// A date and time.
    Time,
    /// A date.
    Date,
    /// What the program makes itself for each request, such as a request id: never asked for.
    Made,
}

impl Kind {
    /// One line of any length.
    pub const TEXT: Kind = Kind::Text {
        min: 0,
        max: usize::MAX,
    };
    /// A secret of any length.
    pub const SECRET: Kind = Kind::Secret {
        min: 0,
        max: usize::MAX,
    };
    /// An e-mail address as long as the standard allows.
    pub const EMAIL: Kind = Kind::Email { max: 254 };
}

impl Field {
    /// A value of the path; always required.
    pub const fn path(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Place::Path, Kind::TEXT).required()
    }

    /// A value of the query.
    pub const fn query(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self::new(name, label, Place::Query, kind)
    }

    /// A header.
    pub const fn header(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self::new(name, label, Place::Header, kind)
    }

    /// A property of the body.
    pub const fn body(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self::new(name, label, Place::Body, kind)
    }

    /// The same field, required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same field, left out of forms.
    #[must_use]
    pub const fn advanced(mut self) -> Self {
        self.advanced = true;
        self
    }

    /// The same field with a sentence for the form.
    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }

    /// The same field, of another kind.
    #[must_use]
    pub const fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// The name as it stands in the request: the vendor's own.
    pub fn wire_name(&self) -> &'static str {
        self.name.strip_prefix("body.").unwrap_or(self.name)
    }

    /// Whether the program makes the value itself instead of asking for it.
    pub const fn is_made(&self) -> bool {
        matches!(self.kind, Kind::Made)
    }

    /// Whether what it holds must not be shown or logged.
    pub const fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Secret { .. })
    }

    const fn new(name: &'static str, label: &'static str, place: Place, kind: Kind) -> Self {
        Self {
            name,
            label,
            place,
            kind,
            required: false,
            advanced: false,
            help: "",
        }
    }
}

/// What is wrong with one field: found here before sending, or said by the vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name, as the vendor spells it.
    pub field: crate::domain::Clean,
    /// What is wrong, in words.
    pub message: crate::domain::Clean,
}
