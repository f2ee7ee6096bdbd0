import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';
import { servedPage, status, withVoices } from './served.ts';

let browser: Browser;
beforeAll(async () => void (browser = await startBrowser()));
afterAll(() => browser.close());

const WAIT = { timeout: 60_000 };

async function startTyping(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'As you type' }).click();
  await page.getByRole('button', { name: 'Start' }).click();
}

test('a sentence is spoken while the next one is typed, and the session is kept in the history', async () => {
  const said: string[] = [];
  const { page, complaints } = await servedPage(browser, {
    onText: (parts) => void said.push(...parts.map(({ text }) => text)),
  });
  await withVoices(page);
  await startTyping(page);
  await page.keyboard.type('Here is one. Here ');
  await page.locator('#transcript span').first().waitFor(WAIT);
  expect(said.join('')).toContain('Here is one.');
  expect(said.join('')).not.toContain('two');
  await page.keyboard.type('are two');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect.poll(() => status(page), WAIT).toMatch(/^All that was written/);
  expect(await page.locator('#transcript').textContent()).toBe('Here is one. Here are two');
  expect(said.join('').replaceAll(/\s+/g, ' ')).toContain('Here are two');
  // A second text over the same connection.
  await page.getByLabel('Text that is spoken as you type').pressSequentially(' And three.');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect.poll(() => page.locator('#transcript').textContent(), WAIT).toMatch(/two And three\.$/);
  await expect.poll(() => status(page), WAIT).toMatch(/^All that was written/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('tab', { name: 'History 1' }).click();
  expect(await page.locator('#history .said').textContent()).toBe('Here is one. Here are two And three.');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download WAV' }).click();
  expect((await saved).suggestedFilename()).toBe('speech.wav');
  expect(complaints).toEqual([]);
});

test('Stop ends a session at once, and the demonstration writes by itself', async () => {
  const { page, complaints } = await servedPage(browser, { inferenceMs: 200 });
  await withVoices(page);
  await startTyping(page);
  await page.keyboard.type('Nobody will hear this to its end, since it is stopped. ');
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(await status(page)).toBe('Stopped.');
  expect(await page.getByRole('button', { name: 'Start' }).isEnabled()).toBe(true);
  await page.getByRole('button', { name: 'Type for me' }).click();
  await page.locator('#transcript span').first().waitFor(WAIT);
  await expect.poll(() => status(page), WAIT).toMatch(/^All that was written/);
  expect(await page.locator('#transcript').textContent()).toMatch(/^This text is written .* pause\.$/);
  await page.getByRole('tab', { name: 'Text', exact: true }).click();
  await expect.poll(() => status(page), WAIT).toBe('Stopped.');
  expect(complaints).toEqual([]);
});

test('the key goes with the WebSocket, and a refused connection says why', async () => {
  const keys = mkdtempSync(join(tmpdir(), 'tts-page-keys-'));
  writeFileSync(join(keys, 'team'), 'open-sesame');
  const env = { TTS_API_KEYS_DIR: keys, TTS_KEYLESS_LISTS: 'true', TTS_MAX_STREAMS: '1' };
  const { page, url } = await servedPage(browser, { env });
  await withVoices(page);
  await startTyping(page);
  await expect.poll(() => page.locator('#failure').textContent(), WAIT).toMatch(/requires an API key/);
  await page.getByRole('textbox', { name: 'API key' }).fill('open-sesame');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.keyboard.type('Here is one. Here ');
  await page.locator('#transcript span').first().waitFor(WAIT);
  // The server takes one connection.
  const other = await page.context().newPage();
  await other.goto(url);
  await other.evaluate(`sessionStorage.setItem('tts-api-key', 'open-sesame')`);
  await other.reload();
  await withVoices(other);
  await startTyping(other);
  await expect.poll(() => other.locator('#failure').textContent(), WAIT).toMatch(/no further connection|as many/);
});
