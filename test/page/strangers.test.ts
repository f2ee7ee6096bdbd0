import { mkdtempSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { server } from '../../runtime/testing/test-server.ts';
import { openPage, startBrowser } from './browser.ts';
import { servedPage, speakOut, status, withVoices } from './served.ts';

/** A name of this machine that browsers do not take for it: pages from there are no secure contexts. */
const ELSEWHERE = 'speech.example';

let browser: Browser;
beforeAll(async () => void (browser = await startBrowser([`--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`])));
afterAll(() => browser.close());

const WAIT = { timeout: 60_000 };
const failure = (page: Page) => page.locator('#failure').textContent();

test('a page that came over plain HTTP from another machine speaks, and copies', async () => {
  const { url } = await servedPage(browser);
  const { page, complaints } = await openPage(browser, url.replace('127.0.0.1', ELSEWHERE));
  onTestFinished(() => page.context().close());
  await withVoices(page);
  expect(await page.evaluate('isSecureContext')).toBe(false);
  await speakOut(page, 'Hello there.');
  await page.getByRole('tab', { name: 'Code' }).click();
  const copy = page.getByRole('button', { name: 'Copy', exact: true });
  await copy.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Copied' }).waitFor(WAIT);
  expect(await page.evaluate('document.activeElement.id')).toBe('copy');
  const code = await page.locator('#code').textContent();
  await page.locator('#text').fill('');
  await page.locator('#text').press('Control+V');
  expect(await page.locator('#text').inputValue()).toBe(code);
  expect(complaints).toEqual([]);
});

test('a browser that keeps nothing holds key and colours until the page is left', async () => {
  const { page, complaints } = await servedPage(browser, { env: { TTS_API_KEYS_DIR: keysFolder('open-sesame') } });
  await page.addInitScript(`for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });`);
  await page.reload();
  await page.getByRole('textbox', { name: 'API key' }).fill('open-sesame');
  await page.keyboard.press('Enter');
  await withVoices(page);
  await page.getByRole('radio', { name: 'Dark' }).check();
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  await speakOut(page, 'Nothing is kept.');
  await page.getByRole('button', { name: 'API key set' }).waitFor(WAIT);
  expect(complaints).toEqual([]);
});

function keysFolder(key: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tts-page-keys-'));
  writeFileSync(join(folder, 'team'), key);
  return folder;
}

test.each(['a/b+c==', 'p,q;"(r)"', 'x{%2F}~'])('the key %s goes with the WebSocket, too', async (key) => {
  const { page, complaints } = await servedPage(browser, { env: { TTS_API_KEYS_DIR: keysFolder(key) } });
  await page.getByRole('textbox', { name: 'API key' }).fill(` ${key} `);
  await page.keyboard.press('Enter');
  await withVoices(page);
  await page.getByRole('tab', { name: 'As you type' }).click();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.keyboard.type('Here is one. Here ');
  await page.locator('#transcript span').first().waitFor(WAIT);
  expect(complaints).toEqual([]);
});

test.each(['“quoted”', 'two words', 'schlüssel'])('what cannot be a key is told: %s', async (key) => {
  const { page } = await servedPage(browser, { env: { TTS_API_KEYS_DIR: keysFolder('open-sesame') } });
  await page.getByRole('textbox', { name: 'API key' }).fill(key);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^A key is one word of ASCII/ }).waitFor(WAIT);
});

test('texts that are too long are told as such, also as one types', async () => {
  const { page, complaints } = await servedPage(browser);
  await withVoices(page);
  const long = 'And so it goes on, 😀 and on. '.repeat(4_000);
  await page.locator('#text').fill(long);
  for (const button of ['Speak', 'Explain']) {
    await page.getByRole('button', { name: button }).click();
    await expect.poll(() => failure(page), WAIT).toContain('Make the text shorter');
    await page.locator('#text').fill(`${long} `);
  }
  await page.getByRole('tab', { name: 'As you type' }).click();
  await page.locator('#live').fill(long);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect.poll(() => failure(page), WAIT).toMatch(/^The text has too many characters \(limit 16384\)/);
  await expect.poll(() => page.getByRole('button', { name: 'Start' }).isEnabled(), WAIT).toBe(true);
  expect(complaints).toEqual([]);
});

test.each(['Text', 'As you type'])(
  'a server that goes away while it speaks is told, and what was heard is kept: %s',
  async (tab) => {
    const gate = Promise.withResolvers<void>();
    let segments = 0;
    const app = await server({
      ...{ voices: ['af_heart'], env: { TTS_MAX_TEXT_LENGTH: '2000' } },
      onInfer: () => (segments++ === 0 ? undefined : gate.promise),
    });
    const connections: Socket[] = [];
    app.server.on('connection', (socket) => connections.push(socket));
    const { page, complaints } = await openPage(browser, await app.listen({ port: 0, host: '127.0.0.1' }));
    onTestFinished(() => page.context().close());
    await withVoices(page);
    await page.getByRole('tab', { name: tab, exact: true }).click();
    const live = tab !== 'Text';
    await page
      .locator(live ? '#live' : '#text')
      .fill('This is the first. Here is the second. And that is the last one of all. ');
    await page.getByRole('button', { name: live ? 'Start' : 'Speak' }).click();
    await page.locator('#transcript span').first().waitFor(WAIT);
    for (const connection of connections) connection.destroy();
    gate.resolve();
    await expect.poll(() => failure(page), WAIT).toMatch(/broke off/);
    await page.getByRole('tab', { name: 'History 1' }).click();
    expect(await page.getByRole('button', { name: live ? 'Start' : 'Speak' }).isEnabled()).toBe(true);
    expect(complaints.filter((one) => !one.includes('ERR_'))).toEqual([]);
  },
);

