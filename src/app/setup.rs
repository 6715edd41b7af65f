use crate::domain::{Clean, Provider};

/// What the program must know of the configuration that it runs with.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Where the profile has what signs in; nothing of a provider that it leaves out.
    pub places: Vec<Place>,
    /// The profiles that there are; none in the demo.
    pub profiles: Vec<ProfileChoice>,
    /// Whether the profile has a mark of its own, because a mistake in it would be an expensive one.
    pub is_production: bool,
    /// Whether each change through it wants its name typed.
    pub is_protected: bool,
    /// The environment variables that hold secrets: no other program is given them.
    pub variables: Vec<String>,
}

/// A value that signs in, and where the profile has it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The vendor.
    pub provider: Provider,
    /// What the configuration calls it, such as `koyeb.token`.
    pub name: &'static str,
    /// Where it is found, in words; `None` where the profile does not say.
    pub source: Option<Clean>,
    /// Whether usher can put another one there.
    pub is_writable: bool,
    /// The value itself, where it is no secret and stands in the configuration.
    pub text: Option<Clean>,
}

/// A profile that one can switch to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileChoice {
    /// Its name.
    pub name: String,
    /// The vendors that it has accounts at.
    pub providers: Vec<Provider>,
    /// Whether nothing may be changed through it.
    pub read_only: bool,
    /// Whether each change through it wants its name typed.
    pub protected: bool,
}

impl ProfileChoice {
    /// The vendors that it has accounts at, in words.
    pub fn vendors(&self) -> String {
        let names: Vec<&str> = self.providers.iter().map(|it| it.name()).collect();
        names.join(", ")
    }
}

impl Setup {
    /// Whether the profile has an account at a vendor.
    pub fn has(&self, provider: Provider) -> bool {
        self.places.iter().any(|place| place.provider == provider)
    }

    /// Where a value is.
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.name == name)
    }

    /// The places of a vendor that usher can write to.
    pub fn writable(&self, provider: Provider) -> impl Iterator<Item = &Place> {
        let of_it = move |place: &&Place| place.provider == provider && place.is_writable;
        self.places.iter().filter(of_it)
    }
}
