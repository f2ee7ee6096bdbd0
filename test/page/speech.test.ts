import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';
import { servedPage, speakOut, status, withVoices } from './served.ts';

let browser: Browser;
beforeAll(async () => void (browser = await startBrowser()));
afterAll(() => browser.close());

const WAIT = { timeout: 60_000 };
const THREE = 'This is the first. Here is the second. And that is the last one of all three.';

test('the first sentence is heard while the others are not spoken yet, and Stop ends it', async () => {
  const gate = Promise.withResolvers<void>();
  let segments = 0;
  const { page, complaints } = await servedPage(browser, {
    onInfer: () => (segments++ === 0 ? undefined : gate.promise),
  });
  await withVoices(page);
  await page.getByRole('textbox', { name: 'Text' }).fill(THREE);
  await page.getByRole('button', { name: 'Speak' }).click();
  await page.locator('#transcript span').first().waitFor(WAIT);
  expect(await status(page)).toMatch(/^Speaking; the first sound came after \d+\.\d s$/);
  expect(await page.getByRole('button', { name: 'Pause' }).isEnabled()).toBe(true);
  expect(await page.locator('#position').getAttribute('aria-valuetext')).toMatch(/^\d\.\d of 0\.\d seconds$/);
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(await status(page)).toBe('Stopped.');
  await expect.poll(() => page.getByRole('button', { name: 'Stop' }).isDisabled(), WAIT).toBe(true);
  gate.resolve();
  // What was heard of it is kept, and the next speech is whole.
  await speakOut(page, THREE);
  await page.getByRole('tab', { name: /History/ }).click();
  expect(await page.locator('#history li').count()).toBe(2);
  expect(complaints).toEqual([]);
});

test('a speech can be paused, sought in, played again and downloaded in the format that is chosen', async () => {
  const { page, complaints } = await servedPage(browser);
  await withVoices(page);
  await page.getByLabel('Format').selectOption('flac');
  await speakOut(page, `${THREE} `.repeat(4).trim());
  await page.getByRole('button', { name: 'Play' }).waitFor(WAIT);
  const position = page.getByRole('slider', { name: 'Position' });
  const length = Number(await position.getAttribute('max'));
  expect(length).toBeGreaterThan(1.5);
  expect(Number(await position.inputValue())).toBeCloseTo(length, 1);
  await position.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => position.inputValue(), WAIT).toBe('0');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.locator('#transcript .heard').first().waitFor(WAIT);
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(Number(await position.inputValue())).toBeLessThan(length);

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download FLAC' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('speech.flac');
  expect(readFileSync(await file.path()).toString('latin1', 0, 4)).toBe('fLaC');
  expect(complaints).toEqual([]);
});

test('the history replays, saves, and puts text, voice and settings back', async () => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  await page.getByRole('radio', { name: /^Adam/ }).check();
  await page.getByLabel('Blend with').selectOption('af_bella');
  await page.getByLabel('Speed').fill('1.5');
  await page.getByLabel('Format').selectOption('wav');
  await speakOut(page, 'The older text.');
  await page.getByRole('radio', { name: /^Sky/ }).check();
  await page.getByLabel('Blend with').selectOption('');
  await speakOut(page, 'The newer text.');
  await page.getByRole('tab', { name: 'History 2' }).click();
  expect(await page.locator('#history .said').allTextContents()).toEqual(['The newer text.', 'The older text.']);
  await page.getByRole('button', { name: 'Replay: The older text.' }).click();
  expect(await page.locator('#transcript').textContent()).toBe('The older text.');
  expect(await status(page)).toMatch(/from the history/);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download: The older text.' }).click();
  const bytes = readFileSync(await (await saved).path());
  expect([bytes.toString('latin1', 0, 4), bytes.readUInt32LE(24)]).toEqual(['RIFF', 24_000]);
  await page.getByRole('button', { name: 'Use again: The older text.' }).click();
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('The older text.');
  expect(await page.locator('#voice-chip').textContent()).toBe('Adam and Bella');
  await page.getByRole('tab', { name: 'Code' }).click();
  expect(await page.locator('#code').textContent()).toContain('"voice": "am_adam(50)+af_bella(50)"');
  expect(await page.locator('#code').textContent()).toContain('"speed": 1.5');
});

test('a loudness is for the whole, which comes in one piece', async () => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  await page.getByLabel('Loudness').selectOption('-23');
  await speakOut(page, THREE);
  expect(await page.locator('#transcript span').count()).toBeGreaterThan(0);
  expect(await page.locator('#loudness-help').isVisible()).toBe(true);
});

test('without word times of the model there is still speech', async () => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  const error = { message: 'The model reports no durations.', code: 'timestamps_unavailable' };
  await page.route('**/dev/captioned_speech', (route) => route.fulfill({ status: 501, json: { error } }));
  await speakOut(page, THREE);
  expect(Number(await page.locator('#position').getAttribute('max'))).toBeGreaterThan(1.5);
  expect(await page.locator('#transcript span').count()).toBe(0);
});

test('words of one’s own are said as they are written, and copied as a TTSLexicon', async () => {
  const { page, url } = await servedPage(browser);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  await withVoices(page);
  await page.getByLabel('Word', { exact: true }).fill('nginx');
  await page.getByLabel('Sounds like').fill('engine x');
  await page.keyboard.press('Enter');
  expect(await page.locator('#words li').allTextContents()).toEqual(['nginxengine xRemove']);
  await speakOut(page, 'We run nginx.');
  expect(await page.locator('#transcript').textContent()).toBe('We run engine x.');
  await page.getByRole('button', { name: 'Copy as TTSLexicon' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor(WAIT);
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain('{ word: "nginx", say: "engine x" }');
  await page.getByRole('button', { name: 'Remove nginx' }).click();
  expect(await page.locator('#words li').count()).toBe(0);
});
