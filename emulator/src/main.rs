//! The `contacts-emulator` command.

use std::process::ExitCode;

use clap::Parser;
use contacts_emulator::{cli::Options, server};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let log = EnvFilter::try_from_env("RUST_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).init();

    match server::run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("contacts-emulator: {error:#}");
            ExitCode::FAILURE
        }
    }
}
