import { cacheFolder, pullShown } from '../../operator/model-store/pull-shown.ts';

/** Has the real model in the cache before any test of the text front end asks for its lexicons: none of them is left out. */
export default async function setup(): Promise<void> {
  await pullShown('kokoro-v1.0', 'q8', cacheFolder('kokoro-v1.0'), process.stderr, true);
}
