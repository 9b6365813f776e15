//! A database server of the tests' own: the real `postgres`, on a free port, in a temporary folder,
//! with certificates of an authority made for it. It ends with the tests, by its own process number.

use std::{
    fs::{self, File},
    net::TcpStream,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Arc, OnceLock},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use waymark::{
    domain::ids::{ClassId, TabletId},
    sync::postgres::{Limits, Plain, PostgresPeer, Server, Setup},
};

use super::pcscd::{PATIENCE, two_free_ports};

/// The one who sets everything up, and their password.
const ADMIN: &str = "keeper";
const PASSWORD: &str = "kept-by-the-keeper";

/// A server that runs until this is dropped, or the tests end.
pub struct Postgres {
    folder: PathBuf,
    port: u16,
    guard: Option<(Child, ChildStdin)>,
    keeps: Option<TempDir>,
}

/// The server that tests share, each with a class of its own.
pub fn shared() -> &'static Postgres {
    static SHARED: OnceLock<Postgres> = OnceLock::new();
    SHARED.get_or_init(|| {
        let mut server = Postgres::prepare();
        // Nobody drops what is shared: the guard takes the folder away instead.
        let folder = server.keeps.take().unwrap();
        server.folder = folder.keep();
        server.run(true);
        server.class("FIRST", 0);
        server
    })
}

impl Postgres {
    /// A server of one's own.
    pub fn start() -> Self {
        let mut server = Self::prepare();
        server.run(false);
        server
    }

    fn prepare() -> Self {
        let folder = TempDir::with_prefix("postgres").unwrap();
        let root = folder.path();
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
        let own = root.join("server");
        fs::create_dir(&own).unwrap();
        give(&own);
        certificates(root);
        fs::write(own.join("password"), PASSWORD).unwrap();
        let data = own.join("data");
        let password = format!("--pwfile={}", own.join("password").display());
        run(
            root,
            tool("initdb")
                .args([
                    "--no-sync",
                    "-k",
                    "-U",
                    ADMIN,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                ])
                .arg(password)
                .arg("-D")
                .arg(&data),
        );
        let server = Self {
            port: two_free_ports(),
            guard: None,
            folder: root.to_owned(),
            keeps: Some(folder),
        };
        server.configure(&data);
        server
    }

    fn configure(&self, data: &Path) {
        let root = &self.folder;
        let config = format!(
            "port = {}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n\
             ssl = on\nssl_cert_file = '{root}/server/server.crt'\nssl_key_file = '{root}/server/server.key'\n\
             max_connections = 120\nshared_buffers = 64MB\nhot_standby = on\nmax_wal_senders = 4\n",
            self.port,
            root = root.display(),
        );
        fs::write(data.join("postgresql.auto.conf"), config).unwrap();
        let access = "host bare all 127.0.0.1/32 scram-sha-256\n\
                      hostssl all all 127.0.0.1/32 scram-sha-256\n\
                      hostssl replication all 127.0.0.1/32 scram-sha-256\n";
        fs::write(data.join("pg_hba.conf"), access).unwrap();
    }

