mod yaml;

use std::{
    collections::HashMap,
    env,
    fs::File,
    io::Read as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use anyhow::Context;
use secrecy::zeroize::Zeroize as _;
use usher_tui::{
    config::{Address, Profile},
    domain::{Clean, Provider, Secret},
};

use super::{Lines, Question, ask::answer};
use crate::cli::{Misuse, tell};

/// No configuration of the vendors' programs is longer.
const MAX_BYTES: u64 = 64 << 10;

/// What a value is called elsewhere.
struct Source {
    /// The key in usher's configuration.
    key: &'static str,
    /// The key in the file of the vendor's program.
    in_file: &'static str,
    /// The environment variables that the vendor's program and its Terraform provider read, best first.
    in_environment: &'static [&'static str],
}

/// koyeb-cli's `~/.koyeb.yaml` and environment.
const KOYEB: &[Source] = &[
    Source::new("token", "token", &["KOYEB_TOKEN"]),
    Source::new("base_url", "url", &["KOYEB_URL"]),
    Source::new("organization", "organization", &["KOYEB_ORGANIZATION"]),
];

/// cntb's `.cntb.yaml` and environment. Its own variables have a hyphen in their names, which no shell can set; those with
/// an underscore are the ones of Contabo's Terraform provider.
const CONTABO: &[Source] = &[
    Source::new(
        "client_id",
        "oauth2-clientid",
        &[
            "CNTB_OAUTH2-CLIENTID",
            "CNTB_OAUTH2_CLIENTID",
            "CNTB_OAUTH2_CLIENT_ID",
        ],
    ),
    Source::new(
        "client_secret",
        "oauth2-client-secret",
        &["CNTB_OAUTH2-CLIENT-SECRET", "CNTB_OAUTH2_CLIENT_SECRET"],
    ),
    Source::new(
        "username",
        "oauth2-user",
        &["CNTB_OAUTH2-USER", "CNTB_OAUTH2_USER"],
    ),
    Source::new(
        "password",
        "oauth2-password",
        &[
            "CNTB_OAUTH2-PASSWORD",
            "CNTB_OAUTH2_PASSWORD",
            "CNTB_OAUTH2_PASS",
        ],
    ),
    Source::new("base_url", "api", &["CNTB_API"]),
    Source::new(
        "auth_url",
        "oauth2-tokenurl",
        &[
            "CNTB_OAUTH2-TOKENURL",
            "CNTB_OAUTH2_TOKENURL",
            "CNTB_OAUTH2_TOKEN_URL",
        ],
    ),
];

impl Source {
    const fn new(
        key: &'static str,
        in_file: &'static str,
        in_environment: &'static [&'static str],
    ) -> Self {
        Self {
            key,
            in_file,
            in_environment,
        }
    }
}

/// Finds the answers in the environment and in the file of the vendor's own program. What usher's configuration says openly,
/// such as addresses, becomes lines to write there.
pub fn answers(
    questions: &[Question<'_>],
    provider: Provider,
    profile: &Profile,
    lines: &mut Lines,
) -> anyhow::Result<Vec<Option<Secret>>> {
    let (sources, files) = match provider {
        Provider::Koyeb => (KOYEB, koyeb_files()),
        Provider::Contabo => (CONTABO, contabo_files()),
        Provider::Tripartie => {
            let words = "Tripartie has no program of its own whose sign-in could be imported: leave --import out";
            return Err(Misuse(words.to_owned()).into());
        }
    };
    let mut found = read(&files, sources)?;
    for source in sources {
        let mut names = source.in_environment.iter();
        if let Some(value) = names.find_map(|name| env::var(name).ok().filter(|it| !it.is_empty()))
        {
            found.insert(source.key, value);
        }
    }
    let mut answers = Vec::new();
    for Question { slot, .. } in questions {
        let value = found.remove(slot.key());
        answers.push(value.map_or(Ok(None), |value| answer(slot, value))?);
    }
    if answers.iter().all(Option::is_none) {
        return Err(Misuse(nothing_found(&files)).into());
    }
    for source in sources {
        if let Some(value) = found.get(source.key) {
            say_openly(source.key, value, profile, lines)?;
        }
    }
    for value in found.values_mut() {
        value.zeroize();
    }
    Ok(answers)
}

/// Makes a line of an address or an organization, where the profile does not say the same already.
fn say_openly(key: &str, value: &str, profile: &Profile, lines: &mut Lines) -> anyhow::Result<()> {
    let koyeb = profile.koyeb.clone().unwrap_or_default();
    let contabo = profile.contabo.clone().unwrap_or_default();
    let known = match key {
        "base_url" if lines.provider() == Provider::Koyeb => koyeb.base_url,
        "base_url" => contabo.base_url,
        "auth_url" => contabo.auth_url,
        "organization" => {
            if koyeb.organization.as_deref() != Some(value) {
                lines.open(key, value);
            }
            return Ok(());
        }
        // Signing in does not take it: the profile has it elsewhere.
        _ => return Ok(()),
    };
    let address =
        Address::new(value).map_err(|why| Misuse(format!("{key} is no address: {why}")))?;
    if address != known {
        lines.open(key, value);
    }
    Ok(())
}

/// The values of the first file that is there.
fn read(
    files: &[PathBuf],
    sources: &'static [Source],
) -> anyhow::Result<HashMap<&'static str, String>> {
    let mut found = HashMap::new();
    let Some(path) = files.iter().find(|path| path.is_file()) else {
        return Ok(found);
    };
    let shown = Clean::from(path.display().to_string());
    let mut text = text(path).with_context(|| format!("{shown} can't be read"))?;
    let values = yaml::values(&text);
    text.zeroize();
    let values = values.map_err(|line| Misuse(format!("{shown}, line {line}: it is not YAML")))?;
    for (name, value) in values {
        let source = sources.iter().find(|source| source.in_file == name);
        if let Some(source) = source {
            found.insert(source.key, value);
        }
    }
    warn_if_open(path, &shown);
    Ok(found)
}

fn text(path: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    let file = File::open(path)?;
    file.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    anyhow::ensure!(text.len() as u64 <= MAX_BYTES, "it is larger than 64 KiB");
    Ok(text)
}

fn warn_if_open(path: &Path, shown: &Clean) {
    let mode = path.metadata().map(|about| about.permissions().mode());
    if mode.is_ok_and(|mode| mode & 0o077 != 0) {
        // Nobody listening is no reason to stop.
        let _ = tell(&format!(
            "Others can read {shown}: close it with `chmod 600`, or remove it when you no longer need it."
        ));
    }
}

fn koyeb_files() -> Vec<PathBuf> {
    match env::var_os("KOYEB_CONFIG").filter(|path| !path.is_empty()) {
        Some(path) => vec![PathBuf::from(path)],
        None => at_home(".koyeb.yaml"),
    }
}

fn contabo_files() -> Vec<PathBuf> {
    let mut files = vec![PathBuf::from("/etc/cntb/.cntb.yaml")];
    files.extend(at_home(".cntb.yaml"));
    files.extend(at_home(".cntb.yml"));
    files
}

fn at_home(name: &str) -> Vec<PathBuf> {
    env::home_dir()
        .map(|home| home.join(name))
        .into_iter()
        .collect()
}

fn nothing_found(files: &[PathBuf]) -> String {
    let files: Vec<String> = files
        .iter()
        .map(|path| Clean::from(path.display().to_string()).to_string())
        .collect();
    format!(
        "nothing to import: neither the environment nor {} has what signs in",
        files.join(" or ")
    )
}
