import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { generate } from '../../../generator/generate.ts';
import { goldenInput } from '../../generator/golden.ts';
import { HOSTILE, HOSTILE_SOURCES, readReference } from '../../generator/nms/reference.ts';
import { eventually } from '../eventually.ts';
import { requirePeer } from '../peers.ts';
import { type Browser, startBrowser } from './browser.ts';

const KPI = '1.3.6.1.4.1.32473.2.1.2.1';

/** Every element with a text of its own whose colours contrast less than WCAG 2.2 asks for (4.5 to 1). */
const POOR_CONTRAST = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = rgb(getComputedStyle(each).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter((element) =>
    element.checkVisibility() && [...element.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  const poor = texts.flatMap((element) => {
    const [one, other] = [rgb(getComputedStyle(element).color), background(element)].map(luminance);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return ratio < 4.5 ? [element.className + ' ' + element.textContent + ' ' + ratio] : [];
  });
  return { texts: texts.length, poor, paper: luminance(background(document.body)) };
})()`;

type Sources = Parameters<typeof generate>[0]['sources'];

function pageOf(sources: Sources, lock?: Sources[number]): string {
  const { output } = generate({
    sources,
    ...(lock && { lock }),
    handlers: new Map(),
    generator: 'kpi1 test',
  });
  return output?.files.get('nms/html/index.html') ?? '';
}

/** The page of the example with many more KPIs, each like the one that it has. */
function pageWithKpis(count: number): string {
  const page = pageOf(goldenInput('example').sources);
  const { reference } = readReference(new Map([['nms/html/index.html', page]]));
  const nodes = reference.nodes.flatMap((node) =>
    node.oid !== KPI
      ? [node]
      : Array.from({ length: count }, (_, at) => ({
          ...node,
          oid: node.oid.replace(/1$/, String(at + 1)),
          name: `${node.name} ${at + 1}`,
          descriptor: `${node.descriptor}${at + 1}`,
        })),
  );
  const data = (value: unknown) =>
    JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  return page.replace(data(reference), () => data({ ...reference, nodes }));
}

describe('nms/html/index.html in Chromium, from disk', function () {
  this.timeout(30_000);
  let browser: Browser;
  let folder: string;
  let example: string;
  let hostile: string;

  before(async function () {
    const program = requirePeer(this, 'chromium');
    folder = mkdtempSync(join(tmpdir(), 'kpi1-html-'));
    example = write('example', goldenInput('example').sources);
    hostile = write('hostile', HOSTILE_SOURCES);
    browser = await startBrowser(program);
    await resize(1280);
  });
  after(async () => {
    await browser?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    expect(browser.complaints.splice(0)).to.deep.equal([]);
  });

  function write(name: string, sources: Sources, lock?: Sources[number]): string {
    return writePage(name, pageOf(sources, lock));
  }
  function writePage(name: string, page: string): string {
    const file = join(folder, name, 'index.html');
    mkdirSync(join(folder, name));
    writeFileSync(file, page);
    return pathToFileURL(file).href;
  }
  const textOf = (selector: string) =>
    browser.evaluate<string | undefined>(`document.querySelector(${JSON.stringify(selector)})?.innerText`);
  /** Every text that a selector's elements have, in order, in sight or not (`content-visibility`). */
  const textsOf = (selector: string) =>
    browser.evaluate<string[]>(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.textContent)`,
    );
  /** The page follows its address as soon as the browser tells of it. */
  const shows = (title: string) =>
    eventually(`${title} is shown`, async () => (await textOf('h1')) === title || undefined);
  const focused = () =>
    browser.evaluate<string>('document.activeElement.id || document.activeElement.tagName');
  const resize = (width: number) =>
    browser.call('Emulation.setDeviceMetricsOverride', {
      width,
      height: 800,
      deviceScaleFactor: 1,
      mobile: false,
    });
  const prefer = (value: string) =>
    browser.call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });

  for (const [what, query] of [
    ['name', 'session est'],
    ['OID, as snmpwalk prints it', `.${KPI}.0`],
    ['words of its purpose', 'users reach other'],
  ] as const) {
    it(`finds a KPI by its ${what}, with the keyboard alone, and shows it`, async () => {
      await browser.open(example);
      expect(await textOf('h1')).to.equal('Example Inc.');
      await browser.press('/');
      expect(await focused()).to.equal('search');
      await browser.type(query);
      expect(await textOf('[role=option][aria-selected=true]')).to.include('Session Establishment Ratio');
      await browser.press('Enter');
      await shows('Session Establishment Ratio');
      expect(await browser.evaluate('location.hash')).to.match(new RegExp(`^#${KPI}`));
    });
  }

  it('arrows choose among results, and Escape leaves them', async () => {
    await browser.open(example);
    await browser.press('/');
    await browser.type('invite');
    const selected = () => textOf('[role=option][aria-selected=true] .named > span');
    const active = () => browser.evaluate('document.activeElement.getAttribute("aria-activedescendant")');
    expect(await selected()).to.equal('inviteAttempts');
    await browser.press('ArrowDown');
    expect([await selected(), await active()]).to.deep.equal(['invite200', 'result-1']);
    await browser.press('ArrowUp');
    await browser.press('ArrowUp');
    expect(await selected()).not.to.match(/^inviteAttempts|invite200/);
    await browser.press('Escape');
    expect(await browser.evaluate('document.getElementById("results").hidden')).to.equal(true);
  });

  it('shows all ten fields of a KPI, its thresholds, and lines that ask an agent', async () => {
    await browser.open(`${example}#${KPI}`);
    expect(await textsOf('dt')).to.include.members([
      'Name',
      'Description',
      'Purpose',
      'Formula',
      'Unit',
      'Data type',
      'Reporting frequency',
      'Reporting duration',
      'Data source',
      'Category',
      'Threshold, warning',
      'Threshold, critical',
    ]);
    expect(await textOf('.formula pre')).to.equal('100 * invite200 / (inviteAttempts - invite3xx)');
    expect((await textsOf('.command code'))[0]).to.equal(`snmpget -v 2c -c public 127.0.0.1:1161 ${KPI}.0`);
    await browser.evaluate('document.querySelector(".settings [type=checkbox]").click()');
    expect((await textsOf('.command code'))[0]).to.equal(
      'snmpget -M +mibs -m +EXAMPLE-SIP-KPI-MIB -v 2c -c public 127.0.0.1:1161 EXAMPLE-SIP-KPI-MIB::exSipSessionEstablishmentRatio.0',
    );
    await browser.evaluate('document.querySelector(".settings [type=checkbox]").click()');
  });

  it('a name in a formula goes to its measurement, which knows who uses it', async () => {
    await browser.open(`${example}#exSipSessionEstablishmentRatio`);
    await browser.evaluate('document.querySelector(".formula pre a").focus()');
    await browser.press('Enter');
    await shows('invite200');
    expect(await textsOf('main .nodes a')).to.deep.equal(['Session Establishment Ratio']);
  });

  it('a revision goes to what it names, also to what is gone, and that back to the revision', async () => {
    const evolved = write('evolved', goldenInput('evolved').sources, goldenInput('evolved').lock);
    await browser.open(`${evolved}#exStoreMIB`);
    expect(await textsOf('.revisions a')).to.deep.equal(['oldGauge', 'Old Ratio']);
    await browser.evaluate('document.querySelector(".revisions a").click()');
    await shows('oldGauge');
    expect(await textOf('.heading .obsolete')).to.equal('obsolete');
    expect(await textOf('.revisions')).to.include('shelves are gone');
  });

  it('reads the row that an OID is of, and asks for one that is typed', async () => {
    const column = '1.3.6.1.4.1.32473.2.1.3.1.1.2';
    await browser.open(`${example}#${column}.5.110.111.114.116.104`);
    expect(await textOf('.instance')).to.include('exSipTrunkName = north');
    await browser.evaluate('document.querySelector("fieldset input").select()');
    await browser.type('é');
    expect(await textsOf('.command code')).to.include(
      `snmpget -v 2c -c public 127.0.0.1:1161 ${column}.2.195.169`,
    );
  });

  it('the first stop of Tab skips to the content, which stays what it is', async () => {
    await browser.open(`${example}#exSipTrunkCalls`);
    await browser.evaluate('document.querySelector(".skip").focus()');
    await browser.press('Enter');
    expect([await focused(), await textOf('h1')]).to.deep.equal(['content', 'trunkCalls']);
    expect(await browser.evaluate('location.hash')).to.equal('#exSipTrunkCalls');
  });

  it('the tree works with keys: arrows open and move, letters find, Enter shows', async () => {
    await browser.open(example);
    await browser.evaluate('document.body.focus()');
    const order: string[] = [];
    for (let at = 0; at < 12 && order.at(-1) !== 'tree'; at++) {
      await browser.press('Tab');
      order.push(await focused());
    }
    expect(order).to.include.members(['tree']);
    expect(await browser.evaluate('getComputedStyle(document.activeElement).outlineStyle')).to.equal('solid');
    const active = () =>
      browser.evaluate<string>(
        'document.getElementById(document.activeElement.getAttribute("aria-activedescendant")).querySelector("a").textContent',
      );
    const go = async (...keys: readonly string[]) => {
      for (const key of keys) await browser.press(key);
      return active();
    };
    expect(await go('Home', 'e')).to.equal('EXAMPLE-SIP-KPI-MIB');
    expect(await go('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown')).to.equal(
      'exSipKpis',
    );
    expect(await go('ArrowLeft', 'ArrowLeft', 'ArrowLeft')).to.equal('EXAMPLE-SIP-KPI-MIB');
    await browser.press('Enter');
    await shows('EXAMPLE-SIP-KPI-MIB');
    expect(await focused()).to.equal('tree');
    expect(await go('ArrowLeft')).to.equal('EXAMPLE-SIP-KPI-MIB');
    expect(await textsOf('[role=treeitem][aria-level="3"]')).to.deep.equal([]);
  });

  for (const [scheme, isDark] of [
    ['light', false],
    ['dark', true],
  ] as const) {
    it(`is ${scheme} where that is preferred, every text readable`, async () => {
      await prefer(scheme);
      for (const page of ['', `#${KPI}`, '#exSipMIB', '#kpi1ThresholdSeverity']) {
        await browser.open(example + page);
        await browser.press('/');
        await browser.type('invite');
        const { texts, poor, paper } = await browser.evaluate<{
          readonly texts: number;
          readonly poor: readonly string[];
          readonly paper: number;
        }>(POOR_CONTRAST);
        expect(texts).to.be.greaterThan(20);
        expect(poor).to.deep.equal([]);
        expect(paper < 0.5).to.equal(isDark);
      }
    });
  }

  it('takes the other theme by its button, and keeps it', async () => {
    await prefer('light');
    await browser.open(example);
    const paper = () => browser.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await paper();
    await browser.evaluate(
      'document.getElementById("theme").click(); document.getElementById("theme").click()',
    );
    const dark = await paper();
    expect(dark).not.to.equal(light);
    await browser.open(example);
    expect([await paper(), await textOf('#theme')]).to.deep.equal([dark, 'Dark']);
    await browser.evaluate('document.getElementById("theme").click()');
    expect(await paper()).to.equal(light);
  });

  it('at 360 pixels nothing is wider than the screen, and the tree is a button away', async () => {
    await resize(360);
    for (const page of ['', `#${KPI}`, '#exSipMIB', '#all/exSipMIB', '#kpi1Config', '#exSipTrunkCalls']) {
      await browser.open(example + page);
      const [content, screen] = await browser.evaluate<number[]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(content, page).to.equal(screen);
    }
    expect(await browser.evaluate('document.getElementById("tree").checkVisibility()')).to.equal(false);
    await browser.evaluate('document.getElementById("tree-toggle").click()');
    expect(await browser.evaluate('document.getElementById("tree").checkVisibility()')).to.equal(true);
    expect(await textOf('[role=treeitem][aria-selected=true]')).to.include('trunkCalls');
    await resize(1280);
  });

  it('on paper there is the content alone, all of a module where that is asked for', async () => {
    await browser.open(`${example}#all/exSipMIB`);
    const headings = await browser.evaluate(
      '[...document.querySelectorAll("main h2")].map((each) => each.textContent)',
    );
    expect(headings).to.include.members(['inviteAttempts', 'Session Establishment Ratio', 'trunkCalls']);
    await browser.call('Emulation.setEmulatedMedia', { media: 'print' });
    for (const hidden of ['.bar', '#navigation', '.copy'])
      expect(
        await browser.evaluate(`document.querySelector('${hidden}').checkVisibility()`),
        hidden,
      ).to.equal(false);
    await browser.call('Emulation.setEmulatedMedia', { media: '' });
  });

  it('hostile texts stay texts, wherever they are shown', async () => {
    for (const page of ['', '#hosMIB', '#hosGoodCalls', '#hosGood', '#hosCellTable', '#all/hosMIB']) {
      await browser.open(hostile + page);
      await browser.press('/');
      await browser.type('</script>');
      expect(await textOf('[role=option]'), page).to.include('</script>');
      expect(await browser.evaluate('window.pwned'), page).to.equal(undefined);
      expect(await browser.evaluate('document.querySelectorAll("main :is(script, img, b)").length')).to.equal(
        0,
      );
    }
    await browser.open(`${hostile}#hosGoodCalls`);
    expect(await textsOf('dd')).to.include(HOSTILE);
  });

  it('with ten thousand KPIs makes elements for what is in sight only', async () => {
    const large = writePage('large', pageWithKpis(10_000));
    const elements = () => browser.evaluate<number>('document.querySelectorAll("*").length');
    await browser.open(`${large}#exSipKpis`);
    const sizes = await browser.evaluate(
      '[...document.querySelectorAll("[role=treeitem]")].at(-1).getAttribute("aria-setsize")',
    );
    expect(sizes).to.equal('10000');
    expect(await elements()).to.be.lessThan(3000);
    await browser.press('/');
    await browser.type('ratio 9999');
    expect(await textOf('[role=option]')).to.include('Session Establishment Ratio 9999');
    await browser.press('Enter');
    await shows('Session Establishment Ratio 9999');
    expect(await textOf('[role=treeitem][aria-selected=true]')).to.include(
      'Session Establishment Ratio 9999',
    );
    expect(await elements()).to.be.lessThan(3000);
  });
});
