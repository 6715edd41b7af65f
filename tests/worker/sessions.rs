//! Who asks: the right token, a wrong one, none, and where tokens come from.

use std::collections::HashSet;

use usher_tui::{
    api::{
        Arguments, Operation, Reason, Session,
        contabo::{RETRIEVE_USER, RETRIEVE_USER_LIST},
        koyeb::{LIST_USER_ORGANIZATIONS, LOGIN_METHOD},
        tripartie::{GET_ME, GET_PERSONA, LIST_USERS},
    },
    config::{Address, Profile, SecretSource, TripartieAccount},
    domain::Provider,
};

use crate::{
    client::{Client, held, koyeb, profile, sandbox, seen},
    wire::{Wire, json},
};

const READS: [(Provider, &Operation); 3] = [
    (Provider::Koyeb, &LIST_USER_ORGANIZATIONS),
    (Provider::Tripartie, &LIST_USERS),
    (Provider::Contabo, &RETRIEVE_USER_LIST),
];

#[tokio::test]
async fn the_right_token_signs_in_at_each_vendor() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    for (provider, operation) in READS {
        assert_eq!(client.session(provider), Session::Ready);
        client.call(operation, Arguments::NONE).await.unwrap();
        assert!(
            matches!(client.session(provider), Session::SignedIn { .. }),
            "{provider}"
        );
        assert_eq!(seen(&sandbox, operation).len(), 1);
    }
    client.call(&GET_PERSONA, Arguments::NONE).await.unwrap();
    assert_eq!(
        client.personas, 1,
        "there is a persona, said before it is asked for"
    );
}

