//! Where a server is and how to reach it: one connection line, read once. It is encrypted and the
//! server's certificate is checked in full, but on this very machine or where somebody said
//! otherwise. The key in it is shown by nothing here but a line that was asked for.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    str::FromStr as _,
    sync::Arc,
    time::Duration,
};

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rand::{Rng, RngExt as _};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use tokio_postgres::{
    Config,
    config::{Host, SslMode, TargetSessionAttrs},
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Where `sslmode=disable` is obeyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Only where no wire is involved: on this machine.
    OnThisMachine,
    /// Anywhere: somebody looks after the network.
    Anywhere,
}

/// A server, as a connection line names it.
#[derive(Clone)]
pub struct Server {
    /// What it is called here, where somebody said so.
    name: Option<String>,
    /// One for every host, in the order in which they are tried.
    hosts: Vec<Config>,
    database: String,
    /// A file of certificates instead of the system's.
    root: Option<PathBuf>,
    /// None where nothing is encrypted.
    tls: Option<MakeRustlsConnect>,
}

/// A key that opens a role: drawn at random, never typed by a person.
#[derive(Clone)]
pub struct Key(String);

/// Why a connection line is of no use. None of them repeats the line, which holds a key.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// It is no connection line.
    #[error(
        "That is no connection line; nothing was done. It reads like postgresql://role:password@host/database?sslmode=verify-full."
    )]
    Unreadable,
    /// It asks for a connection that anybody on the way can read.
    #[error(
        "{host} is not this machine, and sslmode=disable would send everything in the clear; nothing was done. Leave sslmode out."
    )]
    InTheClear {
        /// The host.
        host: String,
    },
    /// The certificates that it names are not there.
    #[error(
        "The certificates in {} cannot be read; nothing was done. Check sslrootcert in the connection line.", path.display()
    )]
    Certificates {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: rustls::pki_types::pem::Error,
    },
    /// There is nothing to check a certificate by.
    #[error(
        "This machine knows no certificate authority, so no server can be trusted; nothing was done. Install ca-certificates, or name a file with sslrootcert."
    )]
    NoAuthorities,
    /// The encryption cannot be set up.
    #[error("Encryption cannot be set up on this machine; nothing was done.")]
    Encryption(#[source] rustls::Error),
}

impl Server {
    /// Reads a connection line: a URL as PostgreSQL's own tools take it, with one host or several.
    /// Beside what they mean by it, every `sslmode` but `disable` is `verify-full`, and only a server
    /// that takes writes is good enough (`target_session_attrs=read-write`). `sslrootcert` names a
    /// file of certificates, or `system`, which is the default.
    pub fn read(line: &str, plain: Plain) -> Result<Self, ServerError> {
        let line = line.trim();
        if !line.starts_with("postgresql://") && !line.starts_with("postgres://") {
            return Err(ServerError::Unreadable);
        }
        let (line, ours) = take_out(line);
        let all = Config::from_str(&line)
            .ok()
            .ok_or(ServerError::Unreadable)?;
        let hosts = one_by_one(&all).ok_or(ServerError::Unreadable)?;
        let is_local = |config: &Config| host_name(config).is_none_or(|host| is_here(&host));
        let tls = if ours.disable || hosts.iter().all(is_socket) {
            let far = hosts.iter().find(|config| !is_local(config));
            if let (Some(far), Plain::OnThisMachine) = (far, plain) {
                let host = shown(far);
                return Err(ServerError::InTheClear { host });
            }
            None
        } else {
            Some(encryption(ours.root.as_deref())?)
        };
        let mode = if tls.is_some() {
            SslMode::Require
        } else {
            SslMode::Disable
        };
        let with_mode = |mut config: Config| {
            config.ssl_mode(mode);
            config
        };
        let user = all.get_user().ok_or(ServerError::Unreadable)?;
        Ok(Self {
            name: None,
            database: all.get_dbname().unwrap_or(user).to_owned(),
            hosts: hosts.into_iter().map(with_mode).collect(),
            root: ours.root,
            tls,
        })
    }

