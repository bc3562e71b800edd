//! The command line, for JavaScript: what flags there are, and what was meant by some.

use clap::{ArgAction, CommandFactory, Parser, error::ErrorKind};
use contacts_emulator::cli::Options;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// Each flag: `{name, takesValue, repeats}`.
#[wasm_bindgen]
pub fn flags() -> Array {
    Options::command()
        .get_arguments()
        .filter_map(|flag| {
            let described = Object::new();
            let takes_value = flag.get_action().takes_values();
            let repeats = matches!(flag.get_action(), ArgAction::Append);
            set(&described, "name", &flag.get_long()?.into());
            set(&described, "takesValue", &takes_value.into());
            set(&described, "repeats", &repeats.into());
            Some(JsValue::from(described))
        })
        .collect()
}

/// What a command line asks for: `{host, port, db, www, untilStdinEnds}`, or `{shown}`, a text to show in place of running.
#[wasm_bindgen]
pub fn parse(arguments: Vec<String>) -> Result<Object, JsError> {
    let asked = Object::new();
    match Options::try_parse_from(with_program(arguments)) {
        Ok(options) => {
            set(&asked, "host", &options.host.into());
            set(&asked, "port", &options.port.into());
            set(&asked, "db", &options.db.to_string_lossy().as_ref().into());
            set(&asked, "untilStdinEnds", &options.until_stdin_ends.into());
            let www = options.www.map(|directory| directory.to_string_lossy().into_owned());
            set(&asked, "www", &www.into());
        }
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            set(&asked, "shown", &error.to_string().into());
        }
        Err(error) => return Err(JsError::new(&error.to_string())),
    }
    Ok(asked)
}

/// The options of a command line; an error is one line, which says what is wrong.
pub fn read(arguments: Vec<String>) -> Result<Options, JsError> {
    Options::try_parse_from(with_program(arguments)).map_err(|error| {
        let text = error.to_string();
        let first = text.split("\n\n").next().unwrap_or_default();
        let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
        JsError::new(line.trim_start_matches("error: "))
    })
}

fn with_program(arguments: Vec<String>) -> impl Iterator<Item = String> {
    std::iter::once("wix-contacts-emulator".to_owned()).chain(arguments)
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // A plain object takes every member.
    let _ = Reflect::set(object, &key.into(), value);
}
