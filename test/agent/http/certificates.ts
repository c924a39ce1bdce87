import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An authority, and certificates that it signed for `server` and `client`, both at 127.0.0.1. */
export interface Certificates {
  /** Path of ca.pem, server.pem, server.key, client.pem or client.key. */
  file(name: string): string;
  read(name: string): Buffer;
  remove(): void;
}

export function makeCertificates(openssl: string): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-http-'));
  const run = (...args: string[]) => execFileSync(openssl, args, { cwd: folder, stdio: 'ignore' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
  run('req', '-x509', ...curve, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=test authority');
  writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1\n');
  for (const name of ['server', 'client']) {
    run('req', ...curve, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    run('x509', '-req', '-in', `${name}.csr`, ...authority, '-extfile', 'names', '-out', `${name}.pem`);
  }
  const file = (name: string) => join(folder, name);
  return {
    file,
    read: (name) => readFileSync(file(name)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
