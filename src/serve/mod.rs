//! The preview: builds a site in memory, shows it to this computer's browser, and builds again
//! when a file was saved.
//!
//! Nothing is written to the disk. Only the loopback address is listened on, and only requests
//! that name it are answered. The server keeps the last pages that could be built, puts a bar on
//! each page with the findings about the files behind it, and lists all findings at
//! [`ADDRESS_OF_FINDINGS`]. Words come from a [`Voice`]: this module holds no prose.

mod browser;
mod reply;
mod shown;
mod watch;

pub use browser::open;
pub use shown::{Said, Voice};

use crate::build::{self, NoProgress};
use crate::files::{DiskSource, Stamp};
use crate::load::LoadOptions;
use shown::{Shown, Stage};
use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::time::Duration;
use tiny_http::{Header, Request, Response, Server};

/// Where all findings are listed.
pub const ADDRESS_OF_FINDINGS: &str = "_kiem-tra";

/// How long a page's question whether something changed is left open. Browsers and proxies give
/// up later than this.
const LONG_QUESTION: Duration = Duration::from_secs(20);

/// What to show.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder that holds `congkhai.yaml`.
    pub root: PathBuf,
    /// Folder of the finished site, which is not read.
    pub out: PathBuf,
    /// The day and the address, when they aren't the site's own.
    pub inputs: LoadOptions,
    /// The port; any free one when `None`.
    pub port: Option<u16>,
}

/// Why there is no preview.
#[derive(Debug)]
pub enum Failure {
    /// The root is no folder, or cannot be read.
    Root(PathBuf, io::Error),
    /// The port cannot be listened on.
    Port(Option<u16>, io::Error),
}

/// Shows the site until the process ends. `started` is told the address once pages are there.
///
/// # Errors
/// When the folder cannot be read or the port is taken.
pub fn run(options: &Options, voice: &dyn Voice, started: &mut dyn FnMut(&str)) -> Result<(), Failure> {
    let source = DiskSource::new(&options.root).leaving_out(&options.out);
    source.open().map_err(|e| Failure::Root(options.root.clone(), e))?;
    let taken = |e: Box<dyn std::error::Error + Send + Sync>| {
        let e = e.downcast::<io::Error>().map_or_else(io::Error::other, |e| *e);
        Failure::Port(options.port, e)
    };
    let server = Server::http((Ipv4Addr::LOCALHOST, options.port.unwrap_or(0))).map_err(taken)?;
    let port = server.server_addr().to_ip().map_or(0, |a| a.port());

    let build = |last: &Shown| last.next(build::prepare(&source, &options.inputs, &NoProgress));
    let seen: Stamp = source.stamp();
    let stage = Stage::new(build(&Shown::default()));
    started(&format!("http://{}:{port}/", Ipv4Addr::LOCALHOST));
    std::thread::scope(|scope| {
        scope.spawn(|| watch::on_change(seen, || source.stamp(), || stage.show(build(&stage.now()))));
        for request in server.incoming_requests() {
            let stage = &stage;
            // A page waits in its request for the next change, so that each has its own thread.
            scope.spawn(move || answer(request, port, stage, voice));
        }
    });
    Ok(())
}

/// Answers one request. A browser that has gone away is nobody's problem.
fn answer(request: Request, port: u16, stage: &Stage, voice: &dyn Voice) {
    let hosts: Vec<&str> =
        request.headers().iter().filter(|h| h.field.equiv("Host")).map(|h| h.value.as_str()).collect();
    let shown = stage.now();
    let reply = match reply::admit(&request.method().to_string(), &hosts, port) {
        Err(refusal) => refusal,
        Ok(()) => match reply::waits_for(request.url()) {
            Some(version) => reply::text(&stage.wait(version, LONG_QUESTION)),
            None => reply::page(&shown, voice, request.url()),
        },
    };
    let mut response = Response::from_data(reply.body.into_owned()).with_status_code(reply.status);
    for (name, value) in reply.headers {
        // Values are ours or percent-encoded; one that is no header is left out.
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    let _ = request.respond(response);
}
