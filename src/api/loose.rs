//! Types that read whatever a vendor sends in the place of a value, a list or an object, so that one odd value never
//! fails a page.

use std::{borrow::Cow, fmt, marker::PhantomData};

use jiff::Timestamp;
use serde::{
    Deserialize, Deserializer,
    de::{self, IgnoredAny, MapAccess, SeqAccess, value::MapAccessDeserializer},
};

use crate::domain::{Clean, parse_time};

/// A text, a number or a truth value; empty for null and for anything that is not a value. Texts stay where they are in
/// the reply until they are cleaned.
#[derive(Clone, Debug, Default)]
pub(super) enum Value<'a> {
    #[default]
    Nothing,
    Flag(bool),
    Number(i64),
    Text(Cow<'a, str>),
}

/// The number of things, where it is one: it needs nothing of the reply any more.
#[derive(Debug, Default)]
pub(super) struct Count(pub(super) Option<usize>);

/// The rows of a page: here alone something else than a list is an error, for a page that is silently empty would lie.
/// Whatever is not an object in the list is left out, and null is an empty list.
#[derive(Debug)]
pub(super) struct Rows<T>(pub(super) Vec<T>);

/// The objects of a list within a row; whatever else stands in it is left out, and what is not a list is an empty one.
#[derive(Debug)]
pub(super) struct List<T>(pub(super) Vec<T>);

/// The values of a list; a single value is a list of one, anything else is an empty list.
#[derive(Debug, Default)]
pub(super) struct Values<'a>(pub(super) Vec<Cow<'a, str>>);

/// An object, or nothing where something else stands.
#[derive(Debug)]
pub(super) struct Object<T>(pub(super) Option<T>);

impl<'a> Value<'a> {
    /// The text as it came, empty where there is none.
    pub(super) fn raw(self) -> Cow<'a, str> {
        match self {
            Self::Nothing => Cow::Borrowed(""),
            Self::Flag(true) => Cow::Borrowed("true"),
            Self::Flag(false) => Cow::Borrowed("false"),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Text(text) => text,
        }
    }

    /// The text, empty where there is none.
    pub(super) fn text(self) -> Clean {
        Clean::from(self.raw())
    }

    /// The text, where there is one that is not empty.
    pub(super) fn filled(self) -> Option<Clean> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    /// The truth value, where it is one.
    pub(super) fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Text(text) => text.parse().ok(),
            Self::Nothing | Self::Number(_) => None,
        }
    }

    /// The whole number, where it is one.
    pub(super) fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Nothing | Self::Flag(_) => None,
        }
    }

    /// The time, where it is one.
    pub(super) fn time(&self) -> Option<Timestamp> {
        match self {
            Self::Text(text) => parse_time(text),
            Self::Nothing | Self::Flag(_) | Self::Number(_) => None,
        }
    }
}

impl Values<'_> {
    /// All values, parted by commas.
    pub(super) fn joined(&self) -> Clean {
        match self.0.as_slice() {
            [only] => Clean::new(only),
            texts => Clean::from(texts.join(", ")),
        }
    }
}

/// A first and a last name as one, without blanks around it.
pub(super) fn full_name(first: Value<'_>, last: Value<'_>) -> String {
    let mut name = [first.raw(), last.raw()].join(" ");
    name.truncate(name.trim_end().len());
    name.drain(..name.len() - name.trim_start().len());
    name
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for Object<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// What a type makes of each form of JSON.
trait Loose<'de>: Default {
    fn from_value(_: Value<'de>) -> Self {
        Self::default()
    }

    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Self::default())
    }

    fn from_object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Self::default())
    }
}

impl<'de: 'a, 'a> Loose<'de> for Value<'a> {
    fn from_value(value: Value<'de>) -> Self {
        value
    }
}

impl<'de: 'a, 'a> Loose<'de> for Values<'a> {
    fn from_value(value: Value<'de>) -> Self {
        Self(vec![value.raw()])
    }

    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        let mut texts = Vec::new();
        while let Some(value) = list.next_element::<Value<'a>>()? {
            if !matches!(value, Value::Nothing) {
                texts.push(value.raw());
            }
        }
        Ok(Self(texts))
    }
}

impl<'de> Loose<'de> for Count {
    fn from_value(value: Value<'de>) -> Self {
        Self(match value {
            Value::Number(number) => usize::try_from(number).ok(),
            Value::Text(text) => text.trim().parse().ok(),
            Value::Nothing | Value::Flag(_) => None,
        })
    }
}

impl<'de, T: Deserialize<'de>> Loose<'de> for List<T> {
    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        let mut objects = Vec::new();
        while let Some(Object(object)) = list.next_element()? {
            objects.extend(object);
        }
        Ok(Self(objects))
    }
}

impl<'de, T: Deserialize<'de>> Loose<'de> for Object<T> {
    fn from_object<A: MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
        T::deserialize(MapAccessDeserializer::new(object)).map(|object| Self(Some(object)))
    }
}

struct Any<T>(PhantomData<T>);

impl<'de, T: Loose<'de>> de::Visitor<'de> for Any<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E: de::Error>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<T, E> {
        Ok(T::from_value(Value::Flag(value)))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<T, E> {
        Ok(T::from_value(Value::Number(value)))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<T, E> {
        let large = || Value::Text(value.to_string().into());
        Ok(T::from_value(
            i64::try_from(value).map_or_else(|_| large(), Value::Number),
        ))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<T, E> {
        Ok(T::from_value(Value::Text(value.to_string().into())))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<T, E> {
        Ok(T::from_value(Value::Text(value.to_owned().into())))
    }

    fn visit_borrowed_str<E: de::Error>(self, value: &'de str) -> Result<T, E> {
        Ok(T::from_value(Value::Text(value.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        T::from_list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        T::from_object(object)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any(PhantomData))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Values<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Option::<Vec<Object<T>>>::deserialize(deserializer)?;
        Ok(Self(
            rows.into_iter().flatten().filter_map(|row| row.0).collect(),
        ))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any(PhantomData))
    }
}

#[cfg(test)]
mod tests;
