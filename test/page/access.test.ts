import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';
import { servedPage, speakOut, withVoices } from './served.ts';

let browser: Browser;
beforeAll(async () => void (browser = await startBrowser()));
afterAll(() => browser.close());

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 360, height: 740 } };
/** A desktop at 400 % (WCAG 1.4.10). */
const ZOOMED = { viewport: { width: 320, height: 256 } };
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänswitwe'.repeat(4);

/** What axe finds against WCAG 2.2 A and AA and its own best practices, on the page as it is. */
async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate(`(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations, passes } = await axe.run(document, { runOnly: tags });
    if (passes.length < 20) throw new Error('axe looked at ' + passes.length + ' rules only');
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary));
  })()`);
  return found as string[];
}

async function fullPage(view: BrowserContextOptions): Promise<Page> {
  const { page } = await servedPage(browser, {}, { ...view, bypassCSP: true, reducedMotion: 'reduce' });
  await withVoices(page);
  await page.getByLabel('Word', { exact: true }).fill(LONG);
  await page.getByLabel('Sounds like').fill(LONG);
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Text', exact: true }).focus();
  await speakOut(page, `Bonjour, je ne sais pas où est la gare. ${LONG}`);
  await page.locator('#language-hint').waitFor();
  return page;
}

const states: Record<string, (page: Page) => Promise<unknown>> = {
  code: (page) => page.getByRole('tab', { name: 'Code' }).click(),
  history: (page) => page.getByRole('tab', { name: 'History 1' }).click(),
  explained: async (page) => {
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.locator('.reading').waitFor();
  },
  'as you type': (page) => page.getByRole('tab', { name: 'As you type' }).click(),
  'a fault in SSML': async (page) => {
    await page.getByRole('tab', { name: 'SSML' }).click();
    await page.getByRole('textbox', { name: 'SSML' }).fill(`<speak>${LONG}<b>`);
    await page.getByRole('button', { name: 'Speak' }).click();
    await page.locator('#failure').waitFor();
  },
  'a key': async (page) => {
    await page.evaluate(`document.dispatchEvent(new CustomEvent('refused', { detail: 'No.' }))`);
    await page.getByRole('textbox', { name: 'API key' }).waitFor();
  },
};

test.each([
  ['light', 'desktop', {}],
  ['dark', 'desktop', {}],
  ['light', 'phone', PHONE],
  ['dark', 'phone', PHONE],
  ['light', 'desktop at 400 %', ZOOMED],
] as const)(
  'axe finds nothing, and nothing is wider than the window, in %s on a %s',
  async (colorScheme, _, view) => {
    const page = await fullPage({ colorScheme, ...view });
    await page.evaluate(axe);
    const found: Record<string, string[]> = { spoken: await violations(page) };
    const widths: Record<string, unknown> = {};
    for (const [name, bringAbout] of Object.entries(states)) {
      await bringAbout(page);
      found[name] = await violations(page);
      widths[name] = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    }
    for (const [name, faults] of Object.entries(found)) expect(faults, name).toEqual([]);
    for (const [name, beyond] of Object.entries(widths)) expect(beyond, name).toBeLessThanOrEqual(0);
  },
  300_000,
);

const background = (page: Page) => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');

test('colours follow the system until they are chosen, and the choice outlasts the page', async () => {
  const { page } = await servedPage(browser, {}, { colorScheme: 'light' });
  const light = await background(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background(page);
  expect(dark).not.toBe(light);
  await page.getByRole('radio', { name: 'Light' }).check();
  expect(await background(page)).toBe(light);
  await page.reload();
  expect(await background(page)).toBe(light);
  expect(await page.getByRole('radio', { name: 'Light' }).isChecked()).toBe(true);
  await page.getByRole('radio', { name: 'Auto' }).check();
  expect(await background(page)).toBe(dark);
});

test('who wants less motion gets none', async () => {
  const gate = Promise.withResolvers<void>();
  const { page } = await servedPage(browser, { onInfer: () => gate.promise }, { reducedMotion: 'reduce' });
  await withVoices(page);
  const moving = () => page.evaluate('document.getAnimations().length');
  await page.getByRole('button', { name: 'Speak' }).click();
  await page.locator('#speak[aria-busy=true]').waitFor();
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving()).toBeGreaterThan(0);
  gate.resolve();
});

/** What the focus is on, and whether that shows. */
const focused = (page: Page) =>
  page.evaluate<{ name: string; shown: boolean }>(`(() => {
    const { activeElement: element } = document;
    const outlined = (at) => getComputedStyle(at).outlineStyle !== 'none' && parseFloat(getComputedStyle(at).outlineWidth) >= 2;
    const shown = [element, element.parentElement].some(outlined) ||
      getComputedStyle(element.closest('.composer') ?? element).boxShadow.includes('0px 0px 0px 1px');
    return { name: element === document.body ? 'body' : element.id || element.name || element.textContent.trim(), shown };
  })()`);

test('the keyboard reaches everything, and the focus shows wherever it is', async () => {
  const { page } = await servedPage(browser);
  await withVoices(page);
  const stops: string[] = [];
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab');
    const { name, shown } = await focused(page);
    // After the last one comes the browser's own.
    if (name === 'body') break;
    stops.push(name);
    expect(shown, name).toBe(true);
  }
  const expected = ['theme', 'tab-text', 'text', 'speak', 'explain', 'voice-chip', 'tab-reading', 'voice-language'];
  expect(stops.filter((name) => expected.includes(name))).toEqual(expected);
  for (const name of ['voice', 'blend', 'speed', 'format', 'loudness', 'word', 'sounds']) expect(stops).toContain(name);

  await page.locator('#tab-text').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('#tab-ssml').getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('End');
  expect(await page.getByRole('button', { name: 'Start' }).isVisible()).toBe(true);
  await page.keyboard.press('Home');
  await page.locator('#text').fill('Spoken by keys alone.');
  await page.locator('#text').press('Control+Enter');
  await page.locator('#transcript span').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#voice-list input:checked').focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('#voice-chip').textContent()).not.toContain('Heart');
  expect((await focused(page)).name).toBe('voice');
});

test('in the colours of a contrast theme, what is chosen and where the focus is still shows', async () => {
  const { page } = await servedPage(browser, {}, { forcedColors: 'active' });
  await withVoices(page);
  const look = (selector: string) =>
    page.evaluate<string>(`(() => {
      const { outlineStyle, outlineColor, outlineWidth, borderBottomColor } = getComputedStyle(document.querySelector('${selector}'));
      return [outlineStyle === 'none' ? '' : outlineStyle + outlineColor + outlineWidth, borderBottomColor].join();
    })()`);
  expect(await look('#theme label:has(:checked)')).not.toBe(await look('#theme label:not(:has(:checked))'));
  expect(await look('#tab-text')).not.toBe(await look('#tab-ssml'));
  const before = await look('#theme label:has(:checked)');
  await page.keyboard.press('Tab');
  await page.locator('#theme input:checked').focus();
  expect(await look('#theme label:has(:checked)')).not.toBe(before);
});
