//! One site: its database, and the router that answers for it.

use axum::{Router, extract::Request, response::Response};
use tower::ServiceExt;

use crate::{
    admin::{faults::Dropped, seed},
    cli::Options,
    clock::Millis,
    consistency,
    error::Result,
    routes,
    state::App,
    store::{Store, contacts, snapshot},
};

/// Clones share the site.
#[derive(Clone)]
pub struct Site {
    app: App,
    router: Router,
}

/// There is no response: a fault drops it.
#[derive(Debug)]
pub struct ResponseDropped;

impl Site {
    /// Opens the database, or makes it; the snapshot of another site spares the work that went into that.
    pub fn open(options: Options, snapshot: Option<&[u8]>) -> anyhow::Result<Self> {
        let store = Store::open(&options.db, snapshot)?;
        let app = App::new(options, store);
        Ok(Self { router: routes::router(app.clone()), app })
    }

    /// Readies what is there, and gives a site without contacts the made-up ones that `--seed` asks for; `progress` is told
    /// how many are there after each batch.
    pub async fn fill(&self, progress: impl Fn(usize) + Send + Sync + 'static) -> Result<()> {
        let App { store, options, .. } = &self.app;
        // Without a lag, nothing waits, even if it did before.
        if options.settings.demands.subscription_lag == 0 {
            let settings = options.settings.clone();
            store.write(move |db| consistency::follow_until(db, Millis::MAX, &settings)).await?;
        }
        if options.seed == 0 || store.read(contacts::count).await? > 0 {
            return Ok(());
        }
        seed::fill(store, options.seed, options.seed_until(), progress).await
    }

    pub async fn handle(&self, request: Request) -> Result<Response, ResponseDropped> {
        let Ok(response) = self.router.clone().oneshot(request).await;
        match response.extensions().get::<Dropped>() {
            Some(Dropped) => Err(ResponseDropped),
            None => Ok(response),
        }
    }

    /// The whole database, as the bytes of a SQLite file.
    pub async fn snapshot(&self) -> Result<Vec<u8>> {
        self.app.store.alone(|db| snapshot::take(db)).await
    }

    /// Puts a snapshot in the place of what is there. If it is none of this server's, nothing changes.
    pub async fn restore(&self, bytes: Vec<u8>) -> Result<()> {
        self.app.store.alone(move |db| snapshot::restore(db, &bytes)).await
    }

    /// Moves the log into the file, so that the file alone is the whole database.
    pub async fn close(&self) -> Result<()> {
        self.app.store.checkpoint().await
    }
}

impl std::fmt::Display for ResponseDropped {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the response is dropped by a fault")
    }
}

impl std::error::Error for ResponseDropped {}
