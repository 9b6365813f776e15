//! The printers of this computer, through CUPS: which there are and what they wait for, sending a
//! PDF, and how a job goes. Every question has a time limit, so whoever asks is never held up for
//! long; it is still not the window's thread. The only module that names `ipp`. It changes no
//! printer, and a document is never written to a log.
//!
//! CUPS is asked over TCP at the address in `CUPS_SERVER` (`host` or `host:port`), else at
//! 127.0.0.1, port 631. A `CUPS_SERVER` that is the path of a socket, an encrypted connection and
//! `client.conf` are not understood: the usual address is tried then.
//!
//! Sources: RFC 8011 (IPP: operations, states), PWG 5101.1 (names of paper), CUPS' *IPP
//! Implementation*.

use std::{
    env, io,
    panic::{self, AssertUnwindSafe},
    time::Duration,
};

use ipp::{
    parser::IppParseError,
    prelude::{
        DelimiterTag, IppAttribute, IppAttributeGroup, IppAttributes, IppClient, IppError,
        IppPayload, IppRequestResponse, IppValue, IppVersion, Operation, StatusCode, Uri,
    },
};

use crate::domain::{
    health::Printer,
    printing::{JobState, Need, Paper, PrinterLook, Printers},
};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long sending a document may take.
const TO_SEND: Duration = Duration::from_secs(20);
/// Where CUPS is if nobody says.
const USUAL: &str = "127.0.0.1";
/// The port of IPP.
const PORT: u16 = 631;
/// In the bits of `printer-type`: the one to use.
const IS_DEFAULT: i32 = 0x0002_0000;

/// Why CUPS did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum CupsError {
    /// Nobody listens there.
    #[error("There is no printing service (CUPS) at {0}. Nothing was printed. Start it.")]
    NoService(String, #[source] Box<IppError>),
    /// It is there and does not answer in time, or not as it should.
    #[error("The printing service (CUPS) at {0} does not answer. Try again.")]
    Silent(String, #[source] Box<IppError>),
    /// It knows no such printer or job any more.
    #[error(
        "The printing service does not know that printer or job any more. Choose a printer again."
    )]
    Gone,
    /// It does not take the job.
    #[error("The printer takes no jobs now ({0:?}). Nothing was printed. Choose another printer.")]
    Refused(StatusCode),
}

/// The CUPS of this computer.
#[derive(Clone, Debug)]
pub struct Cups {
    /// Host and port.
    address: String,
}

/// A job that CUPS took: its number, and the printer it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// As CUPS counts.
    pub id: i32,
    /// The printer's name.
    pub printer: String,
}

/// What is sent, and how it is to be printed: on one side, at its own size.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is called in the printer's list.
    pub title: String,
    /// The PDF.
    pub pdf: Vec<u8>,
    /// The paper it is made for.
    pub paper: Paper,
    /// How many copies, from 1.
    pub copies: u8,
}

/// How the tablet's printer is. Waits for an answer for two seconds at the most.
#[must_use]
pub fn look() -> Printer {
    Cups::of_environment().look().fact()
}

impl Cups {
    /// The one that `CUPS_SERVER` names, else the usual one.
    #[must_use]
    pub fn of_environment() -> Self {
        let named = env::var("CUPS_SERVER").ok();
        Self::named(named.as_deref())
    }

    /// The one that a value of `CUPS_SERVER` names.
    #[must_use]
    pub fn named(server: Option<&str>) -> Self {
        let server = server.unwrap_or_default();
        // `host:port/version=1.1` is the old way to say it; a path is a socket.
        let host = server.split('/').next().unwrap_or_default().trim();
        let address = match host {
            "" => format!("{USUAL}:{PORT}"),
            v6 if v6.ends_with(']') => format!("{v6}:{PORT}"),
            named if named.contains(':') => named.to_owned(),
            named => format!("{named}:{PORT}"),
        };
        Self { address }
    }

