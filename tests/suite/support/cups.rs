//! A printing service of a test's own: the real `cupsd`, and printers that are the real
//! `ippeveprinter` with a folder for paper. Everything is in a temporary folder, on free ports, and
//! ended by its process number; the machine's own service is never asked.
//!
//! `ippeveprinter` wants Avahi, and that a system bus: both are the test's own too, whether or not
//! the machine runs some (Avahi in a mount namespace where `/run` is its own).

use std::{
    fs::{self, File, OpenOptions},
    net::{Ipv4Addr, TcpStream},
    os::unix::fs::{PermissionsExt as _, chown},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::{
    desktop::Running,
    pcscd::{PATIENCE, own_mounts, two_free_ports},
};

/// A service that runs until this is dropped.
pub struct Cups {
    folder: TempDir,
    port: u16,
    service: Option<Running>,
    printers: Vec<(String, u16, Option<Running>)>,
    _around: Vec<Running>,
}

impl Cups {
    /// A running service without a printer.
    pub fn start() -> Self {
        let folder = TempDir::with_prefix("cups").unwrap();
        let root = folder.path();
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
        for name in ["etc", "spool", "state", "tmp", "cache", "out", "jobs"] {
            let path = root.join(name);
            fs::create_dir(&path).unwrap();
            // The service's helpers run as `lp`, where they may.
            if let Some(user) = user("lp") {
                drop(chown(&path, Some(user), None));
            }
        }
        let bus = Running(dbus(root));
        wait_until(root, "a system bus", || root.join("bus").exists());
        let avahi = Running(avahi(root));
        let mut service = Self {
            port: two_free_ports(),
            service: None,
            printers: Vec::new(),
            _around: vec![avahi, bus],
            folder,
        };
        service.run();
        service
    }

    /// What `CUPS_SERVER` has to be.
    pub fn server(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Starts the service (again), and waits until it listens.
    pub fn run(&mut self) {
        let root = self.folder.path();
        let named = |name: &str| root.join(name).display().to_string();
        let files = format!(
            "ServerRoot {}\nRequestRoot {}\nCacheDir {}\nStateDir {}\nTempDir {}\n\
             AccessLog {}\nErrorLog {}\nPageLog {}\nSandboxing relaxed\nUser lp\nGroup lp\n",
            named("etc"),
            named("spool"),
            named("cache"),
            named("state"),
            named("tmp"),
            named("access"),
            named("error"),
            named("page"),
        );
        let all = "Order allow,deny\nAllow all\n";
        let config = format!(
            "Listen {}\nBrowsing Off\nWebInterface No\nJobRetryInterval 1\nDefaultAuthType None\n\
             <Location />\n{all}</Location>\n<Location /admin>\n{all}</Location>\n\
             <Policy default>\nJobPrivateValues none\n<Limit All>\n{all}</Limit>\n</Policy>\n",
            self.server()
        );
        fs::write(root.join("files.conf"), files).unwrap();
        fs::write(root.join("cupsd.conf"), config).unwrap();
        let mut cupsd = Command::new("/usr/sbin/cupsd");
        cupsd.arg("-f");
        cupsd.arg("-c").arg(root.join("cupsd.conf"));
        cupsd.arg("-s").arg(root.join("files.conf"));
        let child = logged(&mut cupsd, root, "cupsd").spawn();
        self.service = Some(Running(child.expect("cups is installed")));
        let port = self.port;
        wait_until(root, "the printing service", || answers(port));
    }

    /// Ends the service, as a crash does.
    pub fn kill(&mut self) {
        self.service = None;
    }

    /// Plugs in a printer that people call `says`, and waits until the service has it.
    pub fn plug_in(&mut self, name: &str, says: &str) {
        let port = two_free_ports();
        self.printers.push((says.to_owned(), port, None));
        self.turn_on(says);
        let device = format!("ipp://localhost:{port}/ipp/print");
        self.admin(
            "lpadmin",
            &[
                "-p",
                name,
                "-E",
                "-v",
                &device,
                "-m",
                "everywhere",
                "-D",
                says,
            ],
        );
    }

    /// Turns a printer on.
    pub fn turn_on(&mut self, says: &str) {
        let root = self.folder.path().to_owned();
        let feed = root.join("feed");
        let script = format!(
            "#!/bin/sh\n\
             if [ -p {root}/no-paper ]; then\n\
             echo 'STATE: +media-empty-error' >&2\n\
             cat {root}/no-paper > /dev/null\n\
             rm -f {root}/no-paper\n\
             echo 'STATE: -media-empty-error' >&2\n\
             fi\n\
             cp \"$1\" {root}/out/half && mv {root}/out/half {root}/out/$(ls {root}/out | wc -l).pdf\n",
            root = root.display()
        );
        if !feed.exists() {
            fs::write(&feed, script).unwrap();
            fs::set_permissions(&feed, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let printer = self.printers.iter_mut().find(|(name, ..)| name == says);
        let (_, port, running) = printer.unwrap();
        let mut command = Command::new("ippeveprinter");
        command
            .args(["-p", &port.to_string(), "-n", "localhost", "-r", "off"])
            .args(["-f", "application/pdf,image/pwg-raster"])
            .arg("-d")
            .arg(root.join("jobs"))
            .arg("-c")
            .arg(&feed)
            .arg(says);
        let child = logged(&mut command, &root, "ippeveprinter").spawn();
        *running = Some(Running(child.expect("cups-ipp-utils is installed")));
        let port = *port;
        wait_until(&root, "a printer", || answers(port));
    }

    /// Pulls its plug.
    pub fn turn_off(&mut self, says: &str) {
        for (name, _, running) in &mut self.printers {
            if name == says {
                *running = None;
            }
        }
    }

    /// Runs one of the service's own programs.
    pub fn admin(&self, program: &str, arguments: &[&str]) {
        let output = Command::new(program)
            .args(arguments)
            .env("CUPS_SERVER", self.server())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{program} {arguments:?}: {said}");
    }

    /// Takes the paper out: the next job waits for some.
    pub fn take_paper_out(&self) {
        let path = self.folder.path().join("no-paper");
        let made = Command::new("mkfifo").arg(path).status().unwrap();
        assert!(made.success());
    }

    /// Puts paper in; to be called while a job waits for it.
    pub fn put_paper_in(&self) {
        let path = self.folder.path().join("no-paper");
        drop(OpenOptions::new().write(true).open(path).unwrap());
    }

    /// What came out on paper so far, in order.
    pub fn printed(&self) -> Vec<PathBuf> {
        let out = fs::read_dir(self.folder.path().join("out")).unwrap();
        let files = out.map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = files
            .filter(|path| path.extension().is_some_and(|end| end == "pdf"))
            .collect();
        files.sort();
        files
    }

    /// Waits for something the printers do.
    pub fn wait_until(&self, what: &str, is_so: impl FnMut() -> bool) {
        wait_until(self.folder.path(), what, is_so);
    }
}

fn dbus(root: &Path) -> std::process::Child {
    let config = format!(
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \
         \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n\
         <busconfig><type>system</type><listen>unix:path={}</listen><auth>EXTERNAL</auth>\
         <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>\
         <allow eavesdrop=\"true\"/><allow own=\"*\"/><allow user=\"*\"/></policy></busconfig>\n",
        root.join("bus").display()
    );
    fs::write(root.join("dbus.conf"), config).unwrap();
    let file = format!("--config-file={}", root.join("dbus.conf").display());
    let mut command = Command::new("dbus-daemon");
    command.args([&file, "--nofork", "--nopidfile"]);
    let child = logged(&mut command, root, "dbus").spawn();
    child.expect("dbus is installed")
}

fn avahi(root: &Path) -> std::process::Child {
    let config = "[server]\nuse-ipv6=no\nallow-interfaces=lo\n\
                  [publish]\npublish-hinfo=no\npublish-workstation=no\n";
    fs::write(root.join("avahi.conf"), config).unwrap();
    let script = "mount -t tmpfs tmpfs /run && exec avahi-daemon \
                  --no-chroot --no-drop-root --no-rlimits -f \"$0/avahi.conf\"";
    let mut command = Command::new("unshare");
    command
        .arg(own_mounts())
        .args(["sh", "-c", script])
        .arg(root);
    let child = logged(&mut command, root, "avahi").spawn().unwrap();
    let started = root.join("avahi");
    wait_until(root, "Avahi", || {
        let said = fs::read_to_string(&started).unwrap_or_default();
        said.contains("Server startup complete")
    });
    child
}

/// A program that says what it says in a file, on the test's own bus.
fn logged<'a>(command: &'a mut Command, root: &Path, name: &str) -> &'a mut Command {
    let log = File::options()
        .create(true)
        .append(true)
        .open(root.join(name))
        .unwrap();
    let bus = format!("unix:path={}", root.join("bus").display());
    command
        .env("DBUS_SYSTEM_BUS_ADDRESS", bus)
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
}

fn answers(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

fn wait_until(root: &Path, what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        let logs = || {
            let names = ["dbus", "avahi", "cupsd", "ippeveprinter", "error"];
            let logs = names.map(|name| fs::read_to_string(root.join(name)).unwrap_or_default());
            logs.join("\n")
        };
        // A printer that was gone is asked again only after a while.
        assert!(
            begun.elapsed() < PATIENCE * 2,
            "{what} never came\n{}",
            logs()
        );
        thread::park_timeout(Duration::from_millis(20));
    }
}

/// The number of a user.
fn user(name: &str) -> Option<u32> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let line = users
        .lines()
        .find(|line| line.split(':').next() == Some(name))?;
    line.split(':').nth(2)?.parse().ok()
}
