import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestServerOptions } from '../../runtime/testing/test-server.ts';
import { startBrowser } from './browser.ts';
import { servedPage, speakOut, status, withVoices } from './served.ts';

let browser: Browser;
beforeAll(async () => void (browser = await startBrowser()));
afterAll(() => browser.close());

const WAIT = { timeout: 60_000 };

function keysFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tts-page-keys-'));
  writeFileSync(join(folder, 'team'), 'open-sesame');
  return folder;
}

test('a server with keys asks for one, which stays in the tab and out of the code', async () => {
  const { page, complaints } = await servedPage(browser, { env: { TTS_API_KEYS_DIR: keysFolder() } });
  await page.getByRole('heading', { name: 'This server asks for an API key' }).waitFor(WAIT);
  const key = page.getByRole('textbox', { name: 'API key' });
  await key.fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The API key is not valid for this server.' }).waitFor(WAIT);
  await key.fill('open-sesame');
  await page.getByRole('button', { name: 'Use key' }).click();
  await withVoices(page);
  expect(await page.locator('#key-panel').isHidden()).toBe(true);
  await speakOut(page, 'Behind a key.');
  await page.getByRole('tab', { name: 'Code' }).click();
  for (const language of ['curl', 'Python', 'JavaScript']) {
    await page.getByRole('radio', { name: language }).check();
    const code = await page.locator('#code').textContent();
    expect(code).toContain('TTS_API_KEY');
    expect(code).not.toContain('open-sesame');
  }
  expect(await page.evaluate('JSON.stringify(localStorage) + document.cookie')).not.toContain('open-sesame');
  await page.reload();
  await withVoices(page);
  await page.getByRole('button', { name: 'API key set' }).click();
  await page.getByRole('button', { name: 'Forget' }).click();
  expect(await page.evaluate('sessionStorage.length')).toBe(0);
  expect(complaints).toEqual([]);
});

test('a key that is refused while speaking is asked for', async () => {
  const env = { TTS_API_KEYS_DIR: keysFolder(), TTS_KEYLESS_LISTS: 'true' };
  const { page } = await servedPage(browser, { env });
  await withVoices(page);
  await page.getByRole('button', { name: 'Speak' }).click();
  await page.getByRole('heading', { name: 'This server asks for an API key' }).waitFor(WAIT);
  expect(await page.locator('#failure').textContent()).toContain('Enter a key of this server above.');
});

test('a server that starts is waited for, and one that sleeps is said to', async () => {
  const options: TestServerOptions = { ready: false };
  const { page } = await servedPage(browser, options);
  const pill = page.locator('#server');
  await expect.poll(() => pill.textContent(), WAIT).toBe('Not ready');
  expect(await pill.getAttribute('title')).toBe('voices are missing');
  expect(await page.locator('#voice-list').getAttribute('aria-busy')).toBe('true');
  options.ready = true;
  await withVoices(page);
  expect(await pill.textContent()).toBe('Ready');
  await page.route('**/readyz', (route) => route.fulfill({ json: { ready: true, reason: 'Asleep' } }));
  await page.reload();
  await withVoices(page);
  expect(await pill.textContent()).toBe('Asleep');
  await speakOut(page, 'Good morning.');
});

test('a server that is gone is told in words, and asked again when it is back', async () => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  await page.route('**/dev/captioned_speech', (route) => route.abort());
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect.poll(() => page.locator('#failure').textContent(), WAIT).toMatch(/^The server cannot be reached\./);
  await page.unroute('**/dev/captioned_speech');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => status(page), WAIT).toMatch(/^\d+\.\d s of speech/);
  expect(await page.locator('#failure').isHidden()).toBe(true);
});

test('a server that never answers is unreachable, and asked again', async () => {
  const { page } = await servedPage(browser);
  let asked = 0;
  // The first question stays without an answer, as on a connection that is broken somewhere on its way.
  await page.route('**/readyz', (route) => (++asked === 1 ? undefined : route.fallback()));
  await page.reload();
  await expect.poll(() => page.locator('#server').textContent(), WAIT).toBe('Unreachable');
  await withVoices(page);
});

test('voices stand by language and are heard, searched and chosen', async () => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  const groups = page.locator('#voice-list legend');
  expect(await groups.allTextContents()).toEqual(['American English', 'Chinese (China)', 'French (France)']);
  const sample = page.waitForRequest('**/v1/audio/speech');
  await page.locator('#voice-list').getByRole('button', { name: 'Hear Siwis' }).click();
  expect((await sample).postDataJSON()).toMatchObject({
    voice: 'ff_siwis',
    input: expect.stringMatching(/^Bonjour/) as string,
  });
  await expect
    .poll(() => page.getByRole('button', { name: 'Hear Siwis' }).getAttribute('aria-pressed'), WAIT)
    .toBe('true');
  await page.getByLabel('Find').fill('xiao');
  expect(await page.locator('#voice-list label').allTextContents()).toEqual([expect.stringContaining('Xiaobei')]);
  await page.getByLabel('Find').fill('nobody');
  expect(await page.locator('#voice-list').textContent()).toBe('No voice is called so.');
  await page.getByLabel('Find').fill('');
  await page.getByLabel('Language', { exact: true }).selectOption('fr-FR');
  expect(await groups.allTextContents()).toEqual(['French (France)']);
  await page.getByRole('radio', { name: /^Siwis/ }).check();
  expect(await page.locator('#voice-chip').textContent()).toBe('Siwis, French (France)');
});

test('a text in another language than the voice’s is noticed, and its best voice offered', async () => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  await page.getByRole('textbox', { name: 'Text' }).fill('Bonjour, je ne sais pas où est la gare.');
  await page.getByRole('button', { name: 'Use Siwis' }).click();
  expect(await page.locator('#voice-chip').textContent()).toBe('Siwis, French (France)');
  expect(await page.locator('#language-hint').isHidden()).toBe(true);
  await page.getByRole('textbox', { name: 'Text' }).fill('これは日本語の文章です。');
  await expect
    .poll(() => page.locator('#language-hint').textContent(), WAIT)
    .toBe('This looks like Japanese, and Siwis speaks French (France). The server has no voice for it.');
});

test('one voice of one language is enough', async () => {
  const { page, complaints } = await servedPage(browser);
  const [voice] = (
    (await (await fetch(new URL('voices', page.url()))).json()) as { voices: { id: string }[] }
  ).voices.filter(({ id }) => id === 'ff_siwis');
  await page.route('**/voices', (route) => route.fulfill({ json: { voices: [voice] } }));
  await page.reload();
  await withVoices(page);
  expect(await page.getByLabel('Language', { exact: true }).isDisabled()).toBe(true);
  expect(await page.locator('#voices-count').textContent()).toBe('1 voice');
  await speakOut(page, 'Bonjour.');
  await page.route('**/voices', (route) => route.fulfill({ json: { voices: [] } }));
  await page.reload();
  await page.getByText('This server has no voice.').waitFor(WAIT);
  expect(complaints).toEqual([]);
});
