// Every page in both themes and at both widths: what axe finds, and a picture of it.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const FOLDER = join(import.meta.dirname, '../screenshots');
const WIDTHS = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

export type Fault = { page: string; rule: string; impact: string; where: string };

/** Takes the pictures of a page and gives what axe calls serious or critical. */
export async function look(
  page: Page,
  name: string,
  settle: () => Promise<void>,
): Promise<Fault[]> {
  mkdirSync(FOLDER, { recursive: true });
  const faults: Fault[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    for (const [width, size] of Object.entries(WIDTHS)) {
      await page.setViewportSize(size);
      await settle();
      await page.screenshot({ path: join(FOLDER, `${name}-${theme}-${width}.png`) });
      // What differs on a phone is layout, which no theme changes.
      if (width === 'desktop' || theme === 'light') {
        faults.push(...(await faultsOf(page, `${name}, ${theme}, ${width}`)));
      }
    }
  }
  await page.setViewportSize(WIDTHS.desktop);
  return faults;
}

/** By the button; under an open window, which keeps the button out of reach, by what it does. */
async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const button = page.getByRole('button', { name: `Switch to the ${theme} theme` });
  if ((await button.count()) > 0) await button.click();
  await page.evaluate(name => {
    document.documentElement.dataset.theme = name;
  }, theme);
  // Colours fade over; axe would measure them halfway.
  await page.waitForTimeout(250);
}

async function faultsOf(page: Page, name: string): Promise<Fault[]> {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => ({
      page: name,
      rule: id,
      impact: String(impact),
      where: nodes.map(node => node.html).join('\n'),
    }));
}
