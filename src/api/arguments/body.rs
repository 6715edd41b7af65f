use serde_json::{Map, Value};

use super::{Argument, Arguments};
use crate::{
    api::{Field, FieldProblem, Kind, Operation, Place, Problem, Reason},
    domain::{Clean, Secret},
};

impl Arguments {
    /// Takes over a whole body, given as JSON, and checks it as a form would. Null counts as absent.
    ///
    /// # Errors
    /// [`Reason::NotSent`] for what is no object or has names that the operation does not know, [`Reason::Fields`] for
    /// values of another kind. No value is quoted.
    pub fn with_body(mut self, operation: &Operation, body: &Value) -> Result<Self, Problem> {
        let refused = |message: String| Problem::new(operation, Reason::NotSent, message);
        let Value::Object(object) = body else {
            return Err(refused("its body must be a JSON object".to_owned()));
        };
        let mut wrong = Vec::new();
        self.take(operation, object, "", &mut wrong)
            .map_err(|name| refused(format!("its body has no property called {name}")))?;
        if wrong.is_empty() {
            Ok(self)
        } else {
            Err(Problem::of_fields(operation, wrong))
        }
    }

    /// Takes the properties of one object; answers with the name of one that is not known.
    fn take(
        &mut self,
        operation: &Operation,
        object: &Map<String, Value>,
        prefix: &str,
        wrong: &mut Vec<FieldProblem>,
    ) -> Result<(), String> {
        let body = || {
            let fields = operation.fields.iter();
            fields.filter(|field| field.place == Place::Body)
        };
        for (name, value) in object {
            let name = format!("{prefix}{name}");
            let inside = format!("{name}.");
            if let Some(field) = body().find(|field| field.wire_name() == name) {
                if value.is_null() {
                    continue;
                }
                match field.read(value) {
                    Ok(argument) => self.set(field.name, argument),
                    Err(message) => wrong.push(FieldProblem {
                        field: Clean::from(field.name),
                        message: Clean::from(format!("{} {message}", field.label)),
                    }),
                }
            } else if body().any(|field| field.wire_name().starts_with(&inside)) {
                match value {
                    Value::Object(inner) => self.take(operation, inner, &inside, wrong)?,
                    Value::Null => {}
                    Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                        return Err(name);
                    }
                }
            } else {
                return Err(name);
            }
        }
        Ok(())
    }
}

impl Field {
    /// Reads a JSON value, and checks it.
    ///
    /// # Errors
    /// Says what is wrong, to be read after the field's label, without the value.
    pub fn read(&self, value: &Value) -> Result<Argument, String> {
        let argument = match (self.kind, value) {
            (Kind::Json, value) => Some(Argument::Json(value.clone())),
            (Kind::Digits | Kind::Money, Value::Number(number)) => {
                Some(Argument::Text(number.to_string()))
            }
            (Kind::Secret { .. }, Value::String(text)) => {
                Some(Argument::Secret(Secret::new(text.as_str())))
            }
            (
                Kind::Text { .. }
                | Kind::Email { .. }
                | Kind::Choice(_)
                | Kind::Digits
                | Kind::Money
                | Kind::Duration
                | Kind::Time
                | Kind::Date,
                Value::String(text),
            ) => Some(Argument::Text(text.clone())),
            (Kind::Ticks(_) | Kind::Texts, Value::Array(items)) => {
                each(items, |item| item.as_str().map(str::to_owned)).map(Argument::Texts)
            }
            (Kind::Integers | Kind::Roles, Value::Array(items)) => {
                each(items, Value::as_i64).map(Argument::Integers)
            }
            (Kind::Flag, value) => value.as_bool().map(Argument::Flag),
            (Kind::Integer, value) => value.as_i64().map(Argument::Integer),
            (
                Kind::Secret { .. }
                | Kind::Text { .. }
                | Kind::Email { .. }
                | Kind::Choice(_)
                | Kind::Digits
                | Kind::Money
                | Kind::Duration
                | Kind::Time
                | Kind::Date
                | Kind::Ticks(_)
                | Kind::Texts
                | Kind::Integers
                | Kind::Roles
                | Kind::Made,
                _,
            ) => None,
        };
        let argument = argument.ok_or_else(|| format!("must be {}", self.kind.words()))?;
        self.check(&argument)?;
        Ok(argument)
    }
}

fn each<T>(items: &[Value], read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    items.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::api::{Request, contabo, koyeb, tripartie};

    fn refusal(operation: &Operation, body: &Value) -> Problem {
        Arguments::NONE.with_body(operation, body).unwrap_err()
    }

    #[test]
    fn a_body_goes_through_as_it_was_given() {
        let body = json!({
            "organization": {"name": "acme", "billingAddress": {"cityName": "Paris"}}, "captcha": "CANARY",
            "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com", "plainPassword": "CANARY",
            "originCountry": "FRA", "preferredLanguage": "fr", "consentMailAds": false,
        });
        let arguments = Arguments::NONE
            .with_body(&tripartie::REGISTER_ORGANIZATION, &body)
            .unwrap();
        let request = Request::new(&tripartie::REGISTER_ORGANIZATION, &arguments).unwrap();
        assert_eq!(
            serde_json::from_slice::<Value>(request.body().unwrap()).unwrap(),
            body
        );
        assert!(!format!("{arguments:?}").contains("CANARY"));
    }

    #[test]
    fn the_id_in_a_body_is_not_the_id_in_the_path() {
        let body = json!({"id": "in-the-body", "name": null});
        let arguments = Arguments::NONE
            .text("id", "o-1")
            .with_body(&koyeb::UPDATE_ORGANIZATION_PATCH, &body)
            .unwrap();
        let request = Request::new(&koyeb::UPDATE_ORGANIZATION_PATCH, &arguments).unwrap();
        let url = request
            .url(&"https://example.com".parse().unwrap())
            .unwrap();
        assert_eq!(url.path(), "/v1/organizations/o-1");
        assert_eq!(request.body(), Some(&br#"{"id":"in-the-body"}"#[..]));
    }

    #[test]
    fn what_has_another_type_is_refused_and_not_made_to_fit() {
        let problem = refusal(&koyeb::CREATE_ORGANIZATION, &json!({"name": 5}));
        assert_eq!(problem.message.raw(), "Name must be a text");
        let arguments = Arguments::NONE
            .with_body(&koyeb::CREATE_BUDGET, &json!({"amount": 500}))
            .unwrap();
        assert!(matches!(arguments.get("amount"), Some(Argument::Text(text)) if text == "500"));
        let problem = refusal(
            &contabo::UPDATE_USER,
            &json!({"roles": ["CANARY"], "enabled": "CANARY"}),
        );
        assert_eq!(problem.reason, Reason::Fields);
        assert_eq!(
            problem.message.raw(),
            "Roles must be a list of whole numbers; Enabled must be true or false"
        );
    }

    #[test]
    fn unknown_names_are_refused() {
        for (body, name) in [
            (
                json!({"organization": {"name": "a", "size": 1}}),
                "organization.size",
            ),
            (json!({"organization": 7}), "organization"),
            (json!({"page": 1}), "page"),
        ] {
            let problem = refusal(&tripartie::REGISTER_ORGANIZATION, &body);
            assert_eq!(problem.reason, Reason::NotSent);
            assert!(problem.message.raw().ends_with(name), "{problem}");
        }
        assert_eq!(
            refusal(&contabo::UPDATE_USER, &json!([])).reason,
            Reason::NotSent
        );
    }
}
