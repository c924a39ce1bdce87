import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { fileName } from '../../../agent/ftp/file-name.ts';

const named = (begin: string, end: string, instanceId = 'sip-01') =>
  fileName({ begin: new Date(begin), end: new Date(end) }, instanceId);

describe('The name of a file of reports (O14, 3GPP TS 32.432)', () => {
  it('is that of the hour that the interval lies in', () => {
    const hour = 'C20261121.1200+0000-20261121.1300+0000_sip-01.xml';
    expect(named('2026-11-21T12:00:00Z', '2026-11-21T12:15:00Z')).to.equal(hour);
    expect(named('2026-11-21T12:59:50Z', '2026-11-21T13:00:00Z')).to.equal(hour);
    expect(named('2026-11-21T12:00:00Z', '2026-11-21T13:00:00Z')).to.equal(hour);
    expect(named('2026-11-21T13:00:00Z', '2026-11-21T13:00:10Z')).to.not.equal(hour);
    expect(named('2026-11-21T23:00:00Z', '2026-11-22T00:00:00Z')).to.equal(
      'C20261121.2300+0000-20261122.0000+0000_sip-01.xml',
    );
  });

  it('is that of its own period where the interval does not lie within an hour', () => {
    expect(named('2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z')).to.equal(
      'A20261121.0000+0000-0000+0000_sip-01.xml',
    );
    expect(named('2026-11-21T11:55:00Z', '2026-11-21T12:02:00Z')).to.equal(
      'A20261121.1155+0000-1202+0000_sip-01.xml',
    );
  });

  it('is as docs/kpi-1.md has it', () => {
    const page = readFileSync(new URL('../../../docs/kpi-1.md', import.meta.url), 'utf8');
    expect(page)
      .to.contain(`\`${named('2026-11-21T12:05:00Z', '2026-11-21T12:10:00Z')}\``)
      .and.contain(`\`${named('2026-11-21T11:30:00Z', '2026-11-21T12:30:00Z')}\``)
      .and.contain('`cell 7/a` becomes `cell%207%2Fa`');
    expect(named('2026-11-21T12:05:00Z', '2026-11-21T12:10:00Z', 'cell 7/a')).to.contain('_cell%207%2Fa.xml');
  });

  it('has no character of the InstanceID that a file system or FTP could take amiss', () => {
    const ids = ['../x', 'a/b', 'a\\b', 'a b', "it's", 'a*?', 'ü', '%2F', '/', 'a:b'];
    const names = ids.map((id) => named('2026-11-21T12:00:00Z', '2026-11-21T12:15:00Z', id));
    for (const name of names) expect(name).to.match(/^C[\d.+-]+_[\w.%~-]+\.xml$/);
    expect(new Set(names).size).to.equal(ids.length);
  });

  it('is not too long for a file system, and still different for different instances', () => {
    const long = (end: string) =>
      named('2026-11-21T12:00:00Z', '2026-11-21T12:15:00Z', 'ü'.repeat(120) + end);
    expect(long('a').length).to.be.at.most(255);
    expect(long('a')).to.not.equal(long('b'));
  });
});
