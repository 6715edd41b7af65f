use std::{process::ExitCode, time::Duration};

use anyhow::Context;
use clap::Args;
use usher_tui::sandbox::{FaultKind, Options, Sandbox};

use super::print;

/// How the sandbox shall be.
#[derive(Debug, Args)]
pub struct Knobs {
    /// The first of three ports in a row; 0 takes any that are free
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// How many users Contabo has
    #[arg(long, value_name = "N", default_value_t = Options::default().users)]
    users: usize,
    /// How many milliseconds every answer takes
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,
    /// The share of requests that fail for no reason, from 0 to 1
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = share)]
    fail: f64,
    /// What else goes wrong with a share of the requests, such as drop-after=0.1 or 503=0.05; a wrong kind lists them all
    #[arg(long = "fault", value_name = "KIND=SHARE", value_parser = fault)]
    faults: Vec<(FaultKind, f64)>,
    /// What names, ids and secrets are made from
    #[arg(long, value_name = "N", default_value_t = Options::default().seed)]
    seed: u64,
}

impl Knobs {
    fn options(&self) -> Options {
        Options {
            port: self.port,
            users: self.users,
            latency: Duration::from_millis(self.latency),
            fail: self.fail,
            faults: self.faults.clone(),
            seed: self.seed,
            ..Options::default()
        }
    }
}

/// Serves the three APIs, says on one line where they are, and ends when it is interrupted or terminated.
pub fn serve(knobs: &Knobs) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Runtime::new().context("the sandbox can't start")?;
    runtime.block_on(async {
        let end = interrupted().context("the sandbox can't listen to signals")?;
        let sandbox = Sandbox::start(knobs.options())
            .await
            .context("the sandbox can't have its ports")?;
        print(&format!(
            "{}\n",
            serde_json::to_string(sandbox.addresses())?
        ))
        .context("the sandbox can't say where it is")?;
        end.await;
        Ok(ExitCode::SUCCESS)
    })
}

/// Listens from now on, and is done when somebody wants the program to end.
#[cfg(unix)]
fn interrupted() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens from now on, and is done when somebody wants the program to end.
#[cfg(not(unix))]
fn interrupted() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(rate) if (0.0..=1.0).contains(&rate) => Ok(rate),
        Ok(_) | Err(_) => Err("a number from 0 to 1 is wanted".to_owned()),
    }
}

fn fault(text: &str) -> Result<(FaultKind, f64), String> {
    let Some((name, rate)) = text.split_once('=') else {
        return Err("a kind and its share are wanted, such as drop-after=0.1".to_owned());
    };
    let kind = FaultKind::named(name).ok_or_else(|| {
        let names = FaultKind::NAMES.join(", ");
        format!("the kinds are {names}, and statuses from 400 to 599")
    })?;
    Ok((kind, share(rate)?))
}
