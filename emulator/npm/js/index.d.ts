/// <reference lib="esnext.disposable" />

/** What the real service leaves open, and what makes a site: the flags of the command. */
export interface EmulatorOptions {
  /** Fill an empty site with so many made-up contacts, the same each time. */
  seed?: number;
  /** The day, or the moment, when the newest of them came, such as `2026-01-31`; now without it. */
  seedUntil?: string;
  /** A SQLite file that keeps the contacts; in memory without it. */
  db?: string;
  /** Serve the files of a directory at `/`. Node only. */
  www?: string;
  /** Accept these as Authorization only. Without it, everything but an empty one. */
  token?: string | readonly string[];
  /** Accept these for reading; writes with them get 403. */
  readOnlyToken?: string | readonly string[];
  /** Answer pages of these origins. */
  allowOrigin?: string | readonly string[];
  /** Answer 429 to more requests a minute with one token; Wix allows 200. */
  rateLimit?: number;
  /** Answer 400 to what Wix passes over in silence, and say what was meant. */
  strict?: boolean;
  /** Answer 403 to calls that need another permission scope than these, such as `Read Contacts`. */
  scopes?: string | readonly string[];
  /** Contacts show the subscriptions of their emails only so many milliseconds after the write. */
  subscriptionLag?: number;
  /** A get may be behind writes by so many milliseconds. */
  staleReads?: number;
  /** What a site whose contacts are stored as v5 would show, as far as can be inferred. */
  v5Backed?: boolean;
  /** Answer 400 to a longer value of a TEXT field. */
  textLength?: number;
  /** Order of a query without sort, by createdDate. */
  defaultOrder?: 'asc' | 'desc';
  /** Whether `$startsWith` regards case. */
  startsWith?: 'insensitive' | 'sensitive';
  /** What `search` compares. */
  search?: 'field' | 'word';
  /** Which stored emails make a duplicate. */
  duplicates?: 'any' | 'primary';
  /** A label key that no label has. */
  unknownLabel?: 'reject' | 'ignore';
  /** Deleting an unknown contact. */
  deleteUnknown?: 'ignore' | 'reject';
  /** `info.extendedFields` of an update. */
  patchExtendedFields?: 'merge' | 'replace';
  /** `info.labelKeys` of an update. */
  patchLabelKeys?: 'replace' | 'merge';
  /** null in an update. */
  patchNull?: 'clear' | 'keep';
  /** Revision after a change of nothing. */
  noOpRevision?: 'documented' | 'bump' | 'keep';
  /** Letters that keys keep of names. */
  keyLetters?: 'unicode' | 'ascii';
  /** Random ending on keys of new extended fields. */
  randomFieldKeys?: boolean;
  /** Fill in `formattedAddress`. */
  formattedAddress?: boolean;
  /** A status that an upsert of a subscription leaves out. */
  partialSubscription?: 'keep' | 'reset';
  /** Retry-After with 429. */
  retryAfter?: boolean;
  /** Queries with more matches than this have no total. */
  countLimit?: number;
  /** The wasm, or where it is, if a bundler leaves it behind: a URL, a Response, bytes or a WebAssembly.Module. */
  wasm?: string | URL | object;
}

/** A rule; the first that matches a request applies. */
export interface FaultRule {
  /** The method that it is for; any without it. */
  method?: string;
  /** A path, or the beginning of paths if it ends in `*`. */
  path?: string;
  /** How often it applies; without it until it is replaced. */
  times?: number;
  /** From 0 to 1. */
  probability?: number;
  /** The response in place of the real one. */
  status?: number;
  /** A text as it is, anything else as JSON. */
  body?: unknown;
  /** Set on the response, real or not. */
  headers?: Record<string, string>;
  /** Waits before anything else. */
  latencyMs?: number;
  /** No response: `fetch` rejects. `after`: when what was asked for is done. */
  drop?: boolean | 'before' | 'after';
}

/** A request that was answered. */
export interface JournalEntry {
  time: string;
  method: string;
  path: string;
  query: string;
  /** null if a fault dropped the response. */
  status: number | null;
  durationMs: number;
  /** The JSON that was sent; null for none. */
  body: unknown;
}

/** What a site holds, as `export` gives it. Everything may be left out. */
export interface SiteData {
  contacts?: readonly object[];
  labels?: readonly object[];
  extendedFields?: readonly object[];
  subscriptions?: readonly object[];
  merged?: readonly (readonly [source: string, target: string])[];
}

/** One site: a Contacts v4 with state. Sites know nothing of each other. */
export interface Emulator extends AsyncDisposable {
  /**
   * Answers as Wix does; bound, so it can be passed on. It asks no network, and rejects for any address but Wix's and this
   * machine's. A request without Authorization is given one.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Replaces the fault rules, if any are given, and gives those in force. */
  faults(rules?: readonly FaultRule[]): Promise<FaultRule[]>;
  /** The last requests, or so many of them, the newest last. */
  journal(limit?: number): Promise<JournalEntry[]>;
  /** Empties everything, faults and journal too, then repeats `seed`. */
  reset(): Promise<{ contacts: number }>;
  /** Adds so many made-up contacts, or contacts as they are. */
  seed(what: number | SiteData): Promise<{ added: number; contacts: number }>;
  /** Everything, as JSON. */
  export(): Promise<Required<SiteData>>;
  /** Puts what `export` gave in the place of what is there. */
  import(site: SiteData): Promise<{ contacts: number }>;
  /** Everything, as a SQLite file; quick to take and to restore. */
  snapshot(): Promise<Uint8Array<ArrayBuffer>>;
  /** Puts a snapshot in the place of what is there. One of another version is refused, and nothing changes. */
  restore(snapshot: Uint8Array): Promise<void>;
  /** Ends the site, and gives back its memory and its file. */
  close(): Promise<void>;
}

/** Makes a site. */
export function createEmulator(options?: EmulatorOptions): Promise<Emulator>;
