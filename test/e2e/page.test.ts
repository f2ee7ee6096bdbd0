import chromium from '@sparticuz/chromium';
import { chromium as browserType } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSpeechServer } from '../support/speech-server.ts';
import type { SpeechServer } from '../support/speech-server.ts';

let server: SpeechServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  server = await startSpeechServer();
  browser = await browserType.launch({
    executablePath: process.env['CHROMIUM'] ?? (await chromium.executablePath()),
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--headless=new'],
  });
  page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== server.url) complaints.push(`asks elsewhere: ${request.url()}`);
  });
  await page.goto(server.url);
}, 600_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Runs in the page: keeps every word that was ever marked in an attribute of the body. */
const noteHeardWords = `
  const heard = new Set();
  new MutationObserver(() => {
    for (const span of document.querySelectorAll('#words .heard')) heard.add(span.textContent);
    document.body.dataset.heard = [...heard].join(' ');
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['class'] });`;

it('speaks a blend by keyboard alone, and marks the words while they are heard', async () => {
  const text = 'Hello there. This is a test.';
  await page.getByLabel('Voice', { exact: true }).locator('option[value="af_heart"]').waitFor({ state: 'attached' });
  await page.getByLabel('Text').fill(text);
  await page.getByLabel('Voice', { exact: true }).selectOption('af_heart');
  await page.getByLabel('Blend with').selectOption('am_adam');
  await page.getByLabel('Format').selectOption('wav');
  await page.evaluate(noteHeardWords);
  await page.getByRole('button', { name: 'Speak' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('#status').textContent(), { timeout: 120_000 }).toMatch(/^\d+\.\d s of speech/);
  expect(await page.locator('#words').textContent()).toBe(text);
  await expect.poll(() => page.locator('body').getAttribute('data-heard'), { timeout: 20_000 }).toBe(text);
  expect(await page.getByRole('img').getAttribute('aria-label')).toMatch(/^Waveform of [23]\.\d seconds/);
  expect(await page.getByRole('link', { name: 'Download' }).getAttribute('download')).toBe('speech.wav');
}, 180_000);

it('shows the request as a program, and an error as text', async () => {
  await page.getByLabel('Language').selectOption('python');
  expect(await page.getByLabel('Code').textContent()).toContain('voice="af_heart(50)+am_adam(50)"');
  await page.getByLabel('Text').fill('?!');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect.poll(() => page.locator('#status').textContent(), { timeout: 30_000 }).toMatch(/nothing/);
}, 60_000);

it('complains of nothing and asks nothing of other hosts', () => {
  // The refused request of the last test is reported by the browser itself.
  expect(complaints.filter((complaint) => !complaint.includes('status of 400'))).toEqual([]);
});
