use std::{io, process::Stdio, time::Duration};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::{
    io::AsyncReadExt as _,
    process::{Child, Command},
    time::timeout,
};

use super::text_to_secret;
use crate::domain::{Clean, Secret};

/// No secret that a program prints is longer.
const MAX_BYTES: usize = 8 << 10;

/// What a program prints, within so much time. It is not given the environment variables that are hidden.
pub(super) async fn printed(
    words: &[String],
    hidden: &[String],
    time: Duration,
) -> Result<Secret, Clean> {
    let [program, arguments @ ..] = words else {
        return Err(Clean::from("the command names no program"));
    };
    let named = |what: &str| Clean::from(format!("the command {program} {what}"));
    let mut command = Command::new(program);
    for variable in hidden {
        command.env_remove(variable);
    }
    let mut child = command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| named(&format!("can't be started: {error}")))?;
    let answer = timeout(time, answer(&mut child)).await;
    let Ok(Ok((bytes, succeeded))) = answer else {
        end(&mut child).await;
        return Err(match answer {
            Ok(Err(error)) => named(&format!("can't be read: {error}")),
            Ok(Ok(_)) | Err(_) => named(&format!("gave no answer within {} s", time.as_secs())),
        });
    };
    if bytes.len() > MAX_BYTES {
        end(&mut child).await;
        return Err(named("printed more than 8 KiB"));
    }
    if !succeeded {
        return Err(named("failed; run it in a shell to see why"));
    }
    let text =
        String::from_utf8(bytes).map_err(|_| named("printed something that is not UTF-8"))?;
    text_to_secret(text).ok_or_else(|| named("printed nothing"))
}

/// What the program printed, to the first byte that is too many, and whether it ended well.
async fn answer(child: &mut Child) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::with_capacity(MAX_BYTES + 1);
    if let Some(stdout) = child.stdout.take() {
        let mut stdout = stdout.take(MAX_BYTES as u64 + 1);
        stdout.read_to_end(&mut bytes).await?;
    }
    let succeeded = bytes.len() > MAX_BYTES || child.wait().await?.success();
    Ok((bytes, succeeded))
}

/// Ends a program and all that it started.
async fn end(child: &mut Child) {
    let pid = child.id().and_then(|id| i32::try_from(id).ok());
    if let Some(group) = pid.and_then(Pid::from_raw) {
        // It may have ended by itself in the meantime.
        kill_process_group(group, Signal::KILL).ok();
    }
    child.wait().await.ok();
}

#[cfg(test)]
mod tests {
    use rustix::process::test_kill_process;
    use tokio::time::{Instant, sleep};

    use super::*;

    const TIME: Duration = Duration::from_secs(10);

    fn command(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    async fn text(words: Vec<String>) -> Result<String, String> {
        let secret = printed(&words, &[], TIME).await;
        secret
            .map(|secret| secret.expose().to_owned())
            .map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn a_program_prints_a_secret_and_one_line_break() {
        for (printed, secret) in [
            ("CANARY", "CANARY"),
            ("CANARY\n", "CANARY"),
            ("CANARY\r\n", "CANARY"),
            ("CANARY\n\n", "CANARY\n"),
            (" CANARY \n", " CANARY "),
        ] {
            assert_eq!(
                text(command(&["printf", "%s", printed])).await.as_deref(),
                Ok(secret)
            );
        }
    }

    #[tokio::test]
    async fn no_shell_reads_the_words() {
        let words = command(&["printf", "%s", "$HOME; `id`"]);
        assert_eq!(text(words).await.as_deref(), Ok("$HOME; `id`"));
    }

    #[tokio::test]
    async fn a_program_is_not_given_what_is_hidden() {
        let words = command(&["sh", "-c", "echo ${HOME-none} ${PATH:+some}"]);
        let hidden = ["HOME".to_owned()];
        let secret = printed(&words, &hidden, TIME).await.unwrap();
        assert_eq!(secret.expose(), "none some");
    }

    #[tokio::test]
    async fn a_program_that_fails_is_named_without_what_it_wrote() {
        for (script, said) in [
            (
                "echo CANARY >&2; echo CANARY; exit 3",
                "failed; run it in a shell",
            ),
            ("kill -9 $$", "failed; run it in a shell"),
            ("printf '\\377CANARY'", "not UTF-8"),
            (":", "printed nothing"),
            ("echo", "printed nothing"),
            ("yes CANARY", "more than 8 KiB"),
        ] {
            let error = text(command(&["sh", "-c", script])).await.unwrap_err();
            assert!(error.contains("the command sh "), "{error}");
            assert!(error.contains(said), "{script}: {error}");
            assert!(!error.contains("CANARY"), "{error}");
        }
        let error = text(command(&["usher-no-such-program"])).await.unwrap_err();
        assert!(error.contains("can't be started"), "{error}");
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_killed_with_its_children() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pid");
        let script = format!("sleep 1000 & echo $! > {}; wait", file.display());
        let words = command(&["sh", "-c", &script]);
        let error = printed(&words, &[], Duration::from_secs(1))
            .await
            .unwrap_err();
        assert!(error.as_str().contains("no answer within 1 s"), "{error}");
        let pid = std::fs::read_to_string(&file).unwrap();
        let pid = Pid::from_raw(pid.trim().parse().unwrap()).unwrap();
        let deadline = Instant::now() + TIME;
        while test_kill_process(pid).is_ok() && !is_zombie(pid) {
            assert!(Instant::now() < deadline, "the child outlives its program");
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Dead, but nobody has asked for its exit status yet.
    fn is_zombie(pid: Pid) -> bool {
        let path = format!("/proc/{}/stat", pid.as_raw_nonzero());
        std::fs::read_to_string(path).is_ok_and(|stat| stat.contains(") Z "))
    }
}
