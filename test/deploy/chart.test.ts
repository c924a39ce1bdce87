import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { Folder } from '../cli/folder.ts';
import { checkConfiguration } from './check-configuration.ts';
import { kubernetes, type Manifest, ROOT } from './deployed.ts';
import { findHelm } from './helm.ts';

const CHART = join(ROOT, 'deploy/helm/kpi1-agent');

describe('The chart, rendered by Helm', function () {
  this.timeout(20_000);
  const folder = new Folder();
  let program: string;
  before(function () {
    const found = findHelm();
    if (!found) {
      console.warn('skipped: The chart, rendered by Helm - npm test unpacks it, on Linux on x64');
      this.skip();
    }
    program = found;
  });
  after(() => folder.remove());

  const helm = (...args: readonly string[]) => spawnSync(program, args, { encoding: 'utf8' });
  /** Its manifests by kind and name, with these values over its own. */
  function render(values: object = {}, release = 'sip'): Map<string, Manifest> {
    const file = folder.write('values.yaml', JSON.stringify(values));
    const { status, stdout, stderr } = helm('template', release, CHART, '--values', file);
    expect(status, stderr).to.equal(0);
    const manifests = parseAllDocuments(stdout).map((document) => {
      expect([...document.errors, ...document.warnings]).to.deep.equal([]);
      return document.toJS();
    });
    return new Map(manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest]));
  }
  const refusal = (values: object) => {
    const { status, stderr } = helm(
      'template',
      'sip',
      CHART,
      '--values',
      folder.write('v.yaml', JSON.stringify(values)),
    );
    expect(status).not.to.equal(0);
    return stderr;
  };
  const NAME = 'sip-kpi1-agent';

  it('is clean to its linter', () => {
    const { status, stdout } = helm('lint', '--strict', CHART);
    expect(status, stdout).to.equal(0);
    expect(stdout).not.to.match(/\[(WARNING|ERROR)\]/);
  });

  it('has the agent as the sidecar has it, and probes that it is ready besides', () => {
    const manifests = render();
    expect([...manifests.keys()]).to.have.members(
      ['Secret', 'ConfigMap', 'Service', 'StatefulSet']
        .map((kind) => `${kind} ${NAME}`)
        .concat(`Service ${NAME}-http`),
    );
    const { spec } = manifests.get(`StatefulSet ${NAME}`);
    const { spec: sidecar } = kubernetes('StatefulSet');
    const [agent] = spec.template.spec.containers;
    const beside = sidecar.template.spec.containers[1];
    for (const field of ['image', 'args', 'env', 'resources', 'securityContext']) {
      expect(agent[field], field).to.deep.equal(beside[field]);
    }
    const ports = (container: Manifest) => container.ports.map((port: Manifest) => port.containerPort);
    expect(ports(agent)).to.deep.equal(ports(beside));
    const paths = ['startupProbe', 'livenessProbe', 'readinessProbe'].map(
      (probe) => agent[probe].httpGet.path,
    );
    expect(paths).to.deep.equal(['/-/healthy', '/-/healthy', '/-/ready']);
    expect(spec.template.spec.securityContext).to.deep.equal(sidecar.template.spec.securityContext);
    expect(spec.volumeClaimTemplates).to.deep.equal(sidecar.volumeClaimTemplates);
    expect(spec.serviceName).to.equal(`${NAME}-http`);
    for (const name of [NAME, `${NAME}-http`]) {
      const { selector } = manifests.get(`Service ${name}`).spec;
      expect(selector)
        .to.deep.equal(spec.selector.matchLabels)
        .and.to.deep.equal(spec.template.metadata.labels);
    }
  });

  it('has a configuration that the agent takes, numbers and all', async () => {
    // Helm prints it as 1.5e+09.
    const store = { maxSize: 1_500_000_000 };
    for (const values of [{}, { config: { store } }]) {
      await checkConfiguration(render(values).get(`ConfigMap ${NAME}`).data['agent.yaml'], folder);
    }
  });

  it('puts each value where it belongs', () => {
    const affinity = { podAntiAffinity: {} };
    const tolerations = [{ key: 'edge', operator: 'Exists' }];
    const manifests = render({
      image: { repository: 'registry.example/kpi1', tag: '9.9.9', pullPolicy: 'Always' },
      imagePullSecrets: [{ name: 'pull' }],
      secret: { existing: 'mine' },
      service: { type: 'LoadBalancer', snmpPort: 161, annotations: { zone: 'a' } },
      persistence: { size: '5Gi', storageClass: 'fast' },
      podAnnotations: { team: 'b' },
      nodeSelector: { disk: 'ssd' },
      ...{ tolerations, affinity },
    });
    expect([...manifests.keys()], 'no Secret of its own').not.to.include(`Secret ${NAME}`);
    const { template, volumeClaimTemplates } = manifests.get(`StatefulSet ${NAME}`).spec;
    expect(template.metadata.annotations).to.include({ team: 'b' });
    expect(template.spec).to.deep.include({
      imagePullSecrets: [{ name: 'pull' }],
      nodeSelector: { disk: 'ssd' },
      ...{ tolerations, affinity },
    });
    expect(template.spec.containers[0]).to.deep.include({
      image: 'registry.example/kpi1:9.9.9',
      imagePullPolicy: 'Always',
      envFrom: [{ secretRef: { name: 'mine' } }],
    });
    expect(volumeClaimTemplates[0].spec).to.deep.include({
      storageClassName: 'fast',
      resources: { requests: { storage: '5Gi' } },
    });
    const service = manifests.get(`Service ${NAME}`);
    expect(service.metadata.annotations).to.deep.equal({ zone: 'a' });
    expect(service.spec).to.include({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
    expect(service.spec.ports[0]).to.include({ port: 161, protocol: 'UDP' });
  });

  it('starts the agent anew where configuration or secrets change', () => {
    const annotations = (values: object) =>
      render(values).get(`StatefulSet ${NAME}`).spec.template.metadata.annotations;
    const before = annotations({ secret: { values: { OPS_AUTH: '12345678' } } });
    expect(annotations({ secret: { values: { OPS_AUTH: '87654321' } } })['checksum/secret']).not.to.equal(
      before['checksum/secret'],
    );
    expect(annotations({ config: { instanceId: 'other' } })['checksum/config']).not.to.equal(
      before['checksum/config'],
    );
  });

  it('keeps secrets as they are, which look like numbers', () => {
    const values = { OPS_AUTH: '12345678', OPS_PRIV: 'yes', HTTP_TOKEN: '0x1F: "a"' };
    expect(render({ secret: { values } }).get(`Secret ${NAME}`).stringData).to.deep.equal(values);
  });

  it('has names that Kubernetes takes, whatever the release is called', () => {
    for (const name of render({}, `${'very-'.repeat(10)}5g`).keys()) {
      expect(name.split(' ')[1]).to.match(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
    }
  });

  it('refuses values that cannot be', () => {
    expect(refusal({ service: { snmpPort: 70_000 } })).to.contain('/service/snmpPort');
    expect(refusal({ config: { dataDir: '/tmp' } })).to.contain('/config/dataDir');
    expect(refusal({ secret: { values: { OPS_AUTH: 12_345_678 } } })).to.contain('/secret/values/OPS_AUTH');
  });
});
