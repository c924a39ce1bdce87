import type { UserCredentials } from '../usm/user.ts';

/** Where notifications go, and how. */
export type NotificationTarget = Receiver & (CommunityAccess | UserAccess);

interface CommunityAccess {
  readonly version: 'v2c';
  readonly community: string;
}

interface UserAccess {
  readonly version: 'v3';
  /** Who sends; at the highest security level there are keys for. */
  readonly user: UserCredentials;
  /** The receiver's engine, for informs: no other is talked to. Not given: the one that it says it has. */
  readonly engineID?: Uint8Array;
}

interface Receiver {
  /** An IPv4 or IPv6 address, or a name. */
  readonly host: string;
  readonly port: number;
  /** InformRequests, which the receiver acknowledges and which are repeated until it does, instead of traps. */
  readonly inform: boolean;
  /** How long the first try waits for its acknowledgement; each further one twice as long, up to a minute. */
  readonly timeoutMs?: number;
  /** Tries after the first. */
  readonly retries?: number;
  /** Notifications that may wait; beyond it the oldest is dropped. */
  readonly queueLimit?: number;
}

export const DEFAULT_TIMEOUT_MS = 3_000;
export const MAX_TIMEOUT_MS = 60_000;
export const DEFAULT_RETRIES = 3;
export const DEFAULT_QUEUE_LIMIT = 1_000;

/** How long it takes at most until a notification that can be sent is acknowledged or given up. */
export function longestWaitMs({
  inform,
  timeoutMs = DEFAULT_TIMEOUT_MS,
  retries = DEFAULT_RETRIES,
}: Receiver): number {
  if (!inform) return 0;
  const waits = Array.from({ length: retries + 1 }, (_, i) => Math.min(timeoutMs * 2 ** i, MAX_TIMEOUT_MS));
  return waits.reduce((total, wait) => total + wait);
}

/** The target in logs: never with its community or user. */
export function nameOfTarget({ host, port }: Receiver): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
