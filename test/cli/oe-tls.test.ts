import { expect } from 'chai';
import { type Certificates, makeCertificates } from '../agent/http/certificates.ts';
import { type Serving, startServing } from '../agent/http/serving.ts';
import { requirePeer } from '../interop/peers.ts';
import { run } from './run.ts';

describe('O17 kpi1 oe over TLS', () => {
  let certificates: Certificates | undefined;
  let serving: Serving;
  const file = (name: string) => certificates!.file(name);
  const query = (host: string, ...more: string[]) =>
    run('oe', 'query', 'Ratio', '--url', `https://${host}:${serving.port}/kpi1`, ...more);
  before(async function () {
    certificates = makeCertificates(requirePeer(this, 'openssl'));
    const tls = { certFile: file('server.pem'), keyFile: file('server.key') };
    serving = await startServing({ config: { tls: { ...tls, clientCaFile: file('ca.pem') } } });
  });
  after(async () => {
    await serving?.server.close();
    certificates?.remove();
  });
  const trusting = () => ['--ca', file('ca.pem')];
  const known = () => ['--cert', file('client.pem'), '--key', file('client.key')];

  it('trusts the authority named, and shows the own certificate', async () => {
    const { code, out } = await query('127.0.0.1', ...trusting(), ...known());
    expect([code, out]).to.deep.equal([0, 'NAME   VALUE\nRatio  98.76\n']);
  });

  it('ends with 3 where the authority is not named', async () => {
    const { code, err } = await query('127.0.0.1', ...known());
    expect(code).to.equal(3);
    expect(err).to.contain('signed by nobody who is trusted here').and.contain('remedy: Name the authority');
  });

  it('ends with 3 where the certificate is of another name', async () => {
    const { code, err } = await query('localhost', ...trusting(), ...known());
    expect(code).to.equal(3);
    expect(err).to.contain('its certificate is of another name.');
  });

  it('ends with 3 where the instance asks for a certificate and gets none', async () => {
    const { code, err } = await query('127.0.0.1', ...trusting());
    expect(code).to.equal(3);
    expect(err).to.match(/remedy: (?:Give --cert and --key|See whether --url|Ask again)/);
  });

  it('ends with 1 where a file is not there', async () => {
    const { code, err } = await query('127.0.0.1', '--ca', file('nothing.pem'));
    expect(code).to.equal(1);
    expect(err).to.contain('nothing.pem does not exist.\nremedy: Name a file in PEM form.');
  });
});
