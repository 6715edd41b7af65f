//! T11: however many ask at once, a token is got once.

#[path = "resilience/server.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod server;

use server::{Asker, hasty};
use usher_tui::{
    api::{Arguments, contabo::RETRIEVE_USER_CLIENT},
    config::Profile,
    domain::Provider,
    sandbox::{Fault, FaultKind, Options, Sandbox},
};

const CALLERS: usize = 1_000;

/// How often Contabo was asked for a token.
fn token_calls(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    let paths = requests.iter().map(|request| &request.path);
    paths.filter(|path| path.ends_with("/token")).count()
}

fn fail_next(sandbox: &Sandbox, path: &str, kind: FaultKind) {
    sandbox.fail_next(Fault {
        provider: Provider::Contabo,
        method: None,
        path: path.to_owned(),
        times: 1,
        kind,
    });
}

async fn a_thousand_at_once(asker: &mut Asker) {
    let calls: Vec<u64> = (0..CALLERS)
        .map(|_| asker.order(&RETRIEVE_USER_CLIENT, Arguments::NONE))
        .collect();
    for call in calls {
        asker.outcome(call).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_callers_get_and_renew_a_token_once() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let profile = Profile::demo(sandbox.addresses()).unwrap();
    let mut asker = Asker::of(profile, hasty());

    a_thousand_at_once(&mut asker).await;
    assert_eq!(token_calls(&sandbox), 1, "nobody had one");

    fail_next(&sandbox, "/v1/users", FaultKind::RevokeTokens);
    a_thousand_at_once(&mut asker).await;
    assert_eq!(token_calls(&sandbox), 2, "it had expired for all");

    fail_next(&sandbox, "/v1/users", FaultKind::RevokeTokens);
    fail_next(&sandbox, "/token", FaultKind::Status(400));
    a_thousand_at_once(&mut asker).await;
    assert_eq!(
        token_calls(&sandbox),
        4,
        "a refused refresh, then the password"
    );
    println!("T11: {CALLERS} callers on an expired token: 1 token call, {CALLERS} answers");
}
