import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { eventually } from '../interop/eventually.ts';
import { freePort } from '../interop/free-port.ts';
import { LinkedProject } from '../interop/linked-project.ts';
import { type PeerProcess, startPeer } from '../interop/peer-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const readSource = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The credentials that the documents show, as variables of the shell. */
export const SECRETS = { HTTP_PASSWORD: 'password-of-ops', NMS_TOKEN: 'token-of-nms' };
const AUTH_SECRET = 'passphrase-of-noc';

/** A project with SIP-KPI-MIB that a second is an interval of, and its agent, configured as examples/ has it. */
export class Service {
  readonly project = new LinkedProject();
  /** Where the agent answers; where it sends traps of SNMPv2c, and of SNMPv3; where the other agent answers. */
  readonly ports = { snmp: 0, http: 0, reports: 0, traps: 0, https: 0 };
  readonly #service: Server = createServer((_, answer) => void answer.end(metrics()));
  readonly #agents: PeerProcess[] = [];

  /** `certificates` is where server.pem, server.key and ca.pem are. */
  async start(certificates: string): Promise<void> {
    for (const name of ['snmp', 'reports', 'traps'] as const) this.ports[name] = await freePort('udp');
    for (const name of ['http', 'https'] as const) this.ports[name] = await freePort('tcp');
    const url = `http://127.0.0.1:${await freePort('tcp')}/metrics`;
    this.#service.listen(Number(new URL(url).port), '127.0.0.1');
    this.#writeFiles();
    this.#write('agent.yaml', this.#configuration(url));
    this.#write('other.yaml', await this.#otherConfiguration(url, certificates));
    this.project.run('kpi1 build');
    await Promise.all(['agent.yaml', 'other.yaml'].map((name) => this.#startAgent(name)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#agents.map((agent) => agent.stop()));
    this.#service.close();
    this.project.remove();
  }

  #write(path: string, content: object | string): void {
    const text = typeof content === 'string' ? content : stringify(content);
    writeFileSync(join(this.project.folder, path), text, { mode: 0o600 });
  }

  #writeFiles(): void {
    const { project } = this;
    project.link();
    mkdirSync(join(project.folder, 'kpi-defs'));
    this.#write('kpi-defs/project.yaml', readSource('kpi-defs/project.yaml'));
    this.#write('kpi-defs/sip.yaml', readSource('kpi-defs/sip.yaml').replaceAll('y: 5m', 'y: 1s'));
    this.#write('auth.secret', AUTH_SECRET);
    this.#write('secrets', 'OPS_AUTH=secret\n');
    for (const path of ['deploy', 'agent/http']) {
      mkdirSync(join(project.folder, path, '..'), { recursive: true });
      symlinkSync(join(ROOT, path), join(project.folder, path));
    }
  }

  #configuration(url: string): object {
    const example = parse(readSource('examples/agent-sip.yaml'));
    const { snmp, sources } = example;
    const to = (port: number) => ({ type: 'snmp', to: `127.0.0.1:${port}` });
    return {
      ...example,
      model: 'agent/generated/model.json',
      dataDir: 'data',
      snmp: {
        ...snmp,
        listen: [`127.0.0.1:${this.ports.snmp}`],
        communities: [...snmp.communities, { ...snmp.communities[0], name: 'secret' }],
        users: [{ name: 'noc', auth: { protocol: 'SHA-256', passphrase: AUTH_SECRET }, view: 'all' }],
      },
      notify: [
        { ...to(this.ports.reports), community: 'public' },
        { ...to(this.ports.traps), version: 'v3', user: 'noc' },
      ],
      sources: [{ ...sources[0], url, every: '1s' }],
      http: { listen: `127.0.0.1:${this.ports.http}` },
      // Less for kpi1 verify to walk.
      history: { reports: 3 },
    };
  }

  /** Of the agent that asks for credentials, over TLS. */
  async #otherConfiguration(url: string, certificates: string): Promise<object> {
    const { notify, ...rest } = this.#configuration(url) as { notify: object; snmp: object };
    return {
      ...rest,
      dataDir: 'other',
      snmp: { ...rest.snmp, listen: [`127.0.0.1:${await freePort('udp')}`] },
      http: {
        listen: `127.0.0.1:${this.ports.https}`,
        tls: { certFile: join(certificates, 'server.pem'), keyFile: join(certificates, 'server.key') },
        credentials: [
          { type: 'basic', user: 'ops', password: SECRETS.HTTP_PASSWORD },
          { type: 'bearer', name: 'nms', token: SECRETS.NMS_TOKEN },
        ],
      },
    };
  }

  async #startAgent(configuration: string): Promise<void> {
    const { folder, path } = this.project;
    const agent = startPeer('kpi1', ['agent', '--config', configuration], {
      cwd: folder,
      env: { ...process.env, PATH: path },
    });
    this.#agents.push(agent);
    await eventually(
      'the agent answers',
      async () => agent.output().includes('answers SNMP on') || undefined,
      30_000,
    );
  }
}

/** Calls over two trunks, more of them from second to second. */
function metrics(): string {
  const seconds = Math.floor(Date.now() / 1000) % 1_000_000;
  const counted = ['lisbon', 'porto'].flatMap((trunk, index) => [
    `kamailio_sip_requests_total{method="INVITE",trunk="${trunk}"} ${seconds * (20 + index)}`,
    `kamailio_sip_responses_total{method="INVITE",code="200",trunk="${trunk}"} ${seconds * (18 + index)}`,
  ]);
  return `${counted.join('\n')}\n`;
}
