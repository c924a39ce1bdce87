import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { requireUnpacked } from '../interop/peers.ts';
import { ROOT } from './deployed.ts';

describe('deploy/compose.yaml, read by Docker Compose', function () {
  this.timeout(20_000);

  it('is in order, and has what it mounts', function () {
    const folder = requireUnpacked(this, 'docker-compose-2.26');
    const program = join(folder, 'usr/libexec/docker/cli-plugins/docker-compose');
    const args = ['--file', join(ROOT, 'deploy/compose.yaml'), 'config', '--format', 'json'];
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    const { services } = JSON.parse(stdout) as { services: Record<string, Service> };
    expect(services['agent']).to.deep.include({
      read_only: true,
      cap_drop: ['ALL'],
      ports: [{ mode: 'ingress', host_ip: '127.0.0.1', target: 1161, published: '1161', protocol: 'udp' }],
    });
    expect(services['agent']?.build).to.deep.equal({
      context: join(ROOT, '.').replace(/\/$/, ''),
      dockerfile: 'deploy/Dockerfile',
    });
    const mounted = Object.values(services).flatMap(({ volumes = [] }) => volumes);
    const sources = mounted.flatMap(({ type, source }) => (type === 'bind' ? [source] : []));
    expect(sources).to.have.length(4);
    for (const source of sources) expect(existsSync(source), source).to.equal(true);
  });
});

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly volumes?: readonly { readonly type: string; readonly source: string }[];
}
