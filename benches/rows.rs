//! What rows cost: reading, cleaning, moving, filtering, sorting and drawing them, each beside what it can't be cheaper
//! than. `cargo bench --bench rows` ends with the ratios.

#[allow(dead_code, reason = "the bench uses its own part of the desk")]
#[path = "../tests/desk/mod.rs"]
mod desk;
#[path = "rows/floors.rs"]
mod floors;
#[path = "rows/tenant.rs"]
mod tenant;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{BenchmarkId, Criterion, Throughput};
use desk::Desk;
use usher_tui::{
    api::{Headers, Page, Raw, Reply, Rows, Update, contabo},
    app::Sort,
    domain::Clean,
};

/// Columns of the users.
const NAME: usize = 1;
const TWO_FACTOR: usize = 4;
const SIZES: [usize; 4] = [100, 10_000, 100_000, 1_000_000];

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    decode(&mut criterion);
    clean(&mut criterion);
    for size in SIZES {
        let mut desk = tenant_of(size);
        keys(&mut criterion, &mut desk, size);
        sorts(&mut criterion, &mut desk, size);
        drop(desk);
        floors::measure(&mut criterion, size);
    }
    floors::report();
    criterion.final_summary();
}

fn read(body: &[u8]) -> Page {
    let headers = Headers::default();
    let raw = Raw {
        headers: &headers,
        body,
    };
    match (contabo::RETRIEVE_USER_LIST.decode)(&raw) {
        Ok(Reply::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

/// The program with so many Contabo users.
fn tenant_of(size: usize) -> Desk {
    let mut desk = Desk::new(120, 40);
    desk.sign_in();
    for load in std::mem::take(&mut desk.loads) {
        if load.operation.id == contabo::RETRIEVE_USER_LIST.id {
            for page in 0..size.div_ceil(tenant::PAGE) {
                desk.tell(Update::Page(load.id, read(&tenant::page(page, size))));
            }
        }
        desk.tell(Update::Loaded(load.id));
    }
    assert_eq!(desk.app.panes.grid().counts().shown, size);
    desk
}

fn decode(criterion: &mut Criterion) {
    let body = tenant::page(0, 100_000);
    let mut group = criterion.benchmark_group("decode");
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function(BenchmarkId::new("usher", tenant::PAGE), |bench| {
        bench.iter(|| read(black_box(&body)));
    });
    group.bench_function(BenchmarkId::new("floor", tenant::PAGE), |bench| {
        bench.iter(|| floors::decode(black_box(&body)));
    });
}

fn clean(criterion: &mut Criterion) {
    let Rows::Users(users) = read(&tenant::page(0, 100_000)).rows else {
        panic!("no users");
    };
    let texts: Vec<String> = users
        .iter()
        .map(|user| user.name.raw().to_owned())
        .collect();
    let mut group = criterion.benchmark_group("clean");
    group.bench_function(BenchmarkId::new("usher", texts.len()), |bench| {
        bench.iter(|| {
            texts
                .iter()
                .map(|text| Clean::new(black_box(text)))
                .collect::<Vec<_>>()
        });
    });
    group.bench_function(BenchmarkId::new("floor", texts.len()), |bench| {
        bench.iter(|| {
            texts
                .iter()
                .map(|text| Box::<str>::from(black_box(text.as_str())))
                .collect::<Vec<_>>()
        });
    });
}

/// What keys do to that many rows.
fn keys(criterion: &mut Criterion, desk: &mut Desk, size: usize) {
    let mut bench = |name: &str, before: &str, key: &str, after: &str| {
        criterion.bench_function(&format!("{name}/usher/{size}"), |bench| {
            bench.iter_custom(|times| {
                let mut sum = Duration::ZERO;
                for _ in 0..times {
                    desk.press(before);
                    let begun = Instant::now();
                    desk.press(key);
                    sum += begun.elapsed();
                    desk.press(after);
                }
                sum
            });
        });
    };
    bench("move down", "", "j", "");
    bench("page down", "", "<pagedown>", "");
    bench("first letter", "/", "a", "<esc>");
    bench("second letter", "/ a", "n", "<esc>");
    bench("third letter", "/ an", "n", "<esc>");
    bench("letter back", "/ an", "<backspace>", "<esc>");
    bench("fuzzy", "/ ~ a", "n", "<esc>");
    criterion.bench_function(&format!("draw/usher/{size}"), |bench| {
        bench.iter_custom(|times| {
            let mut sum = Duration::ZERO;
            for (_, key) in (0..times).zip(["j", "k"].into_iter().cycle()) {
                desk.press(key);
                let begun = Instant::now();
                desk.draw();
                sum += begun.elapsed();
            }
            sum
        });
    });
}

/// What sorting that many rows takes.
fn sorts(criterion: &mut Criterion, desk: &mut Desk, size: usize) {
    let mut bench =
        |name: &str, before: Option<(usize, bool)>, (column, reversed): (usize, bool)| {
            let sort = |(column, reversed)| Sort { column, reversed };
            criterion.bench_function(&format!("{name}/usher/{size}"), |bench| {
                bench.iter_custom(|times| {
                    let mut sum = Duration::ZERO;
                    for _ in 0..times {
                        let grid = desk.app.panes.grid_mut();
                        grid.sort_by(before.map(sort));
                        grid.complete();
                        let begun = Instant::now();
                        grid.sort_by(Some(sort((column, reversed))));
                        grid.complete();
                        sum += begun.elapsed();
                    }
                    sum
                });
            });
        };
    bench("sort by text", None, (NAME, false));
    bench("sort by flag", None, (TWO_FACTOR, false));
    bench("turn round", Some((NAME, false)), (NAME, true));
}
