import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service on 127.0.0.1 that speaks the Prometheus text format. */
export interface MetricsServer {
  readonly url: string;
  /** What it says, by series: `calls{trunk="a"}` → 5. */
  series: Record<string, number | string>;
  /** How it answers; as told by `series` unless replaced. */
  answer: (response: ServerResponse) => void;
  /** How often it was asked. */
  readonly asked: number;
  /** Resolves when it is asked next. */
  nextRequest(): Promise<void>;
  close(): Promise<void>;
}

export async function startMetricsServer(series: Record<string, number | string>): Promise<MetricsServer> {
  let asked = 0;
  let waiting: (() => void)[] = [];
  const http = createServer((_, response) => {
    asked += 1;
    metrics.answer(response);
    for (const tell of waiting.splice(0)) tell();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const metrics: MetricsServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/metrics`,
    series,
    answer: (response) => {
      const lines = Object.entries(metrics.series).map(([name, value]) => `${name} ${value}\n`);
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(lines.join(''));
    },
    get asked() {
      return asked;
    },
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      waiting = [];
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return metrics;
}