#[tokio::test]
async fn a_wrong_token_is_refused_at_each_vendor() {
    let sandbox = sandbox().await;
    let mut wrong = profile(&sandbox);
    wrong.koyeb.as_mut().unwrap().token = Some(held("WRONG"));
    wrong.tripartie.as_mut().unwrap().token = Some(held("WRONG"));
    wrong.contabo.as_mut().unwrap().token = Some(held("WRONG"));
    let mut client = Client::new(wrong);
    for (provider, operation) in READS {
        let problem = client.problem(operation, Arguments::NONE).await;
        assert_eq!(problem.reason, Reason::SignIn, "{problem}");
        assert_eq!(problem.status, Some(401));
        assert!(
            matches!(client.session(provider), Session::Refused(_)),
            "{provider}"
        );
        assert_eq!(seen(&sandbox, operation).len(), 1, "nothing is tried again");
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let sandbox = sandbox().await;
    let mut none = profile(&sandbox);
    none.koyeb.as_mut().unwrap().token = None;
    none.tripartie.as_mut().unwrap().token = None;
    none.tripartie.as_mut().unwrap().persona_token = None;
    none.contabo.as_mut().unwrap().password = None;
    let mut client = Client::new(none);
    let words = [
        "no token: set koyeb.token in the profile",
        "no token: set tripartie.token in the profile",
        "no password: set contabo.password in the profile",
    ];
    for ((provider, operation), words) in READS.into_iter().zip(words) {
        let Session::Absent(why) = client.session(provider) else {
            panic!("{provider} has a token");
        };
        assert_eq!(why.as_str(), words);
        let problem = client.problem(operation, Arguments::NONE).await;
        assert_eq!(problem.reason, Reason::SignIn);
        assert_eq!(problem.message.as_str(), words);
        let (pages, end) = client.list(operation, Arguments::NONE).await;
        assert!(pages.is_empty());
        assert_eq!(end.unwrap_err().reason, Reason::SignIn);
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn an_empty_profile_says_what_each_vendor_lacks() {
    let mut client = Client::new(Profile::default());
    for (provider, _) in READS {
        assert!(
            matches!(client.session(provider), Session::Absent(_)),
            "{provider}"
        );
    }
}

#[tokio::test]
async fn what_is_for_everybody_carries_no_token() {
    let api = Wire::start(|_| json(200, "{}")).await;
    let mut client = Client::new(koyeb(&api.base_url, Some(held("SECRET"))));
    client
        .call(
            &LOGIN_METHOD,
            Arguments::NONE.text("email", "me@example.com"),
        )
        .await
        .unwrap();
    assert_eq!(
        api.header("GET /v1/account/login_method", "authorization"),
        None
    );

    let mut client = Client::new(koyeb(&api.base_url, None));
    client
        .call(
            &LOGIN_METHOD,
            Arguments::NONE.text("email", "me@example.com"),
        )
        .await
        .unwrap();
    assert_eq!(api.requests().len(), 2);
}

#[tokio::test]
async fn tripartie_takes_its_tokens_with_any_prefix_in_two_headers() {
    for (prefix, sent) in [("Bearer", "Bearer USER"), ("", "USER"), ("JWT", "JWT USER")] {
        let api = Wire::start(|_| json(200, "{}")).await;
        let mut client = Client::new(Profile {
            tripartie: Some(TripartieAccount {
                base_url: Address::new(&api.base_url).unwrap(),
                token: Some(held("USER")),
                persona_token: Some(held("PERSONA")),
                token_prefix: prefix.to_owned(),
                ..TripartieAccount::default()
            }),
            ..Profile::default()
        });
        client.call(&GET_ME, Arguments::NONE).await.unwrap();
        assert_eq!(
            api.header("GET /me", "authorization").as_deref(),
            Some(sent)
        );
        assert_eq!(api.header("GET /me", "x-persona-authorization"), None);
        client.call(&GET_PERSONA, Arguments::NONE).await.unwrap();
        let persona = sent.replace("USER", "PERSONA");
        assert_eq!(
            api.header("GET /personas/me", "x-persona-authorization"),
            Some(persona)
        );
        assert_eq!(api.header("GET /personas/me", "authorization"), None);
    }
}

#[tokio::test]
async fn contabo_gets_a_new_request_id_each_time_and_one_trace_id() {
    let api = Wire::start(|_| json(404, r#"{"statusCode":404,"message":"no user"}"#)).await;
    let mut client = Client::new(Profile {
        contabo: Some(usher_tui::config::ContaboAccount {
            base_url: Address::new(&api.base_url).unwrap(),
            token: Some(held("READY")),
            ..Default::default()
        }),
        ..Profile::default()
    });
    let (mut ids, mut traces) = (HashSet::new(), HashSet::new());
    for _ in 0..3 {
        let user = Arguments::NONE.text("userId", "7");
        let problem = client.problem(&RETRIEVE_USER, user).await;
        assert_eq!(problem.reason, Reason::NotFound);
        let id = api.header("GET", "x-request-id").unwrap();
        assert_eq!(problem.request_id.unwrap().as_str(), id);
        ids.insert(id);
        traces.insert(api.header("GET", "x-trace-id").unwrap());
    }
    assert_eq!((ids.len(), traces.len()), (3, 1));
}

#[tokio::test]
async fn a_program_is_asked_for_the_token_once_and_only_when_it_is_needed() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let script = format!(
        "echo asked >> {}; echo {}",
        log.display(),
        sandbox.addresses().koyeb.token
    );
    let mut by_command = profile(&sandbox);
    let words = ["sh", "-c", &script].map(str::to_owned).to_vec();
    by_command.koyeb.as_mut().unwrap().token = Some(SecretSource::Command(words));
    let mut client = Client::new(by_command);
    client.call(&LIST_USERS, Arguments::NONE).await.unwrap();
    assert!(!log.exists());
    let calls: Vec<u64> = (0..20)
        .map(|_| client.order(&LIST_USER_ORGANIZATIONS, Arguments::NONE))
        .collect();
    for call in calls {
        client.outcome(call).await.unwrap();
    }
    assert_eq!(std::fs::read_to_string(&log).unwrap(), "asked\n");
}

#[tokio::test]
async fn a_place_without_a_secret_is_explained() {
    let sandbox = sandbox().await;
    let mut profile = profile(&sandbox);
    profile.koyeb.as_mut().unwrap().token =
        Some(SecretSource::Env("USHER_NO_SUCH_VARIABLE".to_owned()));
    profile.tripartie.as_mut().unwrap().token = Some(held("two\nlines"));
    let mut client = Client::new(profile);
    assert_eq!(client.session(Provider::Koyeb), Session::Ready);
    let problem = client
        .problem(&LIST_USER_ORGANIZATIONS, Arguments::NONE)
        .await;
    assert_eq!(problem.reason, Reason::SignIn);
    let words = "koyeb.token: the environment variable USHER_NO_SUCH_VARIABLE is not set";
    assert_eq!(problem.message.as_str(), words);
    assert!(
        matches!(client.session(Provider::Koyeb), Session::Absent(why) if why.as_str() == words)
    );

    let problem = client.problem(&LIST_USERS, Arguments::NONE).await;
    assert_eq!(problem.reason, Reason::SignIn);
    assert!(
        problem.message.as_str().contains("copied whole"),
        "{problem}"
    );
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn tripartie_signs_an_oauth_client_in_though_it_stumbles_and_renews_its_token() {
    let grants = std::sync::atomic::AtomicUsize::new(0);
    let api = Wire::start(move |request| {
        if request.starts_with("POST /v2/token ") {
            let number = grants.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            if number == 0 {
                return json(500, "{}");
            }
            return json(
                200,
                &format!(
                    r#"{{"access_token":"APP-{number}","expires_in":3600,"token_type":"bearer"}}"#
                ),
            );
        }
        if request.contains("Bearer APP-1") && request.starts_with("GET /v2/users") {
            return json(401, r#"{"code":401,"message":"Expired JWT Token"}"#);
        }
        json(200, "[]")
    })
    .await;
    let mut client = Client::new(Profile {
        tripartie: Some(TripartieAccount {
            base_url: Address::new(&format!("{}/v2/", api.base_url)).unwrap(),
            client_id: Some(held("id &=")),
            client_secret: Some(held("secret")),
            persona_token: Some(held("PERSONA")),
            token_prefix: "JWT".to_owned(),
            ..TripartieAccount::default()
        }),
        ..Profile::default()
    });
    assert_eq!(client.session(Provider::Tripartie), Session::Ready);
    for _ in 0..3 {
        client.call(&LIST_USERS, Arguments::NONE).await.unwrap();
    }
    let requests = api.requests();
    let lines: Vec<&str> = requests.iter().filter_map(|it| it.lines().next()).collect();
    assert_eq!(lines[0], "POST /v2/token HTTP/1.1");
    assert!(
        requests[0]
            .ends_with("client_id=id+%26%3D&client_secret=secret&grant_type=client_credentials"),
        "{requests:?}"
    );
    let signed_in = lines.iter().filter(|line| line.contains("token")).count();
    assert_eq!((signed_in, lines.len()), (3, 7), "{lines:?}");
    assert_eq!(
        api.header("GET /v2/users", "authorization").as_deref(),
        Some("Bearer APP-2"),
        "OAuth has its own prefix"
    );
    assert!(matches!(
        client.session(Provider::Tripartie),
        Session::SignedIn {
            expires_at: None,
            ..
        }
    ));
    client.call(&GET_PERSONA, Arguments::NONE).await.ok();
    assert_eq!(
        api.header("GET /v2/personas/me", "x-persona-authorization"),
        Some("JWT PERSONA".to_owned())
    );
    assert!(!client.said.concat().contains("APP-"));
}

#[tokio::test]
async fn an_oauth_client_that_is_refused_or_incomplete_is_explained() {
    let api = Wire::start(|_| {
        json(
            401,
            r#"{"error":"invalid_client","error_description":"bad CANARY"}"#,
        )
    })
    .await;
    let account = |client_secret: Option<SecretSource>| Profile {
        tripartie: Some(TripartieAccount {
            base_url: Address::new(&api.base_url).unwrap(),
            client_id: Some(held("id")),
            client_secret,
            ..TripartieAccount::default()
        }),
        ..Profile::default()
    };
    let mut client = Client::new(account(Some(held("CANARY"))));
    for _ in 0..3 {
        let problem = client.problem(&LIST_USERS, Arguments::NONE).await;
        assert_eq!(problem.reason, Reason::SignIn);
        assert_eq!(
            problem.message.as_str(),
            "Tripartie refused the sign-in (invalid_client); check tripartie.client_id and client_secret"
        );
    }
    assert_eq!(api.requests().len(), 1, "it is not tried again and again");

    let mut client = Client::new(account(None));
    let words = "no client secret: set tripartie.client_secret in the profile";
    assert!(
        matches!(client.session(Provider::Tripartie), Session::Absent(why) if why.as_str() == words)
    );
    let problem = client.problem(&LIST_USERS, Arguments::NONE).await;
    assert_eq!(problem.message.as_str(), words);
    assert_eq!(api.requests().len(), 1);
}