    /// Host and port.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its printers, or why there are none. Waits for two seconds at the most.
    #[must_use]
    pub fn look(&self) -> Printers {
        match self.printers() {
            Ok(all) => Printers::Found(all),
            Err(CupsError::NoService(..)) => Printers::NoService,
            Err(error) => {
                tracing::debug!(%error, "the printers cannot be asked for");
                Printers::Silent
            }
        }
    }

    fn printers(&self) -> Result<Vec<PrinterLook>, CupsError> {
        let mut request = self.request(Operation::CupsGetPrinters, None)?;
        self.want(
            &mut request,
            &[
                "printer-name",
                "printer-info",
                "printer-type",
                "printer-state",
                "printer-state-reasons",
                "printer-state-message",
                "printer-is-accepting-jobs",
            ],
        )?;
        let answer = match self.ask(request, "/", PATIENCE) {
            // "No destinations added."
            Err(CupsError::Gone) => return Ok(Vec::new()),
            answer => answer?,
        };
        let groups = answer.groups_of(DelimiterTag::PrinterAttributes);
        let mut all: Vec<_> = groups.filter_map(printer).collect();
        all.sort_by_key(|look: &PrinterLook| look.says.to_lowercase());
        Ok(all)
    }

    /// Sends a document to a printer. Waits for twenty seconds at the most.
    ///
    /// # Errors
    ///
    /// When there is no service or no such printer, or it does not take the job. Nothing is printed
    /// then.
    pub fn send(&self, printer: &str, document: Document) -> Result<Job, CupsError> {
        let Document {
            title,
            pdf,
            paper,
            copies,
        } = document;
        let mut request = self.request(Operation::PrintJob, Some(printer))?;
        let operation = [
            ("job-name", IppValue::new_name_without_language(title)),
            (
                "document-format",
                IppValue::new_mime_media_type("application/pdf"),
            ),
        ];
        let how = [
            ("copies", Ok(IppValue::Integer(copies.max(1).into()))),
            ("media", IppValue::new_keyword(media(paper))),
            ("sides", IppValue::new_keyword("one-sided")),
            // Badges are cut by a grid: not a millimetre larger or smaller.
            ("print-scaling", IppValue::new_keyword("none")),
        ];
        self.add(&mut request, DelimiterTag::OperationAttributes, operation)?;
        self.add(&mut request, DelimiterTag::JobAttributes, how)?;
        *request.payload_mut() = IppPayload::new(io::Cursor::new(pdf));
        let path = path_of(printer);
        let answer = self.ask(request, &path, TO_SEND)?;
        let job = answer.first_of(DelimiterTag::JobAttributes);
        let id = job.and_then(|job| integer(job, "job-id"));
        let id = id.ok_or(CupsError::Refused(StatusCode::UnknownStatusCode))?;
        Ok(Job {
            id,
            printer: printer.to_owned(),
        })
    }

    /// How a job goes, and what its printer waits for. Waits for two seconds at the most for each
    /// of two answers.
    ///
    /// # Errors
    ///
    /// When there is no answer, or the job is not known any more.
    pub fn follow(&self, job: &Job) -> Result<(JobState, Vec<Need>), CupsError> {
        let mut request = self.request(Operation::GetJobAttributes, Some(&job.printer))?;
        let id = ("job-id", Ok(IppValue::Integer(job.id)));
        self.add(&mut request, DelimiterTag::OperationAttributes, [id])?;
        self.want(&mut request, &["job-state", "job-state-reasons"])?;
        let answer = self.ask(request, &path_of(&job.printer), PATIENCE)?;
        let found = answer.first_of(DelimiterTag::JobAttributes);
        let state = found.and_then(|job| integer(job, "job-state"));
        let state = state.and_then(job_state).ok_or(CupsError::Gone)?;
        let mut needs = found
            .map(|job| needs(job, "job-state-reasons"))
            .unwrap_or_default();
        if !state.is_over() {
            needs.extend(self.needs(&job.printer)?);
            needs.sort_unstable();
            needs.dedup();
        }
        Ok((state, needs))
    }

