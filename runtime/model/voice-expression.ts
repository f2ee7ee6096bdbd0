import { ApiError } from '../errors.ts';
import { openaiVoices, voiceAliases } from './voice-catalog.ts';

/** One voice of a blend and its share; shares of a blend need not sum to 1. */
export interface VoicePart {
  id: string;
  weight: number;
}

const MAX_PARTS = 10;
const MAX_WEIGHT = 1000;
/** How far a blend may lie outside of its voices: the weights without their signs, in parts of their sum. */
const MAX_REACH = 3;
const PART = /^([A-Za-z0-9_]+)(?:\((\d+(?:\.\d+)?)\))?$/;

/**
 * Reads a voice: a name (`af_heart`, `alloy`) or a blend (`af_bella(2)+af_sky(1)`, weight 1 where none is given, `-`
 * takes a voice away). OpenAI's names and aliases become native voices. Throws ApiError `invalid_voice`.
 */
export function parseVoice(expression: string): VoicePart[] {
  const pieces = expression.replace(/\s+/g, '').split(/(?=[+-])/);
  const parts = pieces.flatMap((piece, index) => {
    const sign = piece.startsWith('-') ? -1 : 1;
    const match = PART.exec(index > 0 || piece.startsWith('-') ? piece.slice(1) : piece);
    if (!match)
      throw invalid(
        `${JSON.stringify(expression)} is not a voice. Use a name, or a blend such as af_bella(2)+af_sky(1).`,
      );
    return expand(match[1]!.toLowerCase(), sign * Number(match[2] ?? 1));
  });
  if (parts.length > MAX_PARTS) throw invalid(`The blend has ${parts.length} voices (limit ${MAX_PARTS}).`);
  const sum = parts.reduce((total, part) => total + part.weight, 0);
  if (!(sum > 0) || !parts.every(({ weight }) => Math.abs(weight) <= MAX_WEIGHT)) {
    throw invalid(`Each weight of a blend must be at most ${MAX_WEIGHT}, and their sum must be greater than 0.`);
  }
  const reach = parts.reduce((total, part) => total + Math.abs(part.weight), 0) / sum;
  if (reach > MAX_REACH) {
    throw invalid(
      `The blend subtracts too much: the sum of its absolute weights is ${reach.toFixed(1)} times the sum of its weights (limit ${MAX_REACH}).`,
    );
  }
  return parts;
}

/** A native voice stays itself; a name that stands for a blend shares its weight among that blend's voices. */
function expand(name: string, weight: number): VoicePart[] {
  const target = openaiVoices.get(name) ?? name;
  const blend = voiceAliases.get(target)?.split('+') ?? [target];
  return blend.map((id) => ({ id, weight: weight / blend.length }));
}

function invalid(message: string): ApiError {
  return new ApiError('invalid_voice', message, { param: 'voice' });
}
