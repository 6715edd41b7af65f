use super::*;

#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct Row<'a> {
    id: Value<'a>,
    roles: Values<'a>,
}

fn row(json: &str) -> Row<'_> {
    serde_json::from_str(json).unwrap()
}

#[test]
fn a_value_of_any_type_is_read() {
    for (json, text) in [
        (r#"{"id": "a"}"#, "a"),
        (r#"{"id": 12}"#, "12"),
        (r#"{"id": true}"#, "true"),
        (r#"{"id": null}"#, ""),
        (r#"{"id": {"a": [1]}}"#, ""),
        (r#"{"id": [1, {}]}"#, ""),
        ("{}", ""),
    ] {
        assert_eq!(row(json).id.text().raw(), text, "{json}");
    }
}

#[test]
fn a_list_of_values_may_be_one_value_or_none() {
    for (json, text) in [
        (r#"{"roles": ["a", "b"]}"#, "a, b"),
        (r#"{"roles": "a"}"#, "a"),
        (r#"{"roles": [null, {}, 1]}"#, "1"),
        (r#"{"roles": null}"#, ""),
        (r#"{"roles": {}}"#, ""),
    ] {
        assert_eq!(row(json).roles.joined().raw(), text, "{json}");
    }
}

#[test]
fn what_is_not_an_object_is_left_out_of_a_list() {
    let List(rows) =
        serde_json::from_str::<List<Row<'_>>>(r#"[{"id": 1}, null, 2, [3], {"id": 4}]"#).unwrap();
    let ids: Vec<_> = rows
        .into_iter()
        .map(|row| row.id.text().raw().to_owned())
        .collect();
    assert_eq!(ids, ["1", "4"]);
    let Rows(rows) =
        serde_json::from_str::<Rows<Row<'_>>>(r#"[{"id": 1}, null, 2, [3], {"id": 4}]"#).unwrap();
    assert_eq!(rows.len(), 2);
    assert!(
        serde_json::from_str::<Object<Row<'_>>>("[]")
            .unwrap()
            .0
            .is_none()
    );
}

#[test]
fn a_page_is_not_silently_empty() {
    assert!(
        serde_json::from_str::<Rows<Row<'_>>>("null")
            .unwrap()
            .0
            .is_empty()
    );
    assert!(serde_json::from_str::<Rows<Row<'_>>>("{}").is_err());
    assert!(
        serde_json::from_str::<List<Row<'_>>>("{}")
            .unwrap()
            .0
            .is_empty()
    );
}
