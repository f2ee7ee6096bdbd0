import { decode } from '@msgpack/msgpack';
import { BoundedMap } from '../../bounded-map.ts';
import { featureIds } from './features.ts';
import type { TaggerToken } from './features.ts';
import { PIECES } from './maxout-module.ts';
import { startNetwork } from './network.ts';
import type { Layer, Matrix, Network } from './network.ts';

export type { TaggerToken } from './features.ts';

/** Penn Treebank tags in the order of the model's output (the labels of en_core_web_sm 3.8.0). */
const TAGS =
  "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``".split(
    ' ',
  );

/** In numbers and characters; so many vectors take some 8 MB, so many tags 2 MB. */
const REMEMBERED_VECTORS = 1_000_000;
const REMEMBERED_TAGS = 1_000_000;

/** Gives each token its Penn Treebank part-of-speech tag. */
export type Tagger = (tokens: readonly TaggerToken[]) => string[];

/** The three files of the tagger, as spaCy saves them: tok2vec/model, tagger/model and vocab/lookups.bin. */
export interface TaggerFiles {
  tok2vec: Uint8Array;
  tagger: Uint8Array;
  norms: Uint8Array;
}

/** Reads a tagger; throws when the files are not those of a model with en_core_web_sm's architecture. */
export function createTagger(files: TaggerFiles): Tagger {
  const weights = readNetwork(files);
  const network = startNetwork(weights);
  const norms = readNorms(files.norms);
  const known = new BoundedMap<Float32Array>(REMEMBERED_VECTORS, (vector) => vector.length);
  const vectorsOf = (tokens: readonly TaggerToken[], keys: readonly string[]): Float32Array[] => {
    const vectors = new Map<string, Float32Array>();
    const fresh = new Map<string, TaggerToken>();
    keys.forEach((key, index) => {
      const vector = known.get(key);
      if (vector) vectors.set(key, vector);
      else fresh.set(key, tokens[index]!);
    });
    const made = network.embedTokens([...fresh.values()].map((token) => featureIds(token, norms)));
    [...fresh.keys()].forEach((key, index) => {
      vectors.set(key, made[index]!);
      known.set(key, made[index]!);
    });
    return keys.map((key) => vectors.get(key)!);
  };
  const tagged = new BoundedMap<string>(REMEMBERED_TAGS, () => 1);
  const reach = weights.encode.length;
  return (tokens) => {
    const keys = tokens.map((token) => `${token.text}\n${token.norm ?? ''}\n${token.whitespace === '' ? '' : ' '}`);
    // A tag depends on no more than the tokens that the layers reach.
    const places = keys.map((_, index) => windowAround(keys, index, reach));
    const tags = places.map((place) => tagged.get(place));
    for (const { start, end } of gaps(tags, 2 * reach)) {
      const [from, to] = [Math.max(0, start - reach), Math.min(tokens.length, end + reach)];
      network
        .tagScores(vectorsOf(tokens.slice(from, to), keys.slice(from, to)))
        .slice(start - from, end - from)
        .forEach((scores, index) => {
          const tag = TAGS[scores.indexOf(Math.max(...scores))] ?? 'NN';
          tags[start + index] = tag;
          tagged.set(places[start + index]!, tag);
        });
    }
    return tags.map((tag) => tag ?? 'NN');
  };
}

function windowAround(keys: readonly string[], index: number, reach: number): string {
  const before = Math.min(index, reach);
  return `${before}\n${keys.slice(index - before, index + reach + 1).join('\n')}`;
}

/** The ranges without a value, those that are less than `near` apart as one. */
function gaps(values: readonly unknown[], near: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  values.forEach((value, index) => {
    const last = found.at(-1);
    if (value !== undefined) return;
    if (last && index - last.end < near) last.end = index + 1;
    else found.push({ start: index, end: index + 1 });
  });
  return found;
}

interface Node {
  name: string;
  params: Record<string, Tensor | undefined>;
  attrs: Record<string, Uint8Array | undefined>;
}
interface Tensor {
  shape: number[];
  values: Float32Array;
}

function readNetwork(files: TaggerFiles): Network {
  const nodes = readModel(files.tok2vec);
  const embeddings = nodes
    .filter((node) => node.name === 'hashembed')
    .map((node) => {
      const table = tensor(node, 'E');
      const seed = decode(node.attrs['seed'] ?? []) as number;
      return { table: { data: table.values, rows: table.shape[0] ?? 0 } satisfies Matrix, seed };
    });
  const maxouts = nodes.filter((node) => node.name === 'maxout');
  const norms = nodes.filter((node) => node.name === 'layernorm');
  const layers = maxouts.map((node, index): Layer => {
    const norm = norms[index];
    if (!norm) throw new Error('the tagger has a layer without normalisation');
    return {
      weights: tensor(node, 'W').values,
      bias: tensor(node, 'b').values,
      gain: tensor(norm, 'G').values,
      shift: tensor(norm, 'b').values,
    };
  });
  const [mix, ...encode] = layers;
  const softmax = readModel(files.tagger).find((node) => node.name === 'softmax');
  if (!mix || !softmax || embeddings.length !== 6 || mix.bias.length !== PIECES * mix.gain.length)
    throw new Error('the tagger is not of the expected architecture');
  const output = { weights: tensor(softmax, 'W').values, bias: tensor(softmax, 'b').values };
  if (output.bias.length !== TAGS.length)
    throw new Error(`the tagger has ${output.bias.length} tags, not ${TAGS.length}`);
  return { width: mix.gain.length, embeddings, mix, encode, output };
}

/** thinc's msgpack: nodes in the order of a walk, their parameters and attributes beside them by index. */
function readModel(bytes: Uint8Array): Node[] {
  const raw = decode(bytes, { rawStrings: false, mapKeyConverter: keyOf }) as {
    nodes: { name: string }[];
    params: Record<string, unknown>[];
    attrs: Record<string, Uint8Array>[];
  };
  return raw.nodes.map((node, index) => ({
    name: node.name,
    params: Object.fromEntries(Object.entries(raw.params[index] ?? {}).map(([key, value]) => [key, readTensor(value)])),
    attrs: raw.attrs[index] ?? {},
  }));
}

function keyOf(key: unknown): string {
  return key instanceof Uint8Array ? new TextDecoder().decode(key) : String(key);
}

/** msgpack-numpy's form of an array; only little-endian float32 is expected. */
function readTensor(value: unknown): Tensor | undefined {
  if (typeof value !== 'object' || value === null || !('data' in value)) return undefined;
  const { type, shape, data } = value as { type: string | Uint8Array; shape: number[]; data: Uint8Array };
  const kind = typeof type === 'string' ? type : new TextDecoder().decode(type);
  if (kind !== '<f4') throw new Error(`the tagger holds numbers of type ${kind}, not <f4`);
  const aligned = new Uint8Array(data);
  return { shape, values: new Float32Array(aligned.buffer, 0, aligned.byteLength / 4) };
}

function tensor(node: Node, name: string): Tensor {
  const found = node.params[name];
  if (!found) throw new Error(`the tagger's ${node.name} has no ${name}`);
  return found;
}

function readNorms(bytes: Uint8Array): ReadonlyMap<string, string> {
  const tables = decode(bytes, { useBigInt64: true, mapKeyConverter: keyOf }) as Record<string, Record<string, string>>;
  return new Map(Object.entries(tables['lexeme_norm'] ?? {}));
}
