//! How long the worker takes for all users of a large tenant, beside a bare loop over the same pages: `cargo bench --bench load`.
//!
//! The vendor is this program once more, in a process of its own: 1,000 pages of 100 users, rendered beforehand, each
//! answered after 50 ms. Runs alternate; what is printed are medians, and the ratio to what the waits alone add up to.

use std::{
    env,
    error::Error,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::runtime::{Handle, Runtime};
use usher_tui::{
    api::{Arguments, Load, Update, contabo::RETRIEVE_USER_LIST},
    config::{Address, ContaboAccount, PagesAtOnce, Profile, SecretSource},
    domain::Secret,
    worker::{self, Access, Order},
};

const PAGES: usize = 1_000;
const ROWS: usize = 100;
const LATENCY: Duration = Duration::from_millis(50);
const RUNS: usize = 3;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How long a run took, and how much of a processor's time.
type Cost = (Duration, Duration);

fn main() -> Outcome<()> {
    if env::args().nth(1).as_deref() == Some("serve") {
        return serve();
    }
    let vendor = Vendor::start()?;
    let runtime = Runtime::new()?;
    println!("{PAGES} pages of {ROWS} users, {LATENCY:?} each, medians of {RUNS} runs");
    println!(
        "at once   waits alone   bare loop (CPU)     worker (CPU)        to the waits   to the loop"
    );
    for at_once in [8, 16] {
        let (mut bare, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            bare.push(cost(|| runtime.block_on(ask(&vendor.base_url, at_once)))?);
            ours.push(cost(|| runtime.block_on(load(&vendor.base_url, at_once)))?);
        }
        let rounds = (PAGES - 1).div_ceil(usize::from(at_once)) + 1;
        let waits = LATENCY.mul_f64(f64::from(u32::try_from(rounds)?));
        let ((bare, bare_cpu), (ours, ours_cpu)) = (median(bare), median(ours));
        println!(
            "{at_once:7} {:11.2} s {:9.2} s ({:.2} s) {:10.2} s ({:.2} s) {:14.3} {:13.3}",
            waits.as_secs_f64(),
            bare.as_secs_f64(),
            bare_cpu.as_secs_f64(),
            ours.as_secs_f64(),
            ours_cpu.as_secs_f64(),
            ours.div_duration_f64(waits),
            ours.div_duration_f64(bare),
        );
    }
    Ok(())
}

/// Reads all users as the program does.
async fn load(base_url: &str, at_once: u8) -> Outcome<()> {
    let profile = Profile {
        contabo: Some(ContaboAccount {
            base_url: Address::new(base_url)?,
            token: Some(SecretSource::Held(Secret::new("T"))),
            ..ContaboAccount::default()
        }),
        pages_at_once: PagesAtOnce::new(at_once).ok_or("a number from 1 to 32")?,
        ..Profile::default()
    };
    let mut worker = worker::start(profile, Access::ReadOnly, &Handle::current());
    worker.orders.send(Order::Load(Load {
        id: 1,
        operation: &RETRIEVE_USER_LIST,
        arguments: Arguments::NONE,
    }))?;
    let mut rows = 0;
    loop {
        match worker.updates.recv().await.ok_or("the worker ended")? {
            Update::Page(_, page) => rows += page.rows.len(),
            Update::LoadFailed(_, problem) => return Err(problem.into()),
            Update::Loaded(_) if rows == PAGES * ROWS => return Ok(()),
            Update::Loaded(_) => return Err(format!("{rows} rows came").into()),
            _ => {}
        }
    }
}

/// Asks for the same pages, and does nothing with them.
async fn ask(base_url: &str, at_once: u8) -> Outcome<()> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let page = |number: usize| {
        let request = client.get(format!("{base_url}/v1/users?page={number}&size={ROWS}"));
        async { request.send().await?.bytes().await }
    };
    page(1).await?;
    let rest = stream::iter(2..=PAGES).map(page);
    let rest = rest.buffer_unordered(usize::from(at_once));
    rest.try_for_each(async |_| Ok(())).await?;
    Ok(())
}

