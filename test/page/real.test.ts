import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { pythonWith } from '../support/python-client.ts';
import { startSpeechServer } from '../support/speech-server.ts';
import type { SpeechServer } from '../support/speech-server.ts';
import { openPage, startBrowser } from './browser.ts';
import { status, withVoices } from './served.ts';

const run = promisify(execFile);
/** A machine with much else to do takes minutes to load the model. */
const WAIT = { timeout: 280_000 };

/** With PAGE_SCREENSHOTS=1, the screenshots of docs/guides/page.md are made anew; a larger one than this is refused. */
const IMAGES = process.env['PAGE_SCREENSHOTS'] ? 'docs/images' : undefined;
const MOST_BYTES = 150 * 1024;

let server: SpeechServer;
let browser: Browser;
beforeAll(async () => {
  server = await startSpeechServer();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function shot(page: Page, name: string): Promise<void> {
  if (!IMAGES) return;
  mkdirSync(IMAGES, { recursive: true });
  await page.mouse.move(0, 0);
  await page.evaluate('scrollTo(0, 0)');
  const image = await page.screenshot();
  expect(image.length, name).toBeLessThan(MOST_BYTES);
  writeFileSync(join(IMAGES, `page-${name}.png`), image);
}

/** Runs in the page: keeps every word that was ever marked in an attribute of the body. */
const noteHeardWords = `
  const heard = new Set();
  new MutationObserver(() => {
    for (const span of document.querySelectorAll('#transcript .heard')) heard.add(span.textContent);
    document.body.dataset.heard = [...heard].join(' ');
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['class'] });`;

test('a sleeping server is woken, and a blend speaks by keyboard alone, its words marked while they are heard', async () => {
  const sleepy = await startSpeechServer({ TTS_SLEEP_AFTER: '1' });
  onTestFinished(async () => void (await sleepy.stop()));
  const { page, complaints } = await openPage(browser, sleepy.url);
  await withVoices(page);
  await expect.poll(() => page.locator('#server').textContent(), WAIT).toBe('Asleep');
  const text = 'Hello there. This is a test.';
  await page.getByRole('textbox', { name: 'Text' }).fill(text);
  await page.getByLabel('Blend with').selectOption('am_adam');
  await page.evaluate(noteHeardWords);
  await page.getByRole('textbox', { name: 'Text' }).press('Control+Enter');
  await expect.poll(() => status(page), WAIT).toMatch(/^[23]\.\d s of speech/);
  // A machine that is busy draws so few pictures that a short word may be in none of them: then it is played again.
  const again = page.getByRole('button', { name: 'Play' });
  const heard = async () => {
    if (await again.isVisible()) await again.click();
    return ((await page.locator('body').getAttribute('data-heard')) ?? '').split(' ').sort();
  };
  await expect.poll(heard, WAIT).toEqual(text.split(' ').sort());
  expect(complaints).toEqual([]);
  await page.context().close();
}, 600_000);

const ORDER = 'It costs €12.50, and the train leaves at 9:41 on 3 May.';

test('each stretch of a text is told for what it is taken', async () => {
  const { page } = await openPage(browser, server.url);
  await withVoices(page);
  await page.getByRole('textbox', { name: 'Text' }).fill(ORDER);
  await page.getByRole('button', { name: 'Explain' }).click();
  const rows = page.locator('.reading tbody tr');
  await rows.first().waitFor(WAIT);
  const date = rows.filter({ hasText: '3 May' }).locator('td');
  expect((await date.allTextContents()).map((cell) => cell.trim()).slice(0, 3)).toEqual([
    ...['3 May.', 'date', 'the third of May.'],
  ]);
  expect(await rows.filter({ hasText: '9:41' }).locator('.kind').textContent()).toBe('time');
  await page.context().close();
});

test('the code in Python is valid, over HTTP and over the WebSocket', async () => {
  const { page } = await openPage(browser, server.url);
  await withVoices(page);
  await page.getByRole('textbox', { name: 'Text' }).fill(`It's "odd": \\n — 你好.`);
  await page.getByLabel('Format').selectOption('wav');
  await page.getByLabel('Loudness').selectOption('-16');
  await page.getByRole('tab', { name: 'Code' }).click();
  await page.getByRole('radio', { name: 'Python' }).check();
  const python = await pythonWith(join(import.meta.dirname, 'python/requirements.txt'));
  const cwd = mkdtempSync(join(tmpdir(), 'tts-page-code-'));
  const runShown = async () => run(python, ['-c', (await page.locator('#code').textContent()) ?? ''], { cwd });
  await runShown();
  expect(readFileSync(join(cwd, 'speech.wav')).toString('latin1', 0, 4)).toBe('RIFF');
  await page.getByRole('tab', { name: 'As you type' }).click();
  await page.getByLabel('Text that is spoken as you type').fill('Hello there.');
  await runShown();
  expect(readFileSync(join(cwd, 'speech.pcm')).length).toBeGreaterThan(24_000);
  await page.context().close();
}, 600_000);

/** Speaks the text of the page and waits until a word in its middle is heard. */
async function spokenToItsMiddle(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect.poll(() => status(page), WAIT).toMatch(/^\d+\.\d s of speech/);
  await page.getByRole('button', { name: 'Play' }).waitFor(WAIT);
  // Standing in its middle, the picture is the same each time.
  await page.evaluate(`(() => {
    const range = document.getElementById('position');
    range.value = range.max * 0.45;
    range.dispatchEvent(new Event('input'));
  })()`);
}

test.each([
  ['light', { viewport: { width: 1280, height: 900 } }],
  ['dark', { viewport: { width: 1280, height: 900 } }],
  ['light', { viewport: { width: 390, height: 844 } }],
] as const)(
  'the page as the guide shows it, in %s at %o',
  async (colorScheme, view) => {
    const { page, complaints } = await openPage(browser, server.url, { colorScheme, ...view });
    await withVoices(page);
    const name = view.viewport.width < 1000 ? 'phone' : colorScheme;
    await page.getByRole('textbox', { name: 'Text' }).fill(ORDER);
    if (name === 'light') await spokenToItsMiddle(page);
    if (name === 'dark') {
      await page.getByRole('tab', { name: 'SSML' }).click();
      await page.getByRole('textbox', { name: 'SSML' }).fill('<speak>\n  Hello <b>there</speak>');
      await page.getByRole('button', { name: 'Speak' }).click();
      await page.locator('#failure').waitFor(WAIT);
    } else if (name === 'light') {
      await page.getByRole('button', { name: 'Explain' }).click();
      await page.locator('.reading').waitFor(WAIT);
    }
    await shot(page, name);
    if (name === 'light') {
      await page.getByRole('tab', { name: 'As you type' }).click();
      await page.getByRole('button', { name: 'Type for me' }).click();
      await page.locator('#transcript span').first().waitFor(WAIT);
      await page.getByRole('tab', { name: 'Code' }).click();
      await page.getByRole('radio', { name: 'JavaScript' }).check();
      await shot(page, 'as-you-type');
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  },
  600_000,
);
