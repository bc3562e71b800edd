//! `wasm-bindgen`, with the flags that wasm-pack and the project's scripts give it. Its version is that of Cargo.lock, as is
//! that of the module, so the two always fit. (It is built under another name: rustc takes a crate of that one for an old
//! version of the library.)

use std::path::PathBuf;

use clap::Parser;
use wasm_bindgen_cli_support::Bindgen;

#[derive(Parser)]
#[command(name = "wasm-bindgen", version = version())]
struct Args {
    /// The module that cargo made
    module: PathBuf,
    #[arg(long)]
    out_dir: PathBuf,
    #[arg(long)]
    out_name: Option<String>,
    /// The only one that is known
    #[arg(long, value_parser = ["web"])]
    target: String,
    /// Which it does anyway
    #[arg(long)]
    typescript: bool,
    /// The glue is always told where the module is
    #[arg(long)]
    omit_default_module_path: bool,
}

fn version() -> &'static str {
    wasm_bindgen_shared::version().leak()
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let mut bindgen = Bindgen::new();
    bindgen.input_path(args.module).web(true)?.typescript(true);
    bindgen.omit_default_module_path(args.omit_default_module_path);
    if let Some(name) = args.out_name {
        bindgen.out_name(&name);
    }
    bindgen.generate(args.out_dir)
}
