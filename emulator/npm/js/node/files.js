// The files of SQLite, and of a page, in Node.

import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { lock } from './lock.js';

/** What the server inside asks for, for one database. */
export async function openFiles(db) {
  const unlock = db === undefined ? () => {} : lock(resolve(db));
  const open = new Set();
  return {
    open(path, create) {
      const handle = openFile(path, create);
      if (handle === undefined) return undefined;
      const file = new File(handle, () => open.delete(file));
      open.add(file);
      return file;
    },
    remove(path) {
      rmSync(path, { force: true });
    },
    page(directory, path) {
      try {
        return readFileSync(join(directory, path));
      } catch {
        return undefined;
      }
    },
    release() {
      for (const file of open) file.close();
      unlock();
    },
  };
}

function openFile(path, create) {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return create ? openSync(path, 'wx+') : undefined;
  }
}

class File {
  #handle;
  #forget;

  constructor(handle, forget) {
    this.#handle = handle;
    this.#forget = forget;
  }

  read(buffer, position) {
    let done = 0;
    while (done < buffer.length) {
      const read = readSync(this.#handle, buffer, done, buffer.length - done, position + done);
      if (read === 0) break;
      done += read;
    }
    return done;
  }

  write(bytes, position) {
    let done = 0;
    while (done < bytes.length) {
      done += writeSync(this.#handle, bytes, done, bytes.length - done, position + done);
    }
  }

  truncate(size) {
    ftruncateSync(this.#handle, size);
  }

  flush() {
    fsyncSync(this.#handle);
  }

  size() {
    return fstatSync(this.#handle).size;
  }

  close() {
    closeSync(this.#handle);
    this.#forget();
  }
}
