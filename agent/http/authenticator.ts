import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpCredential } from '../config/config.ts';

interface Secret {
  readonly name: string;
  readonly scheme: 'basic' | 'bearer';
  readonly digest: Buffer;
}

const REALM = 'realm="KPI-1"';

/** Knows the credentials that let somebody in (RFC 7617, RFC 6750). */
export class Authenticator {
  readonly #secrets: readonly Secret[];
  /** What WWW-Authenticate asks for. */
  readonly challenges: readonly string[];

  constructor(credentials: readonly HttpCredential[]) {
    this.#secrets = credentials.map((credential) =>
      credential.type === 'basic'
        ? {
            name: credential.user,
            scheme: 'basic',
            digest: digestOf(`${credential.user}:${credential.password}`),
          }
        : { name: credential.name, scheme: 'bearer', digest: digestOf(credential.token) },
    );
    const schemes = new Set(this.#secrets.map(({ scheme }) => scheme));
    this.challenges = [
      ...(schemes.has('basic') ? [`Basic ${REALM}, charset="UTF-8"`] : []),
      ...(schemes.has('bearer') ? [`Bearer ${REALM}`] : []),
    ];
  }

  /** Whether anybody has to say who it is. */
  get isNeeded(): boolean {
    return this.#secrets.length > 0;
  }

  /** The name of the credential in an Authorization header; undefined where it is none of ours. */
  identify(authorization: string | undefined): string | undefined {
    const [, scheme = '', text = ''] = /^(basic|bearer) +(\S+) *$/i.exec(authorization ?? '') ?? [];
    const isBasic = scheme.toLowerCase() === 'basic';
    const digest = digestOf(isBasic ? Buffer.from(text, 'base64') : text);
    let name: string | undefined;
    // All of them, and digests only: neither which one it is nor how much of it is right shows in the time taken.
    for (const secret of this.#secrets) {
      const isEqual = timingSafeEqual(secret.digest, digest);
      if (isEqual && secret.scheme === scheme.toLowerCase()) name = secret.name;
    }
    return name;
  }
}

function digestOf(secret: string | Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
