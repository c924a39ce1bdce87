import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { GeneratedDashboard } from './grafana-dashboard.ts';

const FOLDER = 'nms/grafana';
const dashboards: readonly (readonly [file: string, dashboard: GeneratedDashboard])[] = readdirSync(
  FOLDER,
).map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))]);

/** What the compiler has against dashboards that are written as literals of Grafana's types. */
function typeErrors(literals: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-grafana-'));
  const program = join(folder, 'dashboards.ts');
  const types = resolve('test/generator/nms/grafana-dashboard.ts');
  const options =
    '--ignoreConfig --noEmit --strict --target es2023 --module nodenext --skipLibCheck --types node';
  try {
    writeFileSync(
      program,
      [
        `import type { GeneratedDashboard } from ${JSON.stringify(types)};`,
        ...literals.map((text, at) => `export const dashboard${at}: GeneratedDashboard =\n${text};`),
      ].join('\n'),
    );
    const compiler = resolve('node_modules/typescript/bin/tsc');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [compiler, ...options.split(' '), '--allowImportingTsExtensions', program],
      { encoding: 'utf8' },
    );
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('nms/grafana', function () {
  this.timeout(30_000);

  it("has the types that Grafana's library publishes, without a field that it does not know", () => {
    expect(typeErrors(dashboards.map(([, dashboard]) => JSON.stringify(dashboard)))).to.equal('');
  });

  it('would be refused with a field misspelt, a limit as text, or a mode that there is not', () => {
    const text = JSON.stringify(dashboards[0]?.[1]);
    const wrong = [
      text.replace('"legendFormat":', '"legend":'),
      text.replace('"thresholdsStyle":', '"thresholdStyle":'),
      text.replace('"decimals":2', '"decimals":"2"'),
      text.replace('"mode":"absolute"', '"mode":"relative"'),
      text.replace('"schemaVersion":', '"schema":'),
    ];
    for (const each of wrong) expect(each).not.to.equal(text);
    // An expectation of an error that does not come is an error.
    expect(typeErrors(wrong.map((each) => `// @ts-expect-error\n${each}`))).to.equal('');
  });

  it('asks for metrics and labels that snmp_exporter gives, and rates that rules.yml records', () => {
    const { modules } = parse(readFileSync('nms/snmp_exporter/snmp.yml', 'utf8'));
    const { groups } = parse(readFileSync('nms/prometheus/rules.yml', 'utf8'));
    const rates = new Map<string, string>(
      groups
        .flatMap(({ rules }: { rules: { record?: string; expr: string }[] }) => rules)
        .flatMap(({ record, expr }: { record?: string; expr: string }) =>
          record ? [[record, /^rate\((\w+)\[5m\]\)$/.exec(expr)?.[1]]] : [],
        ),
    );
    for (const [file, { title, panels, templating }] of dashboards) {
      interface Metric {
        readonly name: string;
        readonly indexes?: readonly { readonly labelname: string }[];
        readonly lookups?: readonly { readonly labelname: string }[];
      }
      const metrics: readonly Metric[] = modules[`${title?.toLowerCase().replaceAll('-', '_')}`].metrics;
      const labelsOf = (asked: string) => {
        const metric = metrics.find(({ name }) => name === (rates.get(asked) ?? asked));
        expect(metric, `${file}: ${asked}`).not.to.equal(undefined);
        const labels = [...(metric?.indexes ?? []), ...(metric?.lookups ?? [])];
        return ['instance', ...labels.map(({ labelname }) => labelname)];
      };
      for (const panel of panels) {
        if (panel.type === 'row') continue;
        for (const { expr, legendFormat } of panel.targets) {
          const labels = labelsOf(/^([\w:]+)\{instance=~"\$instance"\}$/.exec(expr)?.[1] ?? expr);
          for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) expect(labels).to.include(label);
        }
      }
      const queries = templating.list.filter(({ type }) => type === 'query');
      expect(queries).to.have.length(1);
      for (const { query } of queries) {
        labelsOf(/^label_values\((\w+), instance\)$/.exec(`${query}`)?.[1] ?? `${query}`);
      }
    }
  });
});
