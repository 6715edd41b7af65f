//! What the client does when a vendor is slow, busy, broken or gone: it repeats what is harmless, leaves alone who wants to be
//! left alone, and never waits without end.

mod connections;
mod pauses;
mod proxies;
mod retries;
mod server;
