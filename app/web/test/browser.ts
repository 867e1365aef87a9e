// Chromium, headless, and how the tests find their way about the page.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the system's Chromium; LM_CHROMIUM is another one. */
export function startBrowser(): Promise<Browser> {
  const executablePath = process.env.LM_CHROMIUM ?? CANDIDATES.find(path => existsSync(path));
  if (executablePath === undefined) {
    throw new Error('There is no Chromium here. Run tools/test web, or set LM_CHROMIUM to one.');
  }
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Errors that the page writes to its console or throws; a journey should end with none. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

/** Goes to a page of the app by its name in the navigation. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Pages', exact: true })
    .getByRole('link', { name })
    .click();
}

export async function openPool(page: Page, name: string): Promise<void> {
  await goTo(page, 'Pools');
  await page.getByRole('row', { name }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** The window that shows an action before it is signed. */
export function review(page: Page) {
  // Messages in the corner call themselves dialogs too.
  return page.locator('[role=dialog]:not([data-type])');
}

/** Confirms what is under review and waits until the page says that it is done. */
export async function confirm(page: Page, button: string, done: string): Promise<void> {
  const dialog = review(page);
  await dialog.getByText('Compute units').waitFor();
  const box = dialog.getByRole('checkbox');
  if ((await box.count()) > 0) await box.click();
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.getByText(done).waitFor();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await dialog.waitFor({ state: 'detached' });
}

/** A line of the window, by its label. */
export async function lineOf(page: Page, label: string): Promise<string> {
  const line = review(page).locator('dl > div', { has: page.getByText(label, { exact: true }) });
  return (
    await line
      .locator('dd')
      .first()
      .textContent()
      .then(text => text ?? '')
  ).trim();
}
