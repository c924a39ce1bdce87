/** Where notifications go, and how. */
export interface NotificationTarget {
  /** An IPv4 or IPv6 address, or a name. */
  readonly host: string;
  readonly port: number;
  readonly version: 'v2c';
  readonly community: string;
  /** InformRequests, which the receiver acknowledges and which are repeated until it does, instead of traps. */
  readonly inform: boolean;
  /** How long the first try waits for its acknowledgement; each further one waits twice as long. */
  readonly timeoutMs?: number;
  /** Tries after the first. */
  readonly retries?: number;
  /** Notifications that may wait; beyond it the oldest is dropped. */
  readonly queueLimit?: number;
}

export const DEFAULT_TIMEOUT_MS = 3_000;
export const DEFAULT_RETRIES = 3;
export const DEFAULT_QUEUE_LIMIT = 1_000;

/** The target in logs: never with its community. */
export function nameOfTarget({ host, port }: NotificationTarget): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
