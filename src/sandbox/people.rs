//! People with names in several scripts.

use super::chance::Chance;

/// The e-mail address of the person who is signed in: the same at all three vendors.
pub(super) const ME: &str = "jana.novakova@lindenhof.example";

/// The password of that person at all three vendors.
pub(super) const PASSWORD: &str = "open sesame 1234";

/// A person as a vendor knows them.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub first: String,
    pub last: String,
    pub email: String,
}

impl Person {
    /// The person who is signed in.
    pub fn me() -> Self {
        Self {
            first: "Jana".to_owned(),
            last: "Nováková".to_owned(),
            email: ME.to_owned(),
        }
    }

    /// Somebody; `number` keeps the address apart from everybody else's.
    pub fn somebody(chance: &mut Chance, number: usize) -> Self {
        let script = chance.pick(&LATIN, &SCRIPTS);
        let (first, first_ascii) = chance.pick(script.first.0, script.first.1);
        let (last, last_ascii) = chance.pick(script.last.0, script.last.1);
        let domain = chance.pick("lindenhof.example", &DOMAINS);
        Self {
            first: first.to_owned(),
            last: last.to_owned(),
            email: format!("{first_ascii}.{last_ascii}{number}@{domain}"),
        }
    }

    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }
}

/// A name, and how it is spelled in an e-mail address.
type Name = (&'static str, &'static str);

/// Names that go together: one of each list, never empty.
struct Script {
    first: (Name, &'static [Name]),
    last: (Name, &'static [Name]),
}

const DOMAINS: [&str; 5] = [
    "atelier-rossi.example",
    "kumo.example",
    "severnaya.example",
    "deepfjord.example",
    "contractors.lindenhof.example",
];

/// Half of all people have Latin names.
const SCRIPTS: [&Script; 9] = [
    &LATIN, &LATIN, &LATIN, &CYRILLIC, &GREEK, &JAPANESE, &ARABIC, &HEBREW, &UNUSUAL,
];

const LATIN: Script = Script {
    first: (
        ("Anna", "anna"),
        &[
            ("Łukasz", "lukasz"),
            ("Zoë", "zoe"),
            ("Jürgen", "juergen"),
            ("Françoise", "francoise"),
            ("Nguyễn Thị", "nguyenthi"),
            ("Søren", "soren"),
            ("İpek", "ipek"),
            ("Siobhán", "siobhan"),
            ("Mateo", "mateo"),
            ("Þóra", "thora"),
        ],
    ),
    last: (
        ("Müller", "mueller"),
        &[
            ("Żółkiewska", "zolkiewska"),
            ("Ångström", "angstrom"),
            ("O’Brien", "obrien"),
            ("García Márquez", "garciamarquez"),
            ("Çelik", "celik"),
            ("Dvořák", "dvorak"),
            ("Sørensen", "sorensen"),
            ("Ștefănescu", "stefanescu"),
            ("Smith", "smith"),
        ],
    ),
};

const CYRILLIC: Script = Script {
    first: (
        ("Ольга", "olga"),
        &[("Дмитро", "dmytro"), ("Милица", "milica")],
    ),
    last: (
        ("Шевченко", "shevchenko"),
        &[("Петрова", "petrova"), ("Јовановић", "jovanovic")],
    ),
};

const GREEK: Script = Script {
    first: (("Ελένη", "eleni"), &[("Γιώργος", "giorgos")]),
    last: (
        ("Παπαδοπούλου", "papadopoulou"),
        &[("Νικολάου", "nikolaou")],
    ),
};

const JAPANESE: Script = Script {
    first: (("さくら", "sakura"), &[("健太", "kenta"), ("陽菜", "hina")]),
    last: (
        ("田中", "tanaka"),
        &[("渡辺", "watanabe"), ("小鳥遊", "takanashi")],
    ),
};

const ARABIC: Script = Script {
    first: (("ليلى", "layla"), &[("يوسف", "yusuf")]),
    last: (("الحداد", "alhaddad"), &[("منصور", "mansour")]),
};

const HEBREW: Script = Script {
    first: (("נועה", "noa"), &[("משה", "moshe")]),
    last: (("כהן", "cohen"), &[("בן־דוד", "bendavid")]),
};

const UNUSUAL: Script = Script {
    first: (
        ("Robin 🦊", "robin"),
        &[
            ("María de los Ángeles Guadalupe", "maria"),
            ("👩‍💻 Ada", "ada"),
        ],
    ),
    last: (
        ("Wolfeschlegelsteinhausenbergerdorff", "wolfe"),
        &[
            ("Fernández-Santamaría y Álvarez de Toledo", "fernandez"),
            ("Li", "li"),
        ],
    ),
};
