//! Starts the server, and ends it when asked to.

use std::{
    io::{ErrorKind, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::Path,
    time::Duration,
};

use anyhow::{Context, bail};
use axum::body::Body;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

use crate::{cli::Options, site::Site};

/// A client has this long to send the head of a request.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// What was begun has this long to end after a signal.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// Runs until SIGINT or SIGTERM, or until standard input ends.
pub async fn run(options: Options) -> anyhow::Result<()> {
    if let Some(directory) = &options.www {
        check_directory(directory)?;
    }
    let (host, port, people) = (options.host.clone(), options.port, options.seed);
    let until_stdin_ends = options.until_stdin_ends;
    let site = Site::open(options, None)?;
    let listener = bind(&host, port).await?;
    let address = reachable(listener.local_addr()?);
    fill(&site, people).await?;

    println!("listening on http://{address}");
    std::io::stdout().flush()?;
    let end = async {
        tokio::select! {
            () = shutdown_signal() => {}
            () = stdin_end(), if until_stdin_ends => {}
        }
    };
    serve(listener, &site, end).await?;
    Ok(site.close().await?)
}

/// Opens the port; says what to do if that is not possible.
async fn bind(host: &str, port: u16) -> anyhow::Result<TcpListener> {
    let foreign = || format!("{host} is no address of this machine; give one with --host, such as 127.0.0.1");
    let mut addresses: Vec<_> = tokio::net::lookup_host((host, port)).await.with_context(foreign)?.collect();
    addresses.sort_by_key(SocketAddr::is_ipv6);
    TcpListener::bind(addresses.as_slice()).await.map_err(|error| {
        let advice = match error.kind() {
            ErrorKind::AddrNotAvailable => foreign(),
            _ => {
                format!("can't listen on {host}:{port}; choose another port with --port, or 0 for a free one")
            }
        };
        anyhow::Error::new(error).context(advice)
    })
}

/// Where to find a server that listens on this; on all addresses, it is found on loopback.
fn reachable(address: SocketAddr) -> SocketAddr {
    let host = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(host, address.port())
}

fn check_directory(directory: &Path) -> anyhow::Result<()> {
    if !directory.is_dir() {
        bail!("{} is no directory; give the one with the page's files with --www", directory.display());
    }
    Ok(())
}

async fn fill(site: &Site, count: usize) -> anyhow::Result<()> {
    let style = ProgressStyle::with_template("seeding {bar:40} {human_pos} of {human_len} {msg}")?;
    let bar = ProgressBar::new(count as u64).with_style(style);
    let shown = bar.clone();
    let told = move |done| {
        shown.set_position(done as u64);
        shown.set_message(if done < count { "" } else { "and making the indexes" });
    };
    site.fill(told).await?;
    bar.finish_and_clear();
    Ok(())
}

/// Answers connections until `end`, then finishes what was begun.
async fn serve(listener: TcpListener, site: &Site, end: impl Future<Output = ()>) -> anyhow::Result<()> {
    let graceful = GracefulShutdown::new();
    let mut end = std::pin::pin!(end);
    loop {
        let stream = tokio::select! {
            connection = listener.accept() => connection,
            () = &mut end => break,
        };
        match stream {
            Ok((stream, _)) => serve_connection(stream, site.clone(), &graceful),
            // Out of file descriptors, say: the next client may have more luck.
            Err(error) => {
                tracing::warn!("accept: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(SHUTDOWN_TIMEOUT, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
    Ok(())
}

fn serve_connection(stream: TcpStream, site: Site, graceful: &GracefulShutdown) {
    // hyper closes the connection when there is no response.
    let service = service_fn(move |request| {
        let site = site.clone();
        async move { site.handle(request.map(Body::new)).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!("connection: {error}");
        }
    });
}

async fn shutdown_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
}

/// Reads on a thread of its own: a read by tokio would keep the program from ending.
async fn stdin_end() {
    let (ended, end) = oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = ended.send(());
    });
    let _ = end.await;
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}
