use super::{
    Argument, Arguments, Decode, Detail, Field, Paging, Place, Raw, Reply, Unreadable, Verb, reply,
};
use crate::domain::Provider;

/// One thing that a vendor's API can do: all that the program knows about it.
///
/// Two operations are the same when their ids are.
#[derive(Debug)]
pub struct Operation {
    /// `provider.snake_case_name`, as `usher call` takes it.
    pub id: &'static str,
    /// What the vendor's own SDK calls it, where that is not the last part of the id.
    pub vendor_name: &'static str,
    /// What it does, in words: `Accept invitation`.
    pub title: &'static str,
    /// The vendor.
    pub provider: Provider,
    /// The pane it belongs to.
    pub home: Home,
    /// The verb for rows and notices.
    pub verb: Verb,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL; `{name}` stands for the path field of that name.
    pub path: &'static str,
    /// Every parameter: path, query, header and body.
    pub fields: &'static [Field],
    /// How the body is made.
    pub body: Body,
    /// What stands between the key and the request.
    pub guard: Guard,
    /// What people must know before they do it, in the vendor's words where it has any; mostly empty.
    pub warning: &'static str,
    /// Which credential it wants.
    pub auth: Auth,
    /// How its list goes on after the first page.
    pub paging: Paging,
    /// Reads a 2xx reply.
    pub decode: Decode,
    /// What its form begins with, where that isn't the whole record of the row that it is about.
    pub original: Option<&'static Operation>,
    /// What is done instead where there is no original yet; it takes the same values.
    pub makes: Option<&'static Operation>,
    /// The panes whose lists are stale once it succeeded.
    pub reloads: &'static [Home],
    /// What it hands out.
    pub gives: Gives,
    /// Whether it hands out a secret that can't be read again.
    pub tells_once: bool,
    /// Whether no current client of the vendor uses it any more.
    pub legacy: bool,
}

impl Operation {
    /// What most operations have in common; each constant overrides the rest.
    pub const DEFAULT: Operation = Operation {
        id: "",
        vendor_name: "",
        title: "",
        provider: Provider::Koyeb,
        home: Home::Session,
        verb: Verb::LOAD,
        method: Method::Get,
        path: "",
        fields: &[],
        body: Body::None,
        guard: Guard::Read,
        warning: "",
        auth: Auth::Token,
        paging: Paging::None,
        decode: reply::detail,
        original: None,
        makes: None,
        reloads: &[],
        gives: Gives::Nothing,
        tells_once: false,
        legacy: false,
    };

    /// Whether it may change something at the vendor's: by the method, and by the guard, for there are a few `GET`s that
    /// begin something.
    pub fn changes(&self) -> bool {
        self.method.writes() || self.guard != Guard::Read
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether its path leads to one record, and these values are enough to find it.
    pub fn is_led_by(&self, arguments: &Arguments) -> bool {
        let mut path = self
            .fields
            .iter()
            .filter(|field| field.place == Place::Path)
            .peekable();
        path.peek().is_some() && path.all(|field| arguments.get(field.name).is_some())
    }

    /// Reads a 2xx reply, and adds what the reply leaves to the request that was made with `arguments`: Contabo's S3
    /// credentials don't say which user they belong to.
    ///
    /// # Errors
    /// Says what can't be read, without quoting it.
    pub fn read(&self, arguments: &Arguments, raw: &Raw<'_>) -> Result<Reply, Unreadable> {
        let mut reply = (self.decode)(raw)?;
        let Reply::Page(page) = &mut reply else {
            return Ok(reply);
        };
        if let Some(Argument::Text(user)) = arguments.get("userId") {
            page.rows.belong_to(user);
        }
        if self.paging == Paging::None && page.rows.len() == 1 {
            page.whole = reply::json(raw.body).ok().map(|value| Detail::new(&value));
        }
        Ok(reply)
    }
}

impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Operation {}

/// Where an operation is at home: one of the four panes, or the sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Home {
    /// The pane of users.
    Users,
    /// The pane of organizations.
    Organizations,
    /// The pane of invitations.
    Invitations,
    /// The pane of credentials.
    Credentials,
    /// Sign-in and account set-up.
    Session,
}

/// The HTTP methods that the three APIs use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`: the only one that changes nothing.
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as it stands in a request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }

    /// Whether the method may change something at the vendor's.
    pub const fn writes(self) -> bool {
        !matches!(self, Method::Get)
    }
}

/// How a request's body is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// There is none.
    None,
    /// `{}`: the vendor wants a body that says nothing.
    Empty,
    /// A JSON object of the body fields that were given.
    Fields,
}

/// What an operation is there to hand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// Nothing that must be kept from others.
    Nothing,
    /// A secret, such as that of a new API client.
    Secret,
    /// A web address at which it goes on: it is there to be opened, so it stands in clear.
    Link,
}

/// What stands between the key and the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Reads only.
    Read,
    /// Goes at once: the submit of its form is the confirmation.
    Write,
    /// Asks yes or no; no is the default.
    YesNo,
    /// Wants the record's name typed.
    TypeName,
    /// Waits some seconds and can be taken back.
    Undo,
}

impl Auth {
    /// Whether nothing can be asked without a credential.
    pub const fn is_needed(self) -> bool {
        match self {
            Auth::Public | Auth::Optional => false,
            Auth::Token | Auth::Persona => true,
        }
    }
}

/// Which credential a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// None: the operation serves people who have no token yet.
    Public,
    /// The provider's token where there is one: the operation serves people with and without.
    Optional,
    /// The provider's token, in `Authorization`.
    Token,
    /// Tripartie's persona token, in `X-Persona-Authorization`.
    Persona,
}
