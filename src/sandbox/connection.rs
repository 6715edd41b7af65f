//! Connections that can be cut from within a request, so that a client sees what a broken line looks like.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// The switch of one connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(Arc<Switch>);

#[derive(Debug, Default)]
struct Switch {
    is_cut: AtomicBool,
    /// What goes out first, byte for byte.
    last: Mutex<Vec<u8>>,
}

impl Line {
    /// Lets nothing more out: the next write fails, and the connection is closed.
    pub fn cut(&self) {
        self.end_with(Vec::new());
    }

    /// Lets nothing more out but these bytes, in the place of whatever is written next.
    pub fn end_with(&self, bytes: Vec<u8>) {
        *self.0.last.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
        self.0.is_cut.store(true, Ordering::Release);
    }

    /// Writes what the line shall end with.
    ///
    /// # Returns
    /// Nothing, as long as the line is not cut; the error that ends it, when all is out.
    fn end(
        &self,
        mut stream: Pin<&mut TcpStream>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Error>> {
        if !self.0.is_cut.load(Ordering::Acquire) {
            return Poll::Ready(None);
        }
        let mut last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        while !last.is_empty() {
            match ready!(stream.as_mut().poll_write(context, &last)) {
                Ok(count) => drop(last.drain(..count)),
                Err(error) => return Poll::Ready(Some(error)),
            }
        }
        Poll::Ready(Some(io::ErrorKind::ConnectionReset.into()))
    }
}

/// Accepts connections that have a switch.
pub(super) struct Doors(pub TcpListener);

impl Listener for Doors {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Answers are small: waiting for more to send would only add up to 40 ms to each.
        let _ = stream.set_nodelay(true);
        let line = Line::default();
        (Wire { stream, line }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Doors>> for Line {
    fn connect_info(stream: IncomingStream<'_, Doors>) -> Self {
        stream.io().line.clone()
    }
}

/// A connection with a switch.
pub(super) struct Wire {
    stream: TcpStream,
    line: Line,
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        if let Some(error) = ready!(wire.line.end(Pin::new(&mut wire.stream), context)) {
            return Poll::Ready(Err(error));
        }
        Pin::new(&mut wire.stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
