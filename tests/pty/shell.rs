//! The shell between the terminal and the program.

use std::path::Path;

use portable_pty::CommandBuilder;

/// Outlives its window, so that the program is not told of the end.
pub const STEADFAST: &str = "trap '' HUP";
/// Ends with its window, as shells do.
pub const USUAL: &str = ":";

/// Runs the program in the foreground, says how it ended or that it was stopped, and does what is typed then. There is no
/// key for the end of input, which the writing side would press when it is closed.
const SHELL: &str = r#"
eval "$1"
shift
stty eof undef
set -m
echo '[ready]'
read -r line
"$@"
echo "[status $?]"
while read -r line; do eval "$line"; echo "[status $?]"; done
"#;

/// The command that runs a program in [`SHELL`], which is of this kind.
pub fn running(
    kind: &str,
    program: &Path,
    arguments: &[&str],
    variables: &[(&str, &str)],
    home: &Path,
) -> CommandBuilder {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", SHELL, "sh", kind]);
    command.arg(program);
    command.args(arguments);
    command.cwd(home);
    command.env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("HOME", home);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    for (name, value) in variables {
        command.env(name, value);
    }
    command
}
