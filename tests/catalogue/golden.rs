//! Every operation's request, in its smallest and in its fullest form.

use std::fmt::Write;

use usher_tui::api::{Arguments, Operation, Request, catalogue};

use crate::sample;

#[test]
fn the_requests_are_as_they_were() {
    let mut text = String::new();
    for operation in catalogue() {
        writeln!(text, "{}", operation.id).unwrap();
        for arguments in [sample::smallest(operation), sample::fullest(operation)] {
            text.push_str(&request(operation, &arguments));
        }
    }
    insta::assert_snapshot!("requests", text);
}

fn request(operation: &'static Operation, arguments: &Arguments) -> String {
    let base = "https://api.example.com".parse().unwrap();
    let request = Request::new(operation, arguments)
        .unwrap_or_else(|problem| panic!("{} can be sent: {problem}", operation.id));
    let url = request.url(&base).unwrap();
    let path = url
        .as_str()
        .strip_prefix("https://api.example.com")
        .unwrap();
    let mut text = format!("  {} {path}\n", request.method().as_str());
    for (name, value) in request.headers() {
        writeln!(text, "    {name}: {value}").unwrap();
    }
    if let Some(body) = request.body() {
        writeln!(text, "    {}", str::from_utf8(body).unwrap()).unwrap();
    }
    text
}
