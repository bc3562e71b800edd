//! One process has a database at a time. Servers of the npm package take no part in SQLite's own locks, so a file beside
//! the database names the process that has it; `emulator/npm/js/node/lock.js` does the same.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    process,
};

use anyhow::{Context, bail};

/// Given back when it is dropped.
pub struct Lock(PathBuf);

impl Lock {
    /// Takes the lock of a database, or says who has it. What a process that is no more has left behind counts for nothing.
    pub fn take(db: &Path) -> anyhow::Result<Self> {
        let shown = db.display();
        let path = PathBuf::from(format!("{shown}-lock"));
        loop {
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(mut file) => {
                    write!(file, "{} 0", process::id())?;
                    return Ok(Self(path));
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => {
                    return Err(error).with_context(|| {
                        format!("can't open {shown}; give a file in a directory that can be written to")
                    });
                }
            }
            let holder = fs::read_to_string(&path).unwrap_or_default();
            let holder = holder.split(' ').next().and_then(|number| number.parse::<u32>().ok());
            if let Some(holder) = holder.filter(|holder| *holder != process::id() && is_at_work(*holder)) {
                bail!(
                    "{shown} is in use by process {holder}. Close it there, or give another file with --db."
                );
            }
            // Somebody else may have been quicker.
            let _ = fs::remove_file(&path);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(target_os = "linux")]
fn is_at_work(process: u32) -> bool {
    Path::new("/proc").join(process.to_string()).exists()
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_at_work(process: u32) -> bool {
    let asked = process::Command::new("kill").args(["-0", &process.to_string()]).output();
    asked.is_ok_and(|output| output.status.success())
}

#[cfg(windows)]
fn is_at_work(process: u32) -> bool {
    let asked = process::Command::new("tasklist").args(["/NH", "/FI", &format!("PID eq {process}")]).output();
    asked.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(&process.to_string()))
}
