import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import { freePort } from '../interop/free-port.ts';
import { configOf, withHandler } from './agent-config.ts';
import { Folder } from './folder.ts';
import { run } from './run.ts';

describe('kpi1 agent', () => {
  let folder: Folder;
  let port: number;
  let config: string;
  before(async () => {
    folder = new Folder();
    port = await freePort('udp');
    await run('build', folder.at('defs'), '--out', folder.at('out'));
  });
  after(() => folder.remove());
  beforeEach(() => {
    config = folder.write('agent.yaml', configOf(port));
  });
  const agent = (...more: readonly string[]) => run('agent', '--config', config, ...more);

  describe('--check-config', () => {
    it('says that all is in order and what would be served, and ends with 0', async () => {
      folder.edit('agent.yaml', 'dataDir: data', 'dataDir: unused');
      const out = `${config} is in order: EXAMPLE-SIP-KPI-MIB from 1 source.\n`;
      expect(await agent('--check-config')).to.deep.equal({ code: 0, out, err: '' });
      expect(() => folder.read('unused/snmp-engine.json')).to.throw('ENOENT');
    });

    it('tells every problem of the configuration at its place on standard output, and ends with 1', async () => {
      folder.edit('agent.yaml', 'every: 10s', 'every: 10 s');
      folder.edit('agent.yaml', 'view: all', 'view: al');
      folder.edit('agent.yaml', 'instanceId: sip-01', 'instanceID: sip-01');
      folder.edit('agent.yaml', 'public', `"\${NO_SUCH_VARIABLE}"`);
      const { code, out, err } = await agent('--check-config');
      expect([code, err]).to.deep.equal([1, '']);
      const found = [...out.matchAll(/^\S+agent\.yaml:(\d+):\d+: error ([A-Z-]+) /gm)];
      expect(found.map(([, line, rule]) => `${line} ${rule}`)).to.have.members([
        '1 FIELD-MISSING',
        '1 FIELD-UNKNOWN',
        '6 CONFIG-VARIABLE',
        '12 FIELD-FORM',
      ]);
      expect(out).to.match(/\n4 errors\.\n$/);
    });

    it('shows no secret, in order or not', async () => {
      const secrets =
        'auth: { protocol: SHA-256, passphrase: hunter2-auth }, priv: { protocol: AES-128, passphrase: hunter2-priv }';
      folder.edit('agent.yaml', 'public', 'hunter2-community');
      folder.edit('agent.yaml', '  views:', `  users: [{ name: ops, ${secrets}, view: all }]\n  views:`);
      folder.edit('agent.yaml', 'file:///nowhere', 'http://user:hunter2-url@127.0.0.1:9');
      const good = await agent('--check-config');
      folder.edit('agent.yaml', 'passphrase: hunter2-auth', 'passphrase:hunter2-auth');
      folder.edit('agent.yaml', 'http:', 'htp:');
      const broken = await agent('--check-config');
      expect([good.code, broken.code]).to.deep.equal([0, 1]);
      expect(broken.out).to.match(/FIELD-UNKNOWN(.|\n)*FIELD-FORM/);
      for (const { out, err } of [good, broken]) expect(out + err).to.not.contain('hunter2');
    });

    it('prints warnings, and ends with 0', async () => {
      folder.edit('agent.yaml', /\n {6}registrarUp: e/, '');
      const { code, out } = await agent('--check-config');
      expect(code).to.equal(0);
      expect(out).to.match(/warning CONFIG-MEASUREMENT-MISSING .*registrarUp(.|\n)*is in order/);
    });
  });

  const refused: readonly (readonly [what: string, make: () => void, said: RegExp])[] = [
    [
      'the configuration does not exist',
      () => {
        config = folder.at('nothing.yaml');
      },
      /^kpi1: \S+nothing\.yaml does not exist\.\nremedy: Name the configuration/,
    ],
    [
      'the model does not exist',
      () => folder.edit('agent.yaml', 'model.json', 'modell.json'),
      /^\S+agent\.yaml:2:8: error CONFIG-FILE \S+modell\.json does not exist: run kpi1 build/,
    ],
    [
      'the model is of another format (bad input)',
      () => {
        folder.write('other.json', '{ "format": 99, "generator": "kpi1 9.0.0" }');
        folder.edit('agent.yaml', 'out/agent/generated/model.json', 'other.json');
      },
      /agent\.yaml:2:8: error CONFIG-FILE .*format 99 \(written by kpi1 9\.0\.0\).*format 1: run kpi1 build again/,
    ],
    [
      'the model is no JSON',
      () => {
        folder.write('other.json', '{');
        folder.edit('agent.yaml', 'out/agent/generated/model.json', 'other.json');
      },
      /agent\.yaml:2:8: error CONFIG-FILE .*other\.json is no JSON .*: run kpi1 build again/,
    ],
    [
      'a handler does not exist',
      () => useHandler('handler.js'),
      /agent\.yaml:9:\d+: error CONFIG-FILE \S+handler\.js does not exist\.\n {2}remedy: /,
    ],
    [
      'certificates to trust do not exist',
      () => folder.edit('agent.yaml', 'url: file:///nowhere', 'caFile: ca.pem\n    url: https://127.0.0.1:9'),
      /agent\.yaml:11:13: error CONFIG-FILE \S+ca\.pem does not exist\.\n {2}remedy: /,
    ],
    [
      'a handler cannot be loaded',
      () => useHandler('broken.js', 'export default {'),
      /^kpi1: \S+broken\.js cannot be loaded: .*\.\nremedy: Correct the handler/,
    ],
    [
      'a handler fails while it is loaded',
      () => useHandler('throws.ts', 'throw new Error("no database");'),
      /^kpi1: \S+throws\.ts cannot be loaded: no database\.\nremedy: Correct the handler/,
    ],
    [
      'a handler is none',
      () => useHandler('none.js', 'export default 5;'),
      /^kpi1: \S+none\.js is no handler: its default export is 5, not an object\.\nremedy: /,
    ],
    [
      'the data folder cannot be made',
      () => {
        folder.write('file', '');
        folder.edit('agent.yaml', 'dataDir: data', 'dataDir: file/data');
      },
      /^kpi1: \S+file\/data: cannot be created \(ENOTDIR\b.*\)\. Choose another dataDir\./,
    ],
    [
      'what the SNMP engine keeps is broken',
      () => {
        folder.write('worn/snmp-engine.json', '{}');
        folder.edit('agent.yaml', 'dataDir: data', 'dataDir: worn');
      },
      /^kpi1: \S+worn\/snmp-engine\.json: .*remove the file/,
    ],
    [
      'it cannot listen on an address',
      () => folder.edit('agent.yaml', '127.0.0.1:', '192.0.2.1:'),
      /kpi1: can't listen on UDP 192\.0\.2\.1:\d+: this machine has no such address\. Listen on/,
    ],
  ];
  /** Takes the measurements from a handler, of which only the text is given, or nothing. */
  function useHandler(name: string, text?: string): void {
    if (text !== undefined) folder.write(name, text);
    folder.write('agent.yaml', withHandler(folder.read('agent.yaml'), name));
  }
  for (const [what, make, said] of refused) {
    it(`ends with 1, and names place and remedy, where ${what}`, async () => {
      make();
      const { code, out, err } = await agent();
      expect(code).to.equal(1);
      expect(out + err).to.match(said);
      expect(out + err).to.not.contain('..');
      expect(out + err).to.not.match(/^ {4}at /m);
    });
  }

  it('leaves no address open where another cannot be listened on (a port in use)', async () => {
    const taken = createSocket('udp4').bind(0, '127.0.0.1');
    await once(taken, 'listening');
    const inUse = `127.0.0.1:${taken.address().port}`;
    folder.edit('agent.yaml', 'listen: [', `listen: ["${inUse}", `);
    const { code, err } = await agent();
    expect(code).to.equal(1);
    expect(err).to.match(
      new RegExp(`^kpi1: can't listen on UDP ${inUse}: the port is in use\\. Stop the program`),
    );
    const again = createSocket('udp4').bind(port, '127.0.0.1');
    await once(again, 'listening');
    again.close();
    taken.close();
  });

  it('tells an unusable folder for data before it has asked for anything else', async () => {
    mkdirSync(folder.at('taken/snmp-engine.json'), { recursive: true });
    folder.edit('agent.yaml', 'dataDir: data', 'dataDir: taken');
    expect((await agent()).err).to.match(/^kpi1: \S+taken\/snmp-engine\.json: cannot be read \(EISDIR/);
  });
});
