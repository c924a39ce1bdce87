import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { loadConfig } from '../../../agent/config/load.ts';
import { CONFIG_RULES } from '../../../agent/config/rules.ts';
import { BASE_GROUPS } from '../../../model/base-mib.ts';

const PAGE = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8');
const found = (pattern: RegExp) => [...PAGE.matchAll(pattern)].map(([, text]) => text as string);

describe('docs/security.md', () => {
  it('names objects and rules that there are', () => {
    const objects = BASE_GROUPS.flatMap((group) => [
      `${group.name}Table`,
      ...(group.kind === 'scalars' ? group.objects : group.columns).map(({ name }) => name),
    ]);
    const named = found(/`(kpi1[A-Z]\w+)`/g);
    expect(named).to.have.length.above(5);
    expect(objects).to.include.members(named);
    expect(Object.keys(CONFIG_RULES)).to.include.members(found(/(CONFIG-[A-Z]+)/g));
  });

  it('shows a configuration that is in order and that nothing is to be said of', () => {
    const [yaml = ''] = found(/```yaml\n([\s\S]*?)```/g);
    const text = `instanceId: test\n${yaml}sources: [{ name: host, type: handler, module: HOST-KPI-MIB, handler: h.ts, every: 5s }]\n`;
    const environment = { SNMP_AUTH: 'a long passphrase', SNMP_PRIV: 'another long passphrase' };
    expect(loadConfig('agent.yaml', Buffer.from(text), environment).diagnostics).to.deep.equal([]);
  });
});
