import { onTestFinished } from 'vitest';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { server } from '../../runtime/testing/test-server.ts';
import type { TestServerOptions } from '../../runtime/testing/test-server.ts';
import { openPage } from './browser.ts';

/** Voices of the engine that speaks sines, beside its usual ones. */
const VOICES = ['af_heart', 'am_adam', 'ff_siwis'];

export interface ServedPage {
  url: string;
  page: Page;
  complaints: string[];
}

/** A server with an engine that speaks sines, and its page in a browser; both are closed at the end of the test. */
export async function servedPage(
  browser: Browser,
  options: TestServerOptions = {},
  view: BrowserContextOptions = {},
): Promise<ServedPage> {
  options.voices ??= VOICES;
  options.env = { TTS_MAX_TEXT_LENGTH: '2000', ...options.env };
  const app = await server(options);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const opened = await openPage(browser, url, view);
  onTestFinished(() => opened.page.context().close());
  return { url, ...opened };
}

/** What the status line says. */
export const status = (page: Page): Promise<string | null> => page.locator('#status').textContent();

/** Waits for the voices, without which nothing can be spoken. */
export async function withVoices(page: Page): Promise<void> {
  try {
    await page.locator('#voice-list input:checked').waitFor({ state: 'attached', timeout: 60_000 });
  } catch (error) {
    const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    const state = await page.locator('#server').textContent();
    throw new Error(`no voices; the server is "${state}", and the page has asked for ${asked.join(' ')}`, {
      cause: error,
    });
  }
}

/** Writes a text and speaks it to its end. */
export async function speakOut(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Text' }).fill(text);
  await page.getByRole('button', { name: 'Speak' }).click();
  // Not waitForFunction: what it asks more than once, the page's policy forbids.
  await page
    .locator('#status')
    .filter({ hasText: /^\d+\.\d s of speech/ })
    .waitFor({ timeout: 60_000 });
}