    /// Starts it, and waits until it lets people in.
    fn run(&mut self, takes_folder: bool) {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log())
            .unwrap();
        let mut program = tool("postgres");
        program.arg("-D").arg(self.folder.join("server/data"));
        // The guard ends the server by its number when the tests are gone, however they went.
        let script = "\"$@\" & server=$!; read -r _; kill -QUIT $server; wait $server; \
                      [ -z \"$AFTERWARDS\" ] || rm -rf \"$AFTERWARDS\"";
        let mut guard = Command::new("sh")
            .args(["-c", script, "guard"])
            .arg(program.get_program())
            .args(program.get_args())
            .env(
                "AFTERWARDS",
                if takes_folder {
                    self.folder.as_os_str()
                } else {
                    "".as_ref()
                },
            )
            .env("HOME", &self.folder)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let stdin = guard.stdin.take().unwrap();
        self.guard = Some((guard, stdin));
        self.wait_until("PostgreSQL", || self.admin("SELECT 1").is_some());
    }

    /// Ends it at once, as a crash does.
    pub fn kill(&mut self) {
        if let Some((mut guard, stdin)) = self.guard.take() {
            drop(stdin);
            guard.wait().unwrap();
        }
    }

    /// Starts it once more, after it was killed.
    pub fn again(&mut self) {
        self.run(false);
    }

    /// A database of a test's own, as the keeper reaches it; the one called `bare` takes
    /// what is not encrypted too.
    pub fn database(&self, name: &str) -> Server {
        self.admin(&format!("create database {name}")).unwrap();
        let line = self.keeper().line();
        let line = line.replace("/postgres?", &format!("/{name}?"));
        Server::read(&line, Plain::OnThisMachine).unwrap()
    }

    /// The folder with its files.
    pub fn data(&self) -> PathBuf {
        self.folder.join("server/data")
    }

    /// A second server that repeats everything this one does, ready to take over.
    pub fn standby(&self) -> Self {
        let folder = TempDir::with_prefix("standby").unwrap();
        let root = folder.path();
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
        let own = root.join("server");
        fs::create_dir(&own).unwrap();
        give(&own);
        for file in ["ca.crt", "server/server.crt", "server/server.key"] {
            fs::copy(self.folder.join(file), root.join(file)).unwrap();
        }
        fs::set_permissions(own.join("server.key"), fs::Permissions::from_mode(0o600)).unwrap();
        give(&own.join("server.key"));
        let data = own.join("data");
        let from = format!(
            "host=127.0.0.1 port={} user={ADMIN} password={PASSWORD} sslmode=require",
            self.port
        );
        run(
            root,
            tool("pg_basebackup")
                .args(["-R", "-X", "stream", "-c", "fast", "--no-sync", "-d", &from])
                .arg("-D")
                .arg(&data),
        );
        let mut server = Self {
            port: two_free_ports(),
            guard: None,
            folder: root.to_owned(),
            keeps: Some(folder),
        };
        let follow = fs::read_to_string(data.join("postgresql.auto.conf")).unwrap();
        let follow = follow
            .lines()
            .find(|line| line.starts_with("primary_conninfo"))
            .unwrap()
            .to_owned();
        server.configure(&data);
        let mut config = fs::read_to_string(data.join("postgresql.auto.conf")).unwrap();
        config.push_str(&follow);
        fs::write(data.join("postgresql.auto.conf"), config).unwrap();
        server.run(false);
        server
    }

    /// Makes a standby the one that takes writes.
    pub fn promote(&self) {
        assert!(
            self.admin("SELECT pg_promote(true, 60)").is_some(),
            "{}",
            self.said()
        );
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The authority that signed its certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.join("ca.crt")
    }

    /// A connection line for a role.
    pub fn line(&self, role: &str, password: &str) -> String {
        format!(
            "postgresql://{role}:{password}@localhost:{}/postgres?hostaddr=127.0.0.1&sslrootcert={}",
            self.port,
            self.authority().display()
        )
    }

    /// The way in for whoever looks after it.
    pub fn keeper(&self) -> Server {
        Server::read(&self.line(ADMIN, PASSWORD), Plain::OnThisMachine).unwrap()
    }

    /// Sets up a class with some tablets.
    pub fn class(&self, class: &str, tablets: u16) -> Vec<Server> {
        let setup = Setup::new(ClassId::from(class), "Room 12", tablets);
        let script = setup.script(&self.keeper(), &mut rand::rng());
        script.apply(&self.keeper(), Limits::default()).unwrap();
        script.tablets().to_vec()
    }

    /// SQL as the keeper: what came back, if it went well.
    pub fn admin(&self, sql: &str) -> Option<String> {
        Self::sql(&self.keeper(), sql).ok()
    }

    /// SQL by hand, with the people's own tool: what came back, or what it says against it.
    pub fn sql(server: &Server, sql: &str) -> Result<String, String> {
        let output = Command::new("psql")
            .args([
                "-X",
                "-A",
                "-t",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-v",
                "VERBOSITY=verbose",
                "-c",
                sql,
                &server.line(),
            ])
            .env("PGCONNECT_TIMEOUT", "10")
            .output()
            .expect("postgresql-client is installed");
        let text = |bytes| String::from_utf8(bytes).unwrap().trim().to_owned();
        if output.status.success() {
            Ok(text(output.stdout))
        } else {
            Err(text(output.stderr))
        }
    }

    /// Waits for something the server does.
    pub fn wait_until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            assert!(
                begun.elapsed() < PATIENCE,
                "{what} never came\n{}",
                self.said()
            );
            thread::park_timeout(Duration::from_millis(20));
        }
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// What the server wrote down.
    pub fn said(&self) -> String {
        fs::read_to_string(self.log()).unwrap_or_default()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A tablet's view of a server.
pub fn peer(server: &Server, tablet: &str, class: &str) -> PostgresPeer {
    let (tablet, class) = (TabletId::from(tablet), ClassId::from(class));
    PostgresPeer::new(server.clone(), tablet, Some(class), Limits::default()).unwrap()
}

/// One of the server's own programs, as a user that it accepts: it does not run as root.
fn tool(name: &str) -> Command {
    let versions = fs::read_dir("/usr/lib/postgresql").expect("postgresql is installed");
    let mut found: Vec<PathBuf> = versions
        .map(|entry| entry.unwrap().path().join("bin").join(name))
        .collect();
    found.retain(|path| path.exists());
    found.sort();
    let program = found.pop().expect("postgresql is installed");
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"])
        .arg(program);
    command
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Makes something the server's own.
fn give(path: &Path) {
    if is_root() {
        chown(path, Some(65_534), Some(65_534)).unwrap();
    }
}

fn run(folder: &Path, command: &mut Command) {
    let output = command
        .current_dir("/")
        .env("HOME", folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success(),
        "{command:?} in {}: {said}",
        folder.display()
    );
}

/// An authority, a stranger, and a certificate for `localhost`.
fn certificates(root: &Path) {
    let openssl = |arguments: &[&str]| run(root, Command::new("openssl").args(arguments));
    let at = |name: &str| root.join(name).display().to_string();
    let key = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "30",
    ];
    for name in ["ca", "stranger"] {
        let (file, secret) = (at(&format!("{name}.crt")), at(&format!("{name}.key")));
        let subject = format!("/CN=Test authority {name}");
        openssl(
            &[
                &["req", "-x509"],
                &key[..],
                &["-subj", &subject, "-keyout", &secret, "-out", &file],
            ]
            .concat(),
        );
    }
    let (request, secret, file) = (
        at("request"),
        at("server/server.key"),
        at("server/server.crt"),
    );
    openssl(
        &[
            &["req"],
            &key[..5],
            &[
                "-subj",
                "/CN=localhost",
                "-keyout",
                &secret,
                "-out",
                &request,
            ],
        ]
        .concat(),
    );
    fs::write(root.join("names"), "subjectAltName=DNS:localhost\n").unwrap();
    let (authority, signs, names) = (at("ca.crt"), at("ca.key"), at("names"));
    openssl(&[
        "x509",
        "-req",
        "-in",
        &request,
        "-CA",
        &authority,
        "-CAkey",
        &signs,
        "-CAcreateserial",
        "-days",
        "30",
        "-extfile",
        &names,
        "-out",
        &file,
    ]);
    give(&root.join("server/server.key"));
    give(&root.join("server/server.crt"));
}

/// Answers once for every connection, with whatever it is told to; a server that is none.
pub fn listener(answer: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || answer(stream.unwrap()));
        }
    });
    port
}
