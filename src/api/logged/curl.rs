use std::borrow::Cow;

use super::Logged;

/// One command line, its parts quoted for a shell; `$TOKEN` stands in double quotes, for the shell to put in.
pub(super) fn command(logged: &Logged) -> String {
    let mut words = vec!["curl".to_owned()];
    if logged.method != "GET" {
        words.push(format!("-X {}", logged.method));
    }
    // curl reads these as patterns, unless it is told not to.
    if logged.url.contains(['[', ']', '{', '}']) {
        words.push("-g".to_owned());
    }
    words.push(quoted(&logged.url));
    if let Some(credential) = &logged.credential {
        let prefix = match credential.prefix.as_str() {
            "" => String::new(),
            prefix => format!("{prefix} "),
        };
        words.push(format!("-H \"{}: {prefix}$TOKEN\"", credential.header));
    }
    for (name, value) in &logged.headers {
        words.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
    }
    if let Some(body) = &logged.body {
        words.push(format!("--data-raw {}", quoted(body)));
    }
    words.join(" ")
}

/// For a shell. What no shell can take, a zero byte, is not there in a URL, a header or JSON.
fn quoted(text: &str) -> String {
    shlex::try_quote(text).map_or_else(|_| String::new(), Cow::into_owned)
}
