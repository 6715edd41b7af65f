use saphyr_parser::{Event, Parser, ScalarStyle};

/// The scalars of a YAML file's outermost mapping, by their names in lower case. Each is taken as it is written: a password
/// of digits is no number. What is null, or no scalar, is left out.
///
/// # Errors
/// The line at which the file stops being YAML.
pub fn values(text: &str) -> Result<Vec<(String, String)>, usize> {
    let mut values = Vec::new();
    let (mut depth, mut is_mapping) = (0_usize, false);
    let mut name: Option<String> = None;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| error.marker().line())?;
        match event {
            Event::Scalar(text, style, ..) if depth == 1 && is_mapping => match name.take() {
                None => name = Some(text.to_lowercase()),
                Some(name) if !is_null(&text, style) => values.push((name, text.into_owned())),
                Some(_) => {}
            },
            Event::Alias(_) if depth == 1 => name = None,
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                if depth == 0 {
                    is_mapping = matches!(event, Event::MappingStart(..));
                }
                depth += 1;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    name = None;
                }
            }
            _ => {}
        }
    }
    Ok(values)
}

fn is_null(text: &str, style: ScalarStyle) -> bool {
    style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_taken_as_they_are_written() {
        let text = "# cntb\nApi: https://api.contabo.com\noauth2-user: 'me@example.com'\n\
            oauth2-password: 0123\nflag: true\nquoted: \"a: \\\"b\\\" # c\"\nempty:\nnull-one: ~\n\
            text-null: \"null\"\nnested:\n  token: CANARY\nlist: [a, {b: c}]\nlast: 1e3\n";
        let values = values(text).unwrap();
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            values,
            [
                ("api", "https://api.contabo.com"),
                ("oauth2-user", "me@example.com"),
                ("oauth2-password", "0123"),
                ("flag", "true"),
                ("quoted", "a: \"b\" # c"),
                ("text-null", "null"),
                ("last", "1e3"),
            ]
        );
    }

    #[test]
    fn what_is_no_mapping_has_no_values() {
        for text in ["", "CANARY", "- a\n- b\n", "# nothing"] {
            assert_eq!(values(text), Ok(Vec::new()), "{text}");
        }
        assert_eq!(values("token: a\nurl: \"b\n"), Err(2));
        assert!(values("token: [CANARY\n").is_err());
    }
}