test.each([
  [429, { 'retry-after': '7' }, 'The server asks to wait 7 s.'],
  [502, {}, 'Try again in a moment.'],
  [503, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }, /The server asks to wait 3[56]\d\d s\./],
])('an answer %i of a proxy is told, and another attempt offered', async (code, headers, told) => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  const busy = '<html><h1>Busy</h1></html>';
  await page.route('**/dev/captioned_speech', (route) =>
    route.fulfill({ status: code, contentType: 'text/html', headers, body: busy }),
  );
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect.poll(() => failure(page), WAIT).toMatch(told);
  await page.unroute('**/dev/captioned_speech');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => status(page), WAIT).toMatch(/^\d+\.\d s of speech/);
});

test('a page to log in at that comes in place of an answer is told as such, and not saved as sound', async () => {
  const { page, complaints } = await servedPage(browser);
  await withVoices(page);
  await speakOut(page, 'Good morning.');
  await page.route(/captioned_speech|phonemes|audio\/speech$/, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<html><h1>Log in</h1></html>' }),
  );
  for (const name of ['Speak', 'Explain', 'Hear Siwis', 'Download MP3']) {
    if (name === 'Download MP3') await page.getByRole('tab', { name: 'History 1' }).click();
    const button =
      name === 'Download MP3' ? page.getByRole('button', { name: /^Download: / }) : page.getByRole('button', { name });
    await page.evaluate(`document.getElementById('failure').textContent = ''`);
    await button.click();
    await expect.poll(() => failure(page), WAIT).toMatch(/^The answer is a web page\./);
  }
  expect(complaints).toEqual([]);
});

test('the history has the text that was spoken, whatever is written meanwhile', async () => {
  const gate = Promise.withResolvers<void>();
  let segments = 0;
  const { page } = await servedPage(browser, { onInfer: () => (segments++ === 0 ? undefined : gate.promise) });
  await withVoices(page);
  const text = 'The first text. It has two sentences in it.';
  await page.locator('#text').fill(text);
  await page.getByRole('button', { name: 'Speak' }).click();
  await page.locator('#transcript span').first().waitFor(WAIT);
  await page.locator('#text').fill('Something else.');
  await page.getByRole('tab', { name: 'SSML' }).click();
  gate.resolve();
  await expect.poll(() => status(page), WAIT).toMatch(/^\d+\.\d s of speech/);
  await page.getByRole('tab', { name: 'History 1' }).click();
  await page.getByRole('button', { name: /^Use again/ }).click();
  expect(await page.locator('#text').inputValue()).toBe(text);
});

test('one speech is heard at a time: from the history, and as one types', async () => {
  let gate = Promise.resolve();
  let segments = 0;
  const { page, complaints } = await servedPage(browser, { onInfer: () => (segments++ % 2 === 0 ? undefined : gate) });
  await withVoices(page);
  await speakOut(page, 'An old text. It has two sentences in it.');
  const length = await page.locator('#position').getAttribute('max');
  await page.getByRole('tab', { name: 'History 1' }).click();
  for (const other of ['Replay', 'Start']) {
    const { promise, resolve } = Promise.withResolvers<void>();
    [gate, segments] = [promise, 0];
    await page.getByRole('tab', { name: 'Text', exact: true }).click();
    await page.locator('#text').fill('A newer text is spoken. It has two sentences as well.');
    await page.getByRole('button', { name: 'Speak' }).click();
    await page.locator('#transcript span').first().waitFor(WAIT);
    if (other === 'Start') await page.getByRole('tab', { name: 'As you type' }).click();
    await page.getByRole('button', { name: other === 'Start' ? 'Start' : /^Replay/ }).click();
    resolve();
    await expect.poll(() => page.locator('#speak').getAttribute('aria-busy'), WAIT).toBe('false');
    await page.waitForTimeout(500);
    const heard = [
      await page.locator('#position').getAttribute('max'),
      await page.locator('#transcript').textContent(),
    ];
    expect(heard).toEqual(other === 'Start' ? ['0', ''] : [length, 'An old text. It has two sentences in it.']);
  }
  expect(await page.locator('#history li').count()).toBe(1);
  expect(complaints).toEqual([]);
});

test('markup in a text, a word or a name stays text, and letters from right to left begin at the right', async () => {
  const { page, complaints } = await servedPage(browser);
  const markup = `<img src=x onerror="document.title='broken'">`;
  await page.route('**/voices', async (route) => {
    const { voices } = (await (await route.fetch()).json()) as { voices: { id: string; name: string }[] };
    await route.fulfill({ json: { voices: voices.map((voice) => ({ ...voice, name: `${voice.name}${markup}` })) } });
  });
  await page.reload();
  await withVoices(page);
  await page.getByLabel('Word', { exact: true }).fill(markup);
  await page.getByLabel('Sounds like').fill(`"${markup}$&`);
  await page.keyboard.press('Enter');
  await speakOut(page, `Hello there ${markup} and more.`);
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.locator('.reading').waitFor(WAIT);
  await page.getByRole('tab', { name: 'History 1' }).click();
  expect(await page.locator('#history .said').textContent()).toBe(`Hello there "${markup}$& and more.`);
  expect(await page.locator('main img').count()).toBe(0);
  expect(await page.title()).toBe('Pattern TTS');
  const direction = () => page.evaluate(`getComputedStyle(document.getElementById('text')).direction`);
  expect(await direction()).toBe('ltr');
  await page.locator('#text').fill('שלום world');
  expect(await direction()).toBe('rtl');
  expect(complaints).toEqual([]);
});
