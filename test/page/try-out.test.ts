import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';
import { servedPage, withVoices } from './served.ts';

const run = promisify(execFile);
let browser: Browser;
beforeAll(async () => void (browser = await startBrowser()));
afterAll(() => browser.close());

const WAIT = { timeout: 60_000 };

test('a fault in SSML is shown at its place', async () => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  await page.getByRole('tab', { name: 'SSML' }).click();
  const box = page.getByRole('textbox', { name: 'SSML' });
  await box.fill('<speak>\n  Hello <b>there</speak>');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect
    .poll(() => page.locator('#failure pre').textContent(), WAIT)
    .toMatch(/^ {2}Hello <b>there<\/speak>\n +\^$/);
  expect(await page.locator('#failure').textContent()).toContain('Correct the document at this place.');
  await page.getByRole('tab', { name: 'Text', exact: true }).click();
  await page.getByRole('button', { name: 'Go to line 2, column 17' }).click();
  expect(await page.evaluate(`document.getElementById('ssml').selectionStart`)).toBe(24);
  await box.fill('<speak>Hello <sub alias="world wide web">WWW</sub></speak>');
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.locator('.reading').waitFor(WAIT);
  expect(await page.locator('#failure').isHidden()).toBe(true);
});

test('a fault in a text is told with what to do', async () => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  await page.getByRole('textbox', { name: 'Text' }).fill('[pause:never]');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect.poll(() => page.locator('#failure').textContent(), WAIT).toMatch(/Correct the tag/);
  await page.getByRole('textbox', { name: 'Text' }).fill('');
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect.poll(() => page.locator('#failure').textContent(), WAIT).toMatch(/Write something first/);
});

test('lexicons of the server are listed, and sent when they are ticked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-page-lexicons-'));
  const lexicon = { language: 'en', entries: [{ word: 'nginx', say: 'engine x' }] };
  for (const name of ['usual', 'drugs']) writeFileSync(join(folder, `${name}.json`), JSON.stringify(lexicon));
  writeFileSync(join(folder, 'defaults'), 'usual');
  const { page } = await servedPage(browser, { env: { TTS_LEXICONS_DIR: folder } });
  await withVoices(page);
  const usual = page.getByRole('checkbox', { name: /^usual English, 1 word, for every request/ });
  expect([await usual.isChecked(), await usual.isDisabled()]).toEqual([true, true]);
  await page.getByRole('checkbox', { name: /^drugs/ }).check();
  const asked = page.waitForRequest('**/dev/captioned_speech');
  await page.getByRole('button', { name: 'Speak' }).click();
  expect((await asked).postDataJSON()).toMatchObject({ lexicons: ['drugs'] });
});

/** The program that the page shows for a language. */
async function program(page: Page, language: string): Promise<string> {
  await page.getByRole('radio', { name: language }).check();
  return (await page.locator('#code').textContent()) ?? '';
}

test('the code is valid: curl and JavaScript save what they name', async () => {
  const keys = mkdtempSync(join(tmpdir(), 'tts-page-keys-'));
  writeFileSync(join(keys, 'team'), 'open-sesame');
  const { page } = await servedPage(browser, { env: { TTS_API_KEYS_DIR: keys } });
  await page.getByRole('textbox', { name: 'API key' }).fill('open-sesame');
  await page.keyboard.press('Enter');
  await withVoices(page);
  const text = `It's "odd": \\n $HOME \${x} $(id) \`x\` — 你好 '''\nEND\n\u2028 !! %s </script> \\' and more.`;
  await page.getByRole('textbox', { name: 'Text' }).fill(text);
  await page.getByLabel('Format').selectOption('wav');
  await page.getByLabel('Speed').fill('1.25');
  await page.getByRole('tab', { name: 'Code' }).click();
  const cwd = mkdtempSync(join(tmpdir(), 'tts-page-code-'));
  const env = { ...process.env, TTS_API_KEY: 'open-sesame' };
  const made = () => readFileSync(join(cwd, 'speech.wav')).toString('latin1', 0, 4);

  const curl = await program(page, 'curl');
  await run('bash', ['-c', curl], { cwd, env });
  expect(made()).toBe('RIFF');
  writeFileSync(join(cwd, 'speech.wav'), '');
  const script = join(cwd, 'speech.mjs');
  writeFileSync(script, await program(page, 'JavaScript'));
  await run(process.execPath, [script], { cwd, env });
  expect(made()).toBe('RIFF');
  await expect(run('bash', ['-c', curl], { cwd, env: { ...env, TTS_API_KEY: 'other' } })).rejects.toThrow();

  await page.getByRole('tab', { name: 'As you type' }).click();
  await page.getByLabel('Text that is spoken as you type').fill(text);
  writeFileSync(script, await program(page, 'JavaScript'));
  await run(process.execPath, [script], { cwd, env });
  expect(readFileSync(join(cwd, 'speech.pcm')).length).toBeGreaterThan(24_000);
});