    /// Takes a job back.
    ///
    /// # Errors
    ///
    /// When there is no answer, or it is too late.
    pub fn cancel(&self, job: &Job) -> Result<(), CupsError> {
        let mut request = self.request(Operation::CancelJob, Some(&job.printer))?;
        let id = ("job-id", Ok(IppValue::Integer(job.id)));
        self.add(&mut request, DelimiterTag::OperationAttributes, [id])?;
        self.ask(request, &path_of(&job.printer), PATIENCE)?;
        Ok(())
    }

    /// What a printer waits for.
    fn needs(&self, printer: &str) -> Result<Vec<Need>, CupsError> {
        let mut request = self.request(Operation::GetPrinterAttributes, Some(printer))?;
        self.want(
            &mut request,
            &[
                "printer-state",
                "printer-state-reasons",
                "printer-state-message",
            ],
        )?;
        let answer = self.ask(request, &path_of(printer), PATIENCE)?;
        let found = answer.first_of(DelimiterTag::PrinterAttributes);
        Ok(found.map(printer_needs).unwrap_or_default())
    }

    /// A request about a printer, or about none.
    fn request(
        &self,
        operation: Operation,
        printer: Option<&str>,
    ) -> Result<IppRequestResponse, CupsError> {
        let uri = printer.map(|printer| self.uri("ipp", &path_of(printer)));
        let bad = |error| CupsError::Silent(self.address.clone(), Box::new(error));
        let uri = uri.transpose().map_err(bad)?;
        let mut request = IppRequestResponse::new(IppVersion::v1_1(), operation, uri)
            .map_err(|error| bad(error.into()))?;
        let user = IppValue::new_name_without_language("waymark");
        let user = [("requesting-user-name", user)];
        self.add(&mut request, DelimiterTag::OperationAttributes, user)?;
        Ok(request)
    }

    /// Adds attributes to a request; one that is too long for IPP makes it no request.
    fn add(
        &self,
        request: &mut IppRequestResponse,
        group: DelimiterTag,
        attributes: impl IntoIterator<Item = (&'static str, Result<IppValue, IppParseError>)>,
    ) -> Result<(), CupsError> {
        for (name, value) in attributes {
            let attribute = value.and_then(|value| IppAttribute::with_name(name, value));
            let bad = |error: IppParseError| {
                CupsError::Silent(self.address.clone(), Box::new(error.into()))
            };
            request.attributes_mut().add(group, attribute.map_err(bad)?);
        }
        Ok(())
    }

    /// Says which attributes are wanted.
    fn want(&self, request: &mut IppRequestResponse, names: &[&str]) -> Result<(), CupsError> {
        let names = names
            .iter()
            .filter_map(|name| IppValue::new_keyword(*name).ok());
        let names = Ok(IppValue::Array(names.collect()));
        let wanted = [("requested-attributes", names)];
        self.add(request, DelimiterTag::OperationAttributes, wanted)
    }

    fn uri(&self, scheme: &str, path: &str) -> Result<Uri, IppError> {
        Ok(format!("{scheme}://{}{path}", self.address).parse()?)
    }

    /// What it answers.
    fn ask(
        &self,
        request: IppRequestResponse,
        path: &str,
        patience: Duration,
    ) -> Result<IppAttributes, CupsError> {
        let told = |error| self.told(error);
        let uri = self.uri("http", path).map_err(told)?;
        let client = IppClient::builder(uri).request_timeout(patience).build();
        // The decoder believes the lengths in an answer, and would end the thread over a wrong one.
        let sent = panic::catch_unwind(AssertUnwindSafe(|| client.send(request)));
        let sent = sent.unwrap_or_else(|_| Err(IppError::MissingAttribute));
        let answer = sent.map_err(told)?;
        match answer.header().status_code() {
            status if status.is_success() => Ok(answer.attributes().clone()),
            StatusCode::ClientErrorNotFound | StatusCode::ClientErrorGone => Err(CupsError::Gone),
            status => Err(CupsError::Refused(status)),
        }
    }

    /// What a failed question means.
    fn told(&self, error: IppError) -> CupsError {
        let address = self.address.clone();
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        let mut nobody = false;
        while let Some(one) = cause {
            let io = one.downcast_ref::<io::Error>();
            nobody |= io.is_some_and(|io| io.kind() == io::ErrorKind::ConnectionRefused);
            cause = one.source();
        }
        // The client tells a refused connection in a kind of its own.
        nobody |= error.to_string().to_lowercase().contains("refused");
        if nobody {
            CupsError::NoService(address, Box::new(error))
        } else {
            CupsError::Silent(address, Box::new(error))
        }
    }
}

/// Where CUPS has a printer; what no address may have in it is written `%41`.
fn path_of(printer: &str) -> String {
    use std::fmt::Write as _;
    let mut path = String::from("/printers/");
    for byte in printer.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else if write!(path, "%{byte:02X}").is_err() {
            break;
        }
    }
    path
}

