import { ApiError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { Language, Pronunciation } from './types.ts';

/** What a stretch is, when the caller says so; its words depend on the language that speaks it. */
export interface SayAs {
  as: 'characters' | 'cardinal' | 'ordinal' | 'digits' | 'fraction' | 'date' | 'duration' | 'telephone';
  /** Of a date: the order of its figures, such as `dmy`. */
  format?: string | undefined;
}

/** A stretch in UTF-16 offsets, and what it is. */
export type SaidAs = { start: number; end: number } & SayAs;

/** A place that the caller named: UTF-16 offset in the text of its part. */
export interface Mark {
  name: string;
  at: number;
}

/** A stretch of an input that is spoken in one way. */
export interface SpokenInput<Given = Pronunciation | SaidAs> {
  text: string;
  /** In ascending order, without overlap. */
  pronunciations: readonly Given[];
  /** Undefined: that of the request. */
  voice: string | undefined;
  /** Undefined: that of the voice. `en`: English as the voice speaks it, or as in America. */
  language?: Language | 'en';
  /** How much faster than the speed of the request. */
  rate?: number;
  /** How much louder, as a factor of the samples. */
  gain?: number;
  marks?: readonly Mark[];
}

export type InputPart<Given = Pronunciation | SaidAs> = SpokenInput<Given> | { pauseSeconds: number };

/** An input in its parts, and the voices that they name. */
export interface ParsedInput<Given = Pronunciation | SaidAs> {
  parts: InputPart<Given>[];
  voices: ReadonlySet<string>;
}

/** What one input may ask for. */
export const INPUT_LIMITS = { pauseSeconds: 10, allPausesSeconds: 60, voices: 10 };

/** Throws ApiError when an input asks for more silence or more voices than it may. */
export function checkInputParts({ parts, voices }: ParsedInput, code: ErrorCode): void {
  const pauses = parts.reduce((sum, part) => sum + ('pauseSeconds' in part ? part.pauseSeconds : 0), 0);
  if (pauses > INPUT_LIMITS.allPausesSeconds) {
    const message = `The pauses in the input add up to ${Math.round(pauses)} s (limit ${INPUT_LIMITS.allPausesSeconds} s).`;
    throw new ApiError(code, message, { param: 'input' });
  }
  if (voices.size > INPUT_LIMITS.voices) {
    const message = `The input names ${voices.size} voices (limit ${INPUT_LIMITS.voices}).`;
    throw new ApiError(code, message, { param: 'input' });
  }
}
