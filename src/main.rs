//! Waymark.
fn main() {
    let o = waymark::app::Options {
        class: "kiosk-config".into(),
        data: std::env::args()
            .nth(1)
            .unwrap_or("/tmp/wmdata".into())
            .into(),
        windowed: Some((1280.0, 800.0)),
        lang: None,
        practice: std::env::args().nth(2).is_some(),
    };
    tracing_subscriber::fmt()
        .with_env_filter("waymark=info")
        .with_writer(std::io::stderr)
        .init();
    waymark::app::run(o).unwrap();
}
