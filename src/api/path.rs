use thiserror::Error;

/// One segment of a URL's path, made from an id that came from outside.
///
/// URL parsers climb on `..` and on its encoded forms, and an empty id would turn `DELETE /users/{id}` into the whole
/// collection: such ids never become a segment. Everything else is percent-encoded when the URL is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment(String);

/// Why a text can't stand in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SegmentError {
    /// The text is empty.
    #[error("it is empty")]
    Empty,
    /// The text is a step such as `.` or `..`, or has one between slashes, plain or percent-encoded: a proxy that decodes
    /// the path would climb.
    #[error("it is a step in a path, not an id")]
    Dots,
    /// The text has control characters.
    #[error("it has control characters")]
    Control,
    /// The text is longer than [`Segment::MAX`] bytes.
    #[error("it is longer than 256 bytes")]
    TooLong,
}

impl Segment {
    /// The longest id in bytes.
    pub const MAX: usize = 256;

    /// Checks an id.
    ///
    /// # Errors
    /// Says why the text can't stand in a path; nothing is cut or replaced.
    pub fn new(id: &str) -> Result<Self, SegmentError> {
        if id.is_empty() {
            return Err(SegmentError::Empty);
        }
        if id.len() > Self::MAX {
            return Err(SegmentError::TooLong);
        }
        let plain = id
            .to_ascii_lowercase()
            .replace("%2e", ".")
            .replace("%2f", "/");
        if plain
            .split(['/', '\\'])
            .any(|step| matches!(step, "." | ".."))
        {
            return Err(SegmentError::Dots);
        }
        if id.chars().any(char::is_control) {
            return Err(SegmentError::Control);
        }
        Ok(Self(id.to_owned()))
    }

    /// The id, not yet percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