fn cost(run: impl FnOnce() -> Outcome<()>) -> Outcome<Cost> {
    let (begun, cpu) = (Instant::now(), cpu()?);
    run()?;
    Ok((begun.elapsed(), self::cpu()?.saturating_sub(cpu)))
}

/// The processor's time that this process has taken, as Linux counts it: in hundredths of a second.
fn cpu() -> Outcome<Duration> {
    let Ok(text) = fs::read_to_string("/proc/self/stat") else {
        return Ok(Duration::ZERO);
    };
    let (_, fields) = text.rsplit_once(')').ok_or("not as expected")?;
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks = ticks.map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    Ok(Duration::from_millis(ticks * 10))
}

fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_unstable();
    costs.get(costs.len() / 2).copied().unwrap_or_default()
}

/// The vendor's process.
struct Vendor {
    process: Child,
    base_url: String,
}

impl Vendor {
    fn start() -> Outcome<Self> {
        let mut command = Command::new(env::current_exe()?);
        let mut process = command.arg("serve").stdout(Stdio::piped()).spawn()?;
        let mut base_url = String::new();
        let stdout = process.stdout.take().ok_or("it has no output")?;
        BufReader::new(stdout).read_line(&mut base_url)?;
        base_url.truncate(base_url.trim_end().len());
        Ok(Self { process, base_url })
    }
}

impl Drop for Vendor {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn serve() -> Outcome<()> {
    let pages: Arc<Vec<Vec<u8>>> = Arc::new((0..PAGES).map(page).collect());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let (stream, pages) = (stream?, pages.clone());
        // A client that goes away ends its connection.
        thread::spawn(move || answer(stream, &pages).ok());
    }
    Ok(())
}

fn answer(mut stream: TcpStream, pages: &[Vec<u8>]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    while let Some(first) = lines.next() {
        let first = first?;
        let number = first.split_once("page=").map_or("", |(_, rest)| rest);
        let number = number.split(['&', ' ']).next().unwrap_or_default();
        for line in lines.by_ref() {
            if line?.is_empty() {
                break;
            }
        }
        thread::sleep(LATENCY);
        let page = number
            .parse::<usize>()
            .ok()
            .and_then(|number| pages.get(number.checked_sub(1)?));
        stream.write_all(page.map_or(
            &b"HTTP/1.1 404 None\r\ncontent-length: 0\r\n\r\n"[..],
            Vec::as_slice,
        ))?;
    }
    Ok(())
}

/// A page as Contabo sends it, with its head.
fn page(number: usize) -> Vec<u8> {
    let user = |n: usize| {
        let role = r#"{"roleId":10001,"tenantId":"DE","customerId":"54321","name":"infrastructure","admin":false,"accessAllResources":false,"type":"custom","permissions":[{"apiName":"/v1/compute/instances","actions":["CREATE","READ"],"resources":[{"tagId":12000,"tagName":"Web"}]}]}"#;
        format!(
            r#"{{"tenantId":"DE","customerId":"54321","userId":"6a0e9c5e-0000-4000-8000-{n:012}","firstName":"Jürgen","lastName":"Müller","email":"juergen.mueller{n:06}@example.org","emailVerified":true,"enabled":true,"totp":false,"locale":"de-DE","roles":[{role}],"owner":false}}"#
        )
    };
    let users: Vec<_> = (number * ROWS..(number + 1) * ROWS).map(user).collect();
    let total = PAGES * ROWS;
    let body = format!(
        r#"{{"data":[{}],"_pagination":{{"size":{ROWS},"totalElements":{total},"totalPages":{PAGES},"page":{}}},"_links":{{}}}}"#,
        users.join(","),
        number + 1
    );
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}
