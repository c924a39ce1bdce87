import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { requirePeer } from '../peers.ts';

const FOLDER = 'nms/grafana';

describe('nms/grafana: what the dashboards ask Prometheus', function () {
  this.timeout(30_000);

  it('is PromQL: promtool takes each question as a rule', function () {
    const promtool = requirePeer(this, 'promtool');
    const asked = readdirSync(FOLDER).flatMap((file) =>
      [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(
        ([, expr = '']): string => JSON.parse(expr),
      ),
    );
    expect(asked).not.to.have.length(0);
    const rules = asked.map((expr, at) => ({ record: `asked:${at}`, expr }));
    const folder = mkdtempSync(join(tmpdir(), 'kpi1-dashboards-'));
    try {
      const file = join(folder, 'rules.yml');
      writeFileSync(file, stringify({ groups: [{ name: 'asked', rules }] }));
      const { status, stdout, stderr } = spawnSync(promtool, ['check', 'rules', file], { encoding: 'utf8' });
      expect(status, stderr).to.equal(0);
      expect(stdout).to.include(`SUCCESS: ${asked.length} rules found`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
