/** What one client, or all of them, may take up of the agent. Times in milliseconds. */
export interface HttpLimits {
  /** For the request line and the headers to arrive, from the first octet or the connection on. */
  readonly headersMs: number;
  /** For a whole request to arrive. */
  readonly requestMs: number;
  /** How long a connection may lie idle between two requests. */
  readonly keepAliveMs: number;
  /** How long a client may take no octet of an answer. */
  readonly stalledMs: number;
  /** How often connections are looked at for these times. */
  readonly checkMs: number;
  readonly connections: number;
  readonly requestsPerConnection: number;
  /** Of the request line and the headers, in octets. */
  readonly headerSize: number;
  /** How long closing waits for answers under way. */
  readonly graceMs: number;
}

export const HTTP_LIMITS: HttpLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 65_000,
  stalledMs: 60_000,
  checkMs: 1_000,
  connections: 256,
  requestsPerConnection: 100_000,
  headerSize: 16 * 1024,
  graceMs: 1_000,
};
