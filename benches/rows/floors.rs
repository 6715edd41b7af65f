//! What each job can't be cheaper than, measured in the same run, and the ratios.

use std::{env, fs, hint::black_box, path::PathBuf};

use criterion::Criterion;
use memchr::memmem::Finder;
use ratatui::{Terminal, backend::TestBackend};
use serde::Deserialize;

use super::tenant;

/// The jobs, in the order of the report.
const JOBS: [&str; 13] = [
    "decode",
    "clean",
    "move down",
    "page down",
    "first letter",
    "second letter",
    "third letter",
    "letter back",
    "fuzzy",
    "sort by text",
    "sort by flag",
    "turn round",
    "draw",
];

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    data: Vec<User<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    dead_code,
    clippy::struct_excessive_bools,
    reason = "reading is what is measured"
)]
struct User<'a> {
    #[serde(rename = "userId")]
    id: &'a str,
    first_name: &'a str,
    last_name: &'a str,
    email: &'a str,
    email_verified: bool,
    enabled: bool,
    totp: bool,
    owner: bool,
    roles: Vec<Role<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "reading is what is measured")]
struct Role<'a> {
    role_id: i64,
    name: &'a str,
}

/// Plain `serde_json`, borrowing all texts.
pub fn decode(body: &[u8]) -> usize {
    serde_json::from_slice::<Envelope<'_>>(body)
        .expect("a page")
        .data
        .len()
}

/// Searching one text, sorting a list of texts, and drawing nothing.
pub fn measure(criterion: &mut Criterion, size: usize) {
    let names = names(size);
    let blob = names.join("\n");
    for (job, needle) in [
        ("first letter", "a"),
        ("second letter", "an"),
        ("third letter", "ann"),
        ("letter back", "a"),
    ] {
        let finder = Finder::new(needle);
        criterion.bench_function(&format!("{job}/floor/{size}"), |bench| {
            bench.iter(|| finder.find_iter(black_box(blob.as_bytes())).count());
        });
    }
    criterion.bench_function(&format!("sort by text/floor/{size}"), |bench| {
        bench.iter_batched(
            || names.iter().map(String::as_str).collect::<Vec<_>>(),
            |mut names| {
                names.sort_unstable();
                names
            },
            criterion::BatchSize::LargeInput,
        );
    });
    criterion.bench_function(&format!("turn round/floor/{size}"), |bench| {
        let mut order: Vec<_> = (0..size).collect();
        bench.iter(|| black_box(&mut order).reverse());
    });
    criterion.bench_function(&format!("draw/floor/{size}"), |bench| {
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a screen");
        bench.iter(|| terminal.draw(|_| {}).map(|frame| frame.area));
    });
}

/// Names and addresses as the filter sees them.
fn names(size: usize) -> Vec<String> {
    (0..size.div_ceil(tenant::PAGE))
        .flat_map(|page| {
            let body = tenant::page(page, size);
            let page: Envelope<'_> = serde_json::from_slice(&body).expect("a page");
            let line = |user: &User<'_>| {
                let User {
                    first_name,
                    last_name,
                    email,
                    id,
                    ..
                } = user;
                format!("{first_name} {last_name} {email} {id}").to_lowercase()
            };
            page.data.iter().map(line).collect::<Vec<_>>()
        })
        .collect()
}

/// Prints what was measured in this run or an earlier one, as a table.
pub fn report() {
    println!(
        "\n{:<16}{:>12}{:>14}{:>14}{:>9}",
        "job", "rows", "usher", "floor", "ratio"
    );
    let mut sizes = vec![tenant::PAGE];
    sizes.extend(super::SIZES.iter().skip(1));
    for job in JOBS {
        for size in &sizes {
            let Some(usher) = median(job, "usher", *size) else {
                continue;
            };
            let floor = median(job, "floor", *size);
            let ratio = floor.map_or(String::from("-"), |floor| format!("{:.2}", usher / floor));
            let floor = floor.map_or(String::from("-"), time);
            println!(
                "{job:<16}{size:>12}{:>14}{floor:>14}{ratio:>9}",
                time(usher)
            );
        }
    }
}

/// A median in nanoseconds, as criterion keeps it.
fn median(job: &str, whose: &str, size: usize) -> Option<f64> {
    let folder = env::var_os("CRITERION_HOME").map_or_else(
        || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("criterion"),
        PathBuf::from,
    );
    let grouped = folder.join(job).join(whose).join(size.to_string());
    let single = folder.join(format!("{job}_{whose}_{size}"));
    let found = [grouped, single].into_iter().find(|path| path.exists())?;
    let text = fs::read(found.join("new/estimates.json")).ok()?;
    let estimates: serde_json::Value = serde_json::from_slice(&text).ok()?;
    estimates.pointer("/median/point_estimate")?.as_f64()
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.2} µs", n / 1e3),
        n => format!("{:.2} ms", n / 1e6),
    }
}
