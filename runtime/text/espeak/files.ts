import { fstatSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { EspeakFiles, EspeakNode } from '@echogarden/espeak-ng-emscripten';

/** Where espeak-ng finds its data. */
const FOLDER = '/usr/share/espeak-ng-data';

const PACKAGE = '@echogarden/espeak-ng-emscripten';

/**
 * The data of espeak-ng in one file: 24 MB, of which a language needs one. Each file in it is read when it is first opened, into a
 * buffer whose pages take no memory before.
 */
export class DataFile {
  readonly #descriptor = openSync(
    join(dirname(createRequire(import.meta.url).resolve(PACKAGE)), 'espeak-ng.data'),
    'r',
  );

  /** A buffer in which every file has its place, and none its content. */
  empty(): ArrayBuffer {
    return new ArrayBuffer(fstatSync(this.#descriptor).size);
  }

  /** Lets files whose contents are views of such a buffer be read when they are opened. */
  readOnOpen(files: EspeakFiles): void {
    const visit = (path: string): void => {
      const { node } = files.lookupPath(path);
      if (!files.isDir(node.mode)) return this.#readOnOpen(node);
      for (const name of files.readdir(path)) if (name !== '.' && name !== '..') visit(`${path}/${name}`);
    };
    visit(FOLDER);
  }

  #readOnOpen(node: EspeakNode): void {
    const operations = node.stream_ops;
    node.stream_ops = {
      ...operations,
      open: (stream) => {
        this.#read(node.contents);
        node.stream_ops = operations;
        operations.open?.(stream);
      },
    };
  }

  #read(contents: Uint8Array): void {
    for (let read = 0; read < contents.length;) {
      const more = readSync(this.#descriptor, contents, read, contents.length - read, contents.byteOffset + read);
      if (more === 0) throw new Error(`${PACKAGE}: espeak-ng.data is too short`);
      read += more;
    }
  }
}
