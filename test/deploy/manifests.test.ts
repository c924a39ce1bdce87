import { expect } from 'chai';
import { parseAllDocuments, parseDocument } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { Folder } from '../cli/folder.ts';
import { run } from '../cli/run.ts';
import { checkConfiguration, inCheckout } from './check-configuration.ts';
import {
  chartValues,
  commandLines,
  compose,
  configurations,
  instruction,
  kubernetes,
  listDeployed,
  readDeployed,
  setting,
} from './deployed.ts';

const { version } = packageJson;
const PROBES = ['/-/healthy', '/-/ready'];

describe('What deploy/ has', () => {
  it('is YAML where it says so', () => {
    const files = listDeployed(/\.ya?ml$/).filter((path) => !path.includes('/templates/'));
    expect(files).to.have.length(5);
    for (const file of files) {
      for (const { errors, warnings } of parseAllDocuments(readDeployed(file))) {
        expect([...errors, ...warnings], file).to.deep.equal([]);
      }
    }
  });

  it('names the version of package.json', () => {
    const image = `kpi1:${version}`;
    expect(compose().services.agent.image).to.equal(image);
    expect(kubernetes('StatefulSet').spec.template.spec.containers[1].image).to.equal(image);
    for (const [named] of readDeployed('Dockerfile').matchAll(/\bkpi1:\d\S+/g)) expect(named).to.equal(image);
    const chart = parseDocument(readDeployed('helm/kpi1-agent/Chart.yaml')).toJS();
    expect([chart.version, chart.appVersion]).to.deep.equal([version, version]);
  });

  it('has no command that the program does not take', async () => {
    const folder = new Folder();
    try {
      const file = folder.write(
        'agent.yaml',
        inCheckout(configurations()['demo/agent.yaml'] as string, folder),
      );
      const lines = Object.entries(commandLines());
      expect(lines).to.have.length(4);
      for (const [where, args] of lines) {
        expect(args, where).to.include('/etc/kpi1/agent.yaml');
        const here = args.map((arg) => (arg === '/etc/kpi1/agent.yaml' ? file : arg));
        const { code, out } = await run(...here, '--check-config');
        expect(code, `${where}: ${out}`).to.equal(0);
      }
    } finally {
      folder.remove();
    }
  });

  it('has configurations in order, which show no secret', async () => {
    const folder = new Folder();
    try {
      for (const text of Object.values(configurations())) await checkConfiguration(text, folder);
    } finally {
      folder.remove();
    }
  });

  it('makes every variable of a configuration known to it', () => {
    const named = (text: string) => new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    const pod = ['POD_NAME', 'POD_IP'];
    const [, { env }] = kubernetes('StatefulSet').spec.template.spec.containers;
    expect(env.map(({ name }: { name: string }) => name)).to.deep.equal(pod);
    const secrets = Object.keys(kubernetes('Secret').stringData);
    expect([...named(configurations()['kubernetes/sidecar.yaml'] as string)]).to.have.members([
      ...pod,
      ...secrets,
    ]);
    expect([...named(JSON.stringify(chartValues().config))]).to.have.members([...pod, ...secrets]);
    const template = readDeployed('helm/kpi1-agent/templates/statefulset.yaml');
    for (const name of pod) expect(template).to.contain(`- name: ${name}\n`);
  });

  it('opens the ports that the configurations listen on', () => {
    const { agent } = compose().services;
    const { ipv4_address: address } = agent.networks.demo;
    expect(configurations()['demo/agent.yaml']).to.contain(`listen: [${address}:1161]`);
    expect(agent.ports).to.deep.equal(['127.0.0.1:1161:1161/udp']);
    expect(instruction('EXPOSE')).to.equal('1161/udp');
    const [, sidecar] = kubernetes('StatefulSet').spec.template.spec.containers;
    expect(sidecar.ports.map((port: { containerPort: number }) => port.containerPort)).to.deep.equal([
      1161, 8161,
    ]);
    for (const where of ['kubernetes/sidecar.yaml', 'helm/kpi1-agent/values.yaml']) {
      const text = configurations()[where] as string;
      expect(text, where)
        .to.match(/\$\{POD_IP\}:1161/)
        .and.to.match(/\$\{POD_IP\}:8161/);
    }
    const template = readDeployed('helm/kpi1-agent/templates/statefulset.yaml');
    expect(template).to.contain('containerPort: 1161, protocol: UDP').and.to.contain('containerPort: 8161 }');
    expect(instruction('ENV')).to.contain('KPI1_HEALTH=http://127.0.0.1:8161/-/healthy');
    expect(configurations()['demo/agent.yaml']).to.contain('http: { listen: 127.0.0.1:8161 }');
  });

  it('keeps in a volume what outlives the agent, and writes nowhere else', () => {
    const data = '/var/lib/kpi1';
    for (const [where, text] of Object.entries(configurations())) {
      expect(text.replaceAll('"', ''), where).to.match(/dataDir: ?\/var\/lib\/kpi1/);
    }
    expect(instruction('VOLUME')).to.equal(data);
    expect(`/var/lib/${setting('StateDirectory')}`).to.equal(data);
    const { agent } = compose().services;
    expect(agent.volumes).to.include(`agent:${data}`);
    const { containers, securityContext } = kubernetes('StatefulSet').spec.template.spec;
    const mounted = containers[1].volumeMounts.find(({ name }: { name: string }) => name === 'data');
    expect(mounted.mountPath).to.equal(data);
    expect([agent.read_only, containers[1].securityContext.readOnlyRootFilesystem]).to.deep.equal([
      true,
      true,
    ]);
    expect(securityContext.runAsNonRoot).to.equal(true);
    expect(instruction('USER')).to.equal(`${securityContext.runAsUser}:${securityContext.runAsGroup}`);
  });

  it('probes paths that the agent has', () => {
    const paths = [
      ...`${readDeployed('kubernetes/sidecar.yaml')}${readDeployed('helm/kpi1-agent/templates/statefulset.yaml')}`.matchAll(
        /httpGet: \{ path: ([^,]+),/g,
      ),
    ].map(([, path]) => path);
    expect(paths).to.have.length(5);
    for (const path of paths) expect(PROBES).to.include(path);
  });

  it('has a chart whose templates ask for values that there are', () => {
    const values = chartValues();
    const templates = listDeployed(/\/templates\//).map(readDeployed);
    const asked = templates.flatMap((text) =>
      [...text.matchAll(/\.Values\.([\w.]+)/g)].map(([, path = '']) => path),
    );
    expect(asked).to.have.length.above(15);
    for (const path of asked) {
      const names = path.split('.');
      const found = names.reduce((from, name) => from?.[name], values);
      expect(found, path).not.to.equal(undefined);
    }
  });
});