    /// Where that is, in words for a teacher.
    #[must_use]
    pub fn place(&self) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let hosts: Vec<String> = self.hosts.iter().map(shown).collect();
        format!("PostgreSQL on {}", hosts.join(" and "))
    }

    /// The same, called as it is elsewhere: what is known of a place is kept under its name.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// The role that it connects as.
    #[must_use]
    pub fn role(&self) -> &str {
        let config = self.hosts.first();
        config.and_then(Config::get_user).unwrap_or_default()
    }

    /// The same server for another role, or for this one with another key.
    #[must_use]
    pub fn opened_by(&self, role: &str, key: &Key) -> Self {
        let mut server = self.clone();
        for config in &mut server.hosts {
            config.user(role).password(&key.0);
            config.dbname(&self.database);
        }
        server
    }

    /// The connection line. It holds the key: it is for the one who is to connect, and for no log.
    #[must_use]
    pub fn line(&self) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let hosts: Vec<String> = self.hosts.iter().map(host_and_port).collect();
        let password = self.hosts.first().and_then(Config::get_password);
        let password = password.map(|key| format!(":{}", encoded(&String::from_utf8_lossy(key))));
        let mut line = format!(
            "postgresql://{}{}@{}/{}?sslmode={}",
            encoded(self.role()),
            password.unwrap_or_default(),
            hosts.join(","),
            encoded(&self.database),
            if self.tls.is_some() {
                "verify-full"
            } else {
                "disable"
            },
        );
        if let Some(root) = &self.root {
            line.push_str("&sslrootcert=");
            line.push_str(&encoded(&root.to_string_lossy()));
        }
        let addresses: Vec<String> = self.hosts.iter().filter_map(address).collect();
        if !addresses.is_empty() {
            line.push_str("&hostaddr=");
            line.push_str(&addresses.join(","));
        }
        line
    }

    /// What connects to each host, in order.
    pub(super) fn hosts(&self) -> &[Config] {
        &self.hosts
    }

    /// What encrypts; none where nothing is encrypted.
    pub(super) fn tls(&self) -> Option<&MakeRustlsConnect> {
        self.tls.as_ref()
    }

    /// A text of the server's without the key, should it stand there.
    pub(super) fn without_key(&self, text: &str) -> String {
        let key = self.hosts.first().and_then(Config::get_password);
        match key.and_then(|key| std::str::from_utf8(key).ok()) {
            Some(key) if !key.is_empty() => text.replace(key, "..."),
            _ => text.to_owned(),
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Server");
        shown.field("place", &self.place());
        shown.field("role", &self.role());
        shown.finish_non_exhaustive()
    }
}

/// Letters and digits that need no quoting anywhere and are not mistaken for each other.
const SIGNS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

impl Key {
    /// A new one, 28 signs long: 138 bits.
    #[must_use]
    pub fn draw(random: &mut impl Rng) -> Self {
        Self(signs(random, SIGNS, 28))
    }

