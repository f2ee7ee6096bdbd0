declare module '@echogarden/espeak-ng-emscripten' {
  interface EspeakWorker {
    /** 0 when the voice was found. */
    set_voice(name: string): number;
    /** Mode 1 is IPA, a `_` between phonemes, ` | ` between clauses; the pointer is to a NUL-terminated UTF-8 string. */
    text_to_phonemes(text: string, mode: number): VoidPtr;
  }
  interface VoidPtr {
    ptr: number;
  }
  interface EspeakModule {
    HEAPU8: Uint8Array;
    VoidPtr: new () => VoidPtr;
    /** The objects of a class that were handed out, by address; nothing else forgets them. */
    getCache(of: new () => VoidPtr): Record<number, VoidPtr>;
    eSpeakNGWorker: new () => EspeakWorker;
    FS: EspeakFiles;
  }
  /** What is used of Emscripten's file system. */
  export interface EspeakFiles {
    lookupPath(path: string): { node: EspeakNode };
    isDir(mode: number): boolean;
    readdir(path: string): string[];
  }
  export interface EspeakNode {
    mode: number;
    /** A view of the package of all files. */
    contents: Uint8Array;
    stream_ops: { open?(stream: unknown): void };
  }
  export interface LoadOptions {
    /** The bytes of the package of all files. */
    getPreloadedPackage?(): ArrayBuffer;
  }
  export default function load(options?: LoadOptions): Promise<EspeakModule>;
}
