//! The command line.

use std::path::PathBuf;

use clap::Parser;

use crate::{
    clock::{self, Millis},
    origin::Origin,
    scopes::Scope,
    settings::Settings,
};

/// A local Wix Contacts v4 server on SQLite.
#[derive(Clone, Debug, Parser)]
#[command(version, about)]
pub struct Options {
    /// Address or name to listen on; 0.0.0.0 or :: lets other machines of the network in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: String,

    /// Port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 8787)]
    pub port: u16,

    /// SQLite file that holds the contacts, made if there is none; `:memory:` forgets everything at the end
    #[arg(long, value_name = "FILE", default_value = ":memory:")]
    pub db: PathBuf,

    /// Fill an empty database with N made-up contacts
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: usize,

    /// The day, or the moment, when the newest made-up contact came; without it, that is now
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub seed_until: Option<Millis>,

    /// Serve the files of a directory at /
    #[arg(long, value_name = "DIR")]
    pub www: Option<PathBuf>,

    /// End when standard input does, so that the server does not outlive the program that has started it
    #[arg(long)]
    pub until_stdin_ends: bool,

    /// Accept this Authorization only (repeatable); without any, everything but an empty one is accepted
    #[arg(long = "token", value_name = "TOKEN")]
    pub tokens: Vec<String>,

    /// Accept this Authorization for reading (repeatable); writes with it get 403
    #[arg(long = "read-only-token", value_name = "TOKEN")]
    pub read_only_tokens: Vec<String>,

    /// Answer web pages of this origin, such as https://manage.wix.com (repeatable); loopback is always answered
    #[arg(long = "allow-origin", value_name = "ORIGIN")]
    pub allow_origins: Vec<Origin>,

    /// Answer 429 to more than N requests a minute with one token; Wix allows 200
    #[arg(long, value_name = "N")]
    pub rate_limit: Option<u32>,

    /// Answer 400 to what Wix passes over in silence, such as `paging` outside of `query`, and say what was meant
    #[arg(long)]
    pub strict: bool,

    /// Answer 403 to calls that need another permission scope than these, such as "Read Contacts" "Manage Contact Labels"
    #[arg(long, value_name = "SCOPE", num_args = 1.., value_delimiter = ',', help_heading = "As hard as a real site")]
    pub scopes: Vec<Scope>,

    #[command(flatten)]
    pub settings: Settings,
}

impl Options {
    /// When the newest made-up contact came.
    pub fn seed_until(&self) -> Millis {
        self.seed_until.unwrap_or_else(clock::now)
    }
}

fn parse_date(text: &str) -> Result<Millis, &'static str> {
    let midnight = format!("{text}T00:00:00Z");
    let date = clock::parse(text).or_else(|| clock::parse(&midnight));
    date.ok_or("a date is 2026-03-01, or 2026-03-01T09:00:00Z")
}
