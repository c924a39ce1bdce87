import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { InstancePmReport } from '../../../messages/message.ts';
import { decodeMessage } from '../../../messages/xml/decode.ts';

/** Takes reports over HTTP, and refuses every seventh request, as receivers that are restarted do. */
export interface HttpReceiver {
  readonly url: string;
  /** Every report that was acknowledged, repeats among them. */
  readonly reports: readonly InstancePmReport[];
  close(): Promise<void>;
}

const REFUSED = 7;

/** On a free port of 127.0.0.1, or the one given. */
export async function startHttpReceiver(port = 0): Promise<HttpReceiver> {
  const reports: InstancePmReport[] = [];
  let requests = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      // The agent was killed while it sent.
      return;
    }
    requests += 1;
    const body = Buffer.concat(chunks);
    const decoded = decodeMessage(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
    const isReport = decoded.ok && decoded.message.kind === 'InstancePMReport';
    response.statusCode = requests % REFUSED === 0 ? 503 : isReport ? 200 : 400;
    if (response.statusCode === 200 && isReport) reports.push(decoded.message as InstancePmReport);
    response.end();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/kpi1`,
    reports,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
