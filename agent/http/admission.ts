import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { HttpConfig } from '../config/config.ts';
import type { Log } from '../log.ts';
import { Authenticator } from './authenticator.ts';
import { refuseForeignPage } from './browser-guard.ts';
import { FailureLog } from './failure-log.ts';
import { type Refusal, refusal } from './refusal.ts';

/** Whoever asks where nobody has to say who it is. */
const ANONYMOUS = 'anonymous';

/** Decides who may ask, before anything of a body is read. */
export class Admission {
  readonly #authenticator: Authenticator;
  readonly #failures: FailureLog;
  readonly #isOpen: boolean;
  /** The names of clients by their connections: reading a certificate takes longer than an answer. */
  readonly #names = new WeakMap<Socket, string>();

  constructor({ credentials, tls }: HttpConfig, log: Log) {
    this.#authenticator = new Authenticator(credentials);
    this.#failures = new FailureLog(log);
    this.#isOpen = !this.#authenticator.isNeeded && tls?.clientCaFile === undefined;
  }

  /** What WWW-Authenticate asks for. */
  get challenges(): readonly string[] {
    return this.#authenticator.challenges;
  }

  /** The name of who asks, for the audit; or why it may not. */
  admit(headers: IncomingHttpHeaders, socket: Socket): string | Refusal {
    const foreign = refuseForeignPage(headers, this.#isOpen);
    if (foreign) return foreign;
    if (!this.#authenticator.isNeeded) return this.#nameOf(socket);
    const { authorization } = headers;
    const name = this.#authenticator.identify(authorization);
    if (name !== undefined) return name;
    if (authorization === undefined) return refusal(401, 'Authorization', 'say who you are: it is missing');
    this.#failures.add(socket.remoteAddress ?? '', 'wrong credentials');
    return refusal(401, 'Authorization', 'these credentials are not known here');
  }

  /** The common name of the client's certificate, where it has one. */
  #nameOf(socket: Socket): string {
    if (!(socket instanceof TLSSocket)) return ANONYMOUS;
    const known = this.#names.get(socket);
    if (known !== undefined) return known;
    const name = String(socket.getPeerCertificate().subject?.CN ?? ANONYMOUS);
    this.#names.set(socket, name);
    return name;
  }
}
