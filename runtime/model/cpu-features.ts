import { readFileSync } from 'node:fs';

/**
 * What ONNX Runtime asks a CPU for before it chooses how values are laid out (onnxruntime/core/mlas/lib/platform.cpp), as
 * /proc/cpuinfo names it: a graph that was optimised for one set may be wrong for another.
 */
const ASKED =
  /^(sse4_1|avx|avx2|fma|f16c|avx512f|avx512bw|avx512dq|avx512vl|avx512_vnni|avx_vnni|avx_vnni_int8|amx_tile|amx_int8|asimd|asimddp|i8mm|sve|bf16|fphp|asimdhp)$/;

/** The features of this machine's CPU that matter, in order, separated by commas; empty where they are not known. */
export function cpuFeatures(cpuinfo = readCpuinfo()): string {
  const flags = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo)?.[1] ?? '';
  return [...new Set(flags.trim().split(/\s+/))]
    .filter((flag) => ASKED.test(flag))
    .sort()
    .join(',');
}

function readCpuinfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
