//! A process as Linux tells of it under `/proc`.

use std::{fs, time::Duration};

use rustix::process::Pid;

/// How many of them Linux counts in a second, on every machine.
const TICKS: u64 = 100;

/// A process, by its number.
#[derive(Clone, Copy)]
pub struct Process(i32);

impl Process {
    pub fn of(id: Pid) -> Self {
        Self(id.as_raw_nonzero().get())
    }

    pub fn numbered(id: i32) -> Self {
        Self(id)
    }

    /// Whether it runs; nobody may have asked yet how it ended.
    pub fn is_there(self) -> bool {
        let state = self.fields().into_iter().next();
        state.is_some_and(|state| state != "Z" && state != "X")
    }

    /// How long it has kept a processor busy.
    pub fn cpu(self) -> Duration {
        let fields = self.fields();
        // The state is the third of all fields, the times the 14th and the 15th.
        let ticks = fields.iter().skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 1000 / TICKS)
    }

    /// Its memory in kB.
    pub fn memory(self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0)).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    }

    /// How many files and connections it has open.
    pub fn descriptors(self) -> Option<usize> {
        let open = fs::read_dir(format!("/proc/{}/fd", self.0)).ok()?;
        Some(open.count())
    }

    /// What `stat` says after the name, from the state on; nothing once it is gone.
    fn fields(self) -> Vec<String> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0)).unwrap_or_default();
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        after.split_whitespace().map(str::to_owned).collect()
    }
}
