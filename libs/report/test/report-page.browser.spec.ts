/// <reference lib="dom" />
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { evaluationReportHtml, reportHtml, trainingReportHtml } from '../src/index.js';
import { confusionFixture, evaluationFixture } from '../src/evaluation/evaluation-fixture.js';
import { exampleFixture, runFixture } from '../src/run-fixture.js';
import { similarityFixture } from '../src/similarity-fixture.js';
import { trainingFixture } from '../src/training/training-fixture.js';
import { launchChromium } from './chromium.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FIVE = ['seg', 'sn', 'depth', 'keypoint', 'edge'];
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

/** Outside the tests, so that a missing Chromium fails the file with the way to get one. */
const browser = await launchChromium();

describe('report page in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'metasparse-report-'));
  const opened: Page[] = [];
  /** What a page must not do: log, fail, or ask for anything but itself. */
  const complaints: string[] = [];

  beforeAll(() => {
    for (const count of [1, 2, 3, 5]) {
      const tasks = FIVE.slice(0, count);
      const examples = [exampleFixture('img/0001.png'), exampleFixture('img/0002.png')];
      const page = reportHtml({ similarity: similarityFixture({ tasks }), run: runFixture(tasks), examples });
      writeFileSync(join(folder, `${String(count)}.html`), page);
    }
    const png = exampleFixture('x').images[0]?.png;
    const run = trainingFixture({ iterations: 400 });
    writeFileSync(join(folder, 'training.html'), trainingReportHtml({ run, predictions: png }));
    const evaluation = { report: evaluationFixture(), confusion: confusionFixture(40) };
    writeFileSync(
      join(folder, 'evaluation.html'),
      evaluationReportHtml({ ...evaluation, predictions: png, errors: png }),
    );
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((page) => page.context().close()));
    expect(complaints.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(
    tasks: number | string,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Page> {
    const context = await browser.newContext({ viewport: DESKTOP, ...options });
    const page = await context.newPage();
    const url = pathToFileURL(join(folder, `${String(tasks)}.html`)).href;
    page.on('console', (message) => complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:'))
        complaints.push(`request: ${request.url()}`);
    });
    await page.goto(url);
    opened.push(page);
    return page;
  }

  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(AXE);
    const options = JSON.stringify({ runOnly: { type: 'tag', values: RULES } });
    const { violations: found } = await page.evaluate<AxeResults>(`axe.run(${options})`);
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
  }

  const cells = (page: Page, metric: string) =>
    page.locator(`table.matrix[data-metric=${metric}] td[data-pair]`).allInnerTexts();

  it.each([1, 2, 3, 5])('loads nothing and logs nothing with %i tasks', async (tasks) => {
    const page = await open(tasks);
    expect(await page.title()).toContain('Task similarity on NYUv2');
  });

  it.each([
    ['light', 3],
    ['dark', 2],
  ] as const)('has no accessibility violation in %s with %i tasks', async (colorScheme, tasks) => {
    const page = await open(tasks, { colorScheme });
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    expect(await violations(page)).toEqual([]);
  });

  it('has no accessibility violation on a phone', async () => {
    expect(await violations(await open(2, { viewport: PHONE }))).toEqual([]);
  });

  it.each([
    [390, 3],
    [390, 5],
    [320, 5],
    [1440, 3],
    [1440, 5],
  ])('does not scroll sideways at %i px with %i tasks', async (width, tasks) => {
    const page = await open(tasks, { viewport: { width, height: 844 } });
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it.each([
    ['training', 'light', DESKTOP],
    ['training', 'dark', PHONE],
    ['evaluation', 'light', PHONE],
    ['evaluation', 'dark', DESKTOP],
  ] as const)(
    'has no violation and no sideways scroll on the page of a %s in %s',
    async (name, colorScheme, viewport) => {
      const page = await open(name, { colorScheme, viewport });
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    },
  );

  it('fills the matrices with the chosen weighting and sparsity', async () => {
    const page = await open(3);
    expect(await cells(page, 'iou')).toContain('0.783\n± 0.007');
    await page.selectOption('#matrix-sparsity', '90');
    expect((await cells(page, 'iou')).map((text) => text.slice(0, 5))).toEqual([
      '0.495',
      '0.380',
      '0.495',
      '0.458',
      '0.380',
      '0.458',
    ]);
    await page.selectOption('#matrix-weighting', 'linear');
    const row = page.locator('tr[data-m=iou][data-w=linear][data-s="90"][data-p="0"]');
    expect((await cells(page, 'iou'))[0]).toContain(await row.locator('td').nth(3).innerText());
    await page.selectOption('#matrix-weighting', 'equal');
    await page.selectOption('#matrix-sparsity', 'mean');
    expect(await cells(page, 'iou')).toContain('0.783\n± 0.007');
  });

  it('keeps the shades that were drawn without a script', async () => {
    const page = await open(5);
    const shades = () =>
      page
        .locator('td[data-pair]')
        .evaluateAll((all: Element[]) => all.map((one) => one.getAttribute('class')));
    const before = await shades();
    await page.selectOption('#matrix-sparsity', '50');
    expect(await shades()).not.toEqual(before);
    await page.selectOption('#matrix-sparsity', 'mean');
    expect(await shades()).toEqual(before);
  });

  it('shows the chosen metric and sparsity in bars and curves, one at a time', async () => {
    const page = await open(3);
    await page.selectOption('#bar-metric', 'sals');
    expect(await page.locator('#bar-view h3:visible').allInnerTexts()).toEqual(['CSS']);
    await page.selectOption('#layer-metric', 'epi');
    await page.selectOption('#layer-sparsity', '50');
    expect(await page.locator('#layer-view h3:visible').allInnerTexts()).toEqual([
      'EPI-Sim at 50 % sparsity',
    ]);
    await page.selectOption('#layer-metric', 'sals');
    expect(await page.locator('#layer-view h3:visible').allInnerTexts()).toEqual([
      'CSS, the same at every sparsity',
    ]);
    expect(await page.locator('#status').innerText()).toBe('CSS, the same at every sparsity');
  });

  it('filters the table and counts what is left', async () => {
    const page = await open(3);
    await page.selectOption('#filter-metric', 'iou');
    await page.selectOption('#filter-pair', '0');
    expect(await page.locator('#all-numbers tbody tr:visible').count()).toBe(7 * 5);
    expect(await page.locator('#row-count').innerText()).toBe('35 rows');
    await page.selectOption('#filter-weighting', 'equal');
    await page.selectOption('#filter-sparsity', 'mean');
    expect(await page.locator('#row-count').innerText()).toBe('1 row');
  });

  it('follows the system’s theme until another is chosen', async () => {
    const page = await open(3, { colorScheme: 'dark' });
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await ground()).toBe('rgb(20, 22, 26)');
    await page.selectOption('#theme', 'light');
    expect(await ground()).toBe('rgb(252, 252, 251)');
    await page.selectOption('#theme', '');
    expect(await ground()).toBe('rgb(20, 22, 26)');
  });

  it('lets the keyboard reach every control, with a visible focus', async () => {
    const page = await open(3);
    const selector = 'select, summary, a[href], [tabindex="0"]';
    const expected = await page
      .locator(selector)
      .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    const reached = new Set<string>();
    for (let press = 0; press < expected; press++) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const one = document.activeElement;
        return (
          one && {
            path: `${one.tagName} ${one.id} ${one.textContent.slice(0, 40)} ${one.getAttribute('aria-label') ?? ''}`,
            outline: getComputedStyle(one).outlineWidth,
          }
        );
      });
      expect(focus?.outline).toBe('3px');
      reached.add(focus?.path ?? '');
    }
    expect(expected).toBeGreaterThan(25);
    expect(reached.size).toBe(expected);
  });

  it('changes a list by keyboard alone', async () => {
    const page = await open(3);
    await page.focus('#bar-metric');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#bar-view h3:visible').allInnerTexts()).toEqual(['EPI-Sim']);
  });

  it('is complete without a script, and shows no control that would do nothing', async () => {
    const page = await open(3, { javaScriptEnabled: false });
    expect(await page.locator('select:visible').count()).toBe(0);
    expect(await cells(page, 'iou')).toContain('0.783\n± 0.007');
    expect(await page.locator('#all-numbers tbody tr:visible').count()).toBe(420);
  });

  it('prints on light paper without controls', async () => {
    const page = await open(3, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('select:visible, nav:visible').count()).toBe(0);
    expect(await page.locator('#all-numbers tbody tr:visible').count()).toBe(4 * 7 * 3);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(27, 29, 32)');
  });
});
