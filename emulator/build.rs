//! Writes down the subdivisions of countries, a line each. The library has more to say of each, in tables that would be a
//! tenth of what a page downloads of the emulator.

use std::{env, fs, path::Path};

use rust_iso3166::iso3166_2::SUBDIVISION_MAP;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let lines =
        SUBDIVISION_MAP.values().map(|subdivision| format!("{} {}", subdivision.code, subdivision.name));
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("subdivisions.txt"), lines.join("\n"))?;
    Ok(())
}