/// The name of a paper.
fn media(paper: Paper) -> &'static str {
    match paper {
        Paper::Letter => "na_letter_8.5x11in",
        Paper::A4 => "iso_a4_210x297mm",
        Paper::Card => "custom_cr80_85.6x53.98mm",
    }
}

/// A printer, if it has a name.
fn printer(group: &IppAttributeGroup) -> Option<PrinterLook> {
    let name = texts(group, "printer-name").next()?.to_owned();
    let says = texts(group, "printer-info").next().map(str::trim);
    let kind = integer(group, "printer-type").unwrap_or(0);
    let accepts = group.get("printer-is-accepting-jobs");
    let accepts = accepts.and_then(|value| value.value().as_boolean().copied());
    Some(PrinterLook {
        says: says
            .filter(|says| !says.is_empty())
            .unwrap_or(&name)
            .to_owned(),
        is_default: kind & IS_DEFAULT != 0,
        accepts: accepts.unwrap_or(true),
        needs: printer_needs(group),
        name,
    })
}

/// What a printer waits for: its reasons, and that somebody stopped it where there is no other.
fn printer_needs(group: &IppAttributeGroup) -> Vec<Need> {
    const IDLE: i32 = 3;
    const STOPPED: i32 = 5;
    let mut needs = needs(group, "printer-state-reasons");
    let state = integer(group, "printer-state");
    if needs.is_empty() && state != Some(IDLE) {
        let mut messages = texts(group, "printer-state-message");
        needs.extend(messages.find_map(Need::of_message));
    }
    if needs.is_empty() && state == Some(STOPPED) {
        needs.push(Need::Resume);
    }
    needs
}

fn needs(group: &IppAttributeGroup, name: &str) -> Vec<Need> {
    Need::of_reasons(texts(group, name))
}

/// The state of a job by its number (RFC 8011, section 5.3.7).
fn job_state(number: i32) -> Option<JobState> {
    Some(match number {
        3 => JobState::Waiting,
        4 => JobState::Held,
        5 => JobState::Printing,
        6 => JobState::Stopped,
        7 => JobState::Canceled,
        8 => JobState::Failed,
        9 => JobState::Done,
        _ => return None,
    })
}

fn integer(group: &IppAttributeGroup, name: &str) -> Option<i32> {
    match group.get(name)?.value() {
        IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
        _ => None,
    }
}

/// The words of an attribute: one or several.
fn texts<'a>(group: &'a IppAttributeGroup, name: &str) -> impl Iterator<Item = &'a str> {
    let values = group.get(name).map(IppAttribute::value);
    values
        .into_iter()
        .flatten()
        .filter_map(|value| match value {
            IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } => {
                Some(text.as_ref())
            }
            IppValue::NameWithoutLanguage(name) | IppValue::NameWithLanguage { name, .. } => {
                Some(name.as_ref())
            }
            IppValue::Keyword(word) => Some(word.as_ref()),
            _ => None,
        })
}