    /// One that somebody wrote down.
    #[must_use]
    pub fn given(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What the server keeps of it (RFC 5803), from which it cannot be had back.
    #[must_use]
    pub fn verifier(&self) -> String {
        postgres_protocol::password::scram_sha_256(self.0.as_bytes())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(...)")
    }
}

/// A name for a role that says nothing: every role of a server can read the names of all.
pub(super) fn draw_role(random: &mut impl Rng) -> String {
    format!(
        "waymark_{}",
        signs(random, b"abcdefghijklmnopqrstuvwxyz", 12)
    )
}

/// Signs drawn at random.
pub(super) fn signs(random: &mut impl Rng, of: &[u8], many: usize) -> String {
    let sign = |_| of.get(random.random_range(0..of.len()));
    let signs = (0..many).filter_map(sign);
    signs.map(|byte| char::from(*byte)).collect()
}

/// What the line says that `tokio-postgres` does not know.
#[derive(Default)]
struct Ours {
    root: Option<PathBuf>,
    disable: bool,
}

fn take_out(line: &str) -> (String, Ours) {
    let mut ours = Ours::default();
    let Some((base, parameters)) = line.split_once('?') else {
        return (line.to_owned(), ours);
    };
    let mut theirs = Vec::new();
    for parameter in parameters.split('&') {
        match parameter.split_once('=') {
            Some(("sslrootcert", "system")) => ours.root = None,
            Some(("sslrootcert", path)) => {
                let path = percent_decode_str(path).decode_utf8_lossy();
                ours.root = Some(PathBuf::from(path.as_ref()));
            }
            Some(("sslmode", mode)) => ours.disable = mode == "disable",
            _ => theirs.push(parameter),
        }
    }
    let joined = if theirs.is_empty() {
        String::new()
    } else {
        format!("?{}", theirs.join("&"))
    };
    (format!("{base}{joined}"), ours)
}

/// A configuration for every host, so that one that says nothing costs the others no time.
fn one_by_one(all: &Config) -> Option<Vec<Config>> {
    let (names, addresses, ports) = (all.get_hosts(), all.get_hostaddrs(), all.get_ports());
    let many = names.len().max(addresses.len());
    let fits = |len: usize| len == 0 || len == many;
    if many == 0
        || !fits(names.len())
        || !fits(addresses.len())
        || (ports.len() > 1 && !fits(ports.len()))
    {
        return None;
    }
    let each = (0..many).map(|place| {
        let mut one = Config::new();
        match names.get(place) {
            Some(Host::Tcp(name)) => one.host(name),
            Some(Host::Unix(path)) => one.host_path(path),
            None => &mut one,
        };
        if let Some(address) = addresses.get(place) {
            one.hostaddr(*address);
        }
        one.port(*ports.get(place).or_else(|| ports.first()).unwrap_or(&5432));
        if let Some(user) = all.get_user() {
            one.user(user);
        }
        if let Some(password) = all.get_password() {
            one.password(password);
        }
        if let Some(database) = all.get_dbname() {
            one.dbname(database);
        }
        if let Some(options) = all.get_options() {
            one.options(options);
        }
        one.application_name("waymark")
            .channel_binding(all.get_channel_binding())
            .target_session_attrs(TargetSessionAttrs::ReadWrite)
            .keepalives_idle(Duration::from_secs(20))
            .keepalives_interval(Duration::from_secs(5))
            .keepalives_retries(3)
            .tcp_user_timeout(Duration::from_secs(30));
        one
    });
    Some(each.collect())
}

fn encryption(root: Option<&Path>) -> Result<MakeRustlsConnect, ServerError> {
    let mut roots = RootCertStore::empty();
    if let Some(path) = root {
        let unreadable = |source| ServerError::Certificates {
            path: path.to_owned(),
            source,
        };
        for certificate in CertificateDer::pem_file_iter(path).map_err(unreadable)? {
            roots.add_parsable_certificates([certificate.map_err(unreadable)?]);
        }
    } else {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    if roots.is_empty() {
        return Err(ServerError::NoAuthorities);
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(ServerError::Encryption)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn is_socket(config: &Config) -> bool {
    matches!(config.get_hosts(), [Host::Unix(_)])
}

/// The name or address that packets go to; none for a socket of this machine.
fn host_name(config: &Config) -> Option<String> {
    match (config.get_hostaddrs().first(), config.get_hosts().first()) {
        (Some(address), _) => Some(address.to_string()),
        (None, Some(Host::Tcp(name))) => Some(name.clone()),
        (None, _) => None,
    }
}

fn is_here(host: &str) -> bool {
    let address = if host == "localhost" {
        Some(Ipv4Addr::LOCALHOST.into())
    } else {
        host.parse().ok()
    };
    address.is_some_and(|address: IpAddr| address.is_loopback())
}

fn shown(config: &Config) -> String {
    match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        Some(Host::Unix(path)) => path.display().to_string(),
        None => host_name(config).unwrap_or_default(),
    }
}

fn host_and_port(config: &Config) -> String {
    let port = config.get_ports().first().unwrap_or(&5432);
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) if name.contains(':') => format!("[{name}]"),
        Some(Host::Tcp(name)) => name.clone(),
        Some(Host::Unix(path)) => {
            utf8_percent_encode(&path.to_string_lossy(), NON_ALPHANUMERIC).to_string()
        }
        None => String::new(),
    };
    format!("{host}:{port}")
}

fn address(config: &Config) -> Option<String> {
    config.get_hostaddrs().first().map(ToString::to_string)
}
