import type { Path } from '../../document/locations.ts';
import { isLoopback, parseAddress } from './address.ts';
import type { RawConfig } from './raw-config.ts';
import type { Tell } from './tell.ts';

/** Checks who may use HTTP, and what others on the network see of it. */
export function checkHttp({ http }: RawConfig, tell: Tell): void {
  if (!http) return;
  const { listen, tls, credentials = [] } = http;
  const address = parseAddress(listen);
  const isExposed = address !== undefined && !isLoopback(address.host);
  if (isExposed && credentials.length === 0 && tls?.clientCaFile === undefined) {
    const message = `${listen} can be reached from other machines, and whoever reaches it could configure the agent.`;
    const remedy = 'Add credentials or tls.clientCaFile, or listen on 127.0.0.1.';
    tell('CONFIG-OPEN', ['http', 'listen'], message, remedy);
  }
  if (isExposed && credentials.length > 0 && !tls) {
    const message = `${listen} can be reached from other machines, and credentials go there unencrypted.`;
    tell('CONFIG-CLEARTEXT', ['http', 'listen'], message, 'Add tls: { certFile: …, keyFile: … }.');
  }
  checkNames(credentials, tell);
}

function checkNames(
  credentials: NonNullable<NonNullable<RawConfig['http']>['credentials']>,
  tell: Tell,
): void {
  const seen = new Set<string>();
  credentials.forEach((credential, i) => {
    const [key, name] =
      credential.type === 'basic'
        ? (['user', credential.user] as const)
        : (['name', credential.name] as const);
    const path: Path = ['http', 'credentials', i, key];
    const message = `A second credential of the type ${credential.type} is called ${name}.`;
    if (seen.has(`${credential.type} ${name}`))
      tell('CONFIG-DUPLICATE', path, message, 'Give each a name of its own.');
    seen.add(`${credential.type} ${name}`);
  });
}
