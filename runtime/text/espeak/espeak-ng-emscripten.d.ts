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
  }
  export default function load(): Promise<EspeakModule>;
}
