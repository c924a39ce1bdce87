import { readFile } from 'node:fs/promises';
import type { HttpConfig } from '../config/config.ts';

/** Reads certificates and key for a server of TLS 1.2 and 1.3. Throws an Error that names the file and the remedy. */
export async function tlsOptions({ certFile, keyFile, clientCaFile }: NonNullable<HttpConfig['tls']>) {
  const [cert, key, ca] = await Promise.all([
    readPem('http.tls.certFile', certFile),
    readPem('http.tls.keyFile', keyFile),
    clientCaFile === undefined ? undefined : readPem('http.tls.clientCaFile', clientCaFile),
  ]);
  return {
    ...{ cert, key, minVersion: 'TLSv1.2' as const, handshakeTimeout: HANDSHAKE_MS },
    ...(ca && { ca, requestCert: true, rejectUnauthorized: true }),
  };
}

const HANDSHAKE_MS = 10_000;

async function readPem(setting: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Error(`${setting}: ${file} cannot be read (${(error as Error).message}); name a file of PEM`);
  }
}
