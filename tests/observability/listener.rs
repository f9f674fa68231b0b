//! Records everything that a program could log: events and spans of `tracing`, records of `log`, and panics.

use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span;

/// The records since the first call of [`listen`].
#[derive(Debug, Default)]
pub(crate) struct Heard {
    pub(crate) events: usize,
    /// The sources of the records.
    pub(crate) targets: BTreeSet<String>,
    /// The records that contain a secret.
    pub(crate) leaks: Vec<String>,
}

static HEARD: Mutex<Heard> = Mutex::new(Heard { events: 0, targets: BTreeSet::new(), leaks: Vec::new() });

/// Listens to the whole process, at all levels.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Listener).expect("no other subscriber");
        log::set_logger(&Listener).expect("no other subscriber");
        log::set_max_level(log::LevelFilter::Trace);
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // A failed assertion of a test may show what it found.
            if !panic.location().is_some_and(|location| location.file().starts_with("tests")) {
                hear("panic", &panic.to_string());
            }
            hook(panic);
        }));
    });
}

pub(crate) fn heard() -> MutexGuard<'static, Heard> {
    HEARD.lock().unwrap_or_else(PoisonError::into_inner)
}

fn hear(target: &str, record: &str) {
    let mut heard = heard();
    heard.events += 1;
    if !heard.targets.contains(target) {
        heard.targets.insert(target.to_owned());
    }
    if crate::leaks::contains_canary(record) {
        heard.leaks.push(format!("{target}: {record}"));
    }
}

struct Listener;

impl tracing::Subscriber for Listener {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        let mut record = Record(span.metadata().name().to_owned());
        span.record(&mut record);
        hear(span.metadata().target(), &record.0);
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut record = Record(String::new());
        values.record(&mut record);
        hear("a span", &record.0);
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut record = Record(String::new());
        event.record(&mut record);
        hear(event.metadata().target(), &record.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Record(String);

impl Visit for Record {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {field}={value:?}").expect("a string accepts it");
    }
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        hear(record.target(), &record.args().to_string());
    }

    fn flush(&self) {}
}
