import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as browserType } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Chromium from npm with the font that comes with it, or the one that CHROMIUM names. */
export async function startBrowser(flags: string[] = []): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? (await chromium.executablePath());
  const fonts = join(tmpdir(), 'tts-page-fonts.conf');
  const folders = [join(tmpdir(), 'fonts'), '/usr/share/fonts'].map((folder) => `<dir>${folder}</dir>`).join('');
  writeFileSync(fonts, `<fontconfig>${folders}<cachedir>${join(tmpdir(), 'tts-page-fonts')}</cachedir></fontconfig>`);
  return browserType.launch({
    executablePath,
    env: { ...process.env, FONTCONFIG_FILE: fonts },
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--headless=new', ...flags],
  });
}

/** A page of a server, and what the browser complains of: errors, and requests to other hosts. */
export interface OpenPage {
  page: Page;
  complaints: string[];
}

/** Opens the page of the server at `url`; its own refusals, which a browser reports too, are no complaints. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const refused = message.text().startsWith('Failed to load resource: the server responded with a status of');
    if (message.type() === 'error' && !refused) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(url).origin)
      complaints.push(`asks elsewhere: ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}
