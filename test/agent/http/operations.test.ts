import { expect } from 'chai';
import { ask, query, type Serving, startServing } from './serving.ts';

describe('What operators may ask over HTTP', () => {
  let serving: Serving;
  let notReady: string[];
  let problems: string[];
  let reloads: number;
  let asked: number;
  beforeEach(async () => {
    [notReady, problems, reloads, asked] = [[], [], 0, 0];
    serving = await startServing({
      more: {
        ready: () => notReady,
        reload: () => {
          reloads += 1;
          return problems;
        },
        figures: {
          sources: () => {
            asked += 1;
            const events = { retries: 3, dropped: 0 };
            return [
              { source: 'sw"itch', up: true, taken: 7, failed: 2, lastDuration: 0.125, events },
              { source: 'new', up: false, taken: 0, failed: 0, events: {} },
            ];
          },
          targets: () => [{ target: 'oe', delivered: 5, failed: 1, dropped: 3, backlog: 4 }],
          intervals: () => 11,
          storeSize: () => 4096,
          snmp: () => ({ received: 9, sent: 8, dropped: 1 }),
          kpis: () => [
            { module: 'TEST-MIB', kpi: 'Answer Ratio', row: '', unit: 'percent', value: 98.76 },
            { module: 'TEST-MIB', kpi: 'Load', row: 'eth0', unit: 'bit/s', value: 5 },
          ],
        },
      },
    });
  });
  afterEach(() => serving.server.close());
  const at = (path: string, method = 'GET', headers = {}) =>
    ask(`http://127.0.0.1:${serving.port}${path}`, '', headers, method);

  it('is healthy, and ready once there is no reason not to be', async () => {
    expect((await at('/-/healthy')).body.toString()).to.equal('healthy\n');
    notReady = ['no source has answered yet'];
    const not = await at('/-/ready');
    expect([not.status, not.body.toString()]).to.deep.equal([503, 'no source has answered yet\n']);
    notReady = [];
    const ready = await at('/-/ready');
    expect([ready.status, ready.body.toString()]).to.deep.equal([200, 'ready\n']);
  });

  it('reloads, and says what is wrong with the configuration where it cannot', async () => {
    expect((await at('/-/reload', 'POST')).status).to.equal(202);
    problems = ['agent.yaml:3:1: error CONFIG-KEY'];
    const refused = await at('/-/reload', 'POST');
    expect([refused.status, refused.body.toString()]).to.deep.equal([409, `${problems[0]}\n`]);
    const got = await at('/-/reload');
    expect([got.status, got.headers.allow]).to.deep.equal([405, 'POST']);
    expect(reloads).to.equal(2);
  });

  it('does not reload for a web page', async () => {
    expect((await at('/-/reload', 'POST', { origin: 'http://evil.example' })).status).to.equal(403);
    expect(reloads).to.equal(0);
  });

  it('shows metrics, which are read when they are asked for', async () => {
    await ask(serving.url, query('Nought'));
    await ask(serving.url, query('Ratio'));
    await ask(serving.url, query('Ratio'));
    expect(asked).to.equal(0);
    const { headers, body } = await at('/metrics');
    expect(headers['content-type']).to.match(/^text\/plain; version=0\.0\.4/);
    const lines = body.toString().split('\n');
    for (const line of [
      'kpi1_source_up{source="sw\\"itch"} 1',
      'kpi1_samples_total{source="sw\\"itch"} 7',
      'kpi1_samples_failed_total{source="sw\\"itch"} 2',
      'kpi1_sample_duration_seconds{source="sw\\"itch"} 0.125',
      'kpi1_source_retries_total{source="sw\\"itch"} 3',
      'kpi1_source_dropped_total{source="sw\\"itch"} 0',
      'kpi1_intervals_total 11',
      'kpi1_reports_delivered_total{target="oe"} 5',
      'kpi1_reports_failed_total{target="oe"} 1',
      'kpi1_reports_dropped_total{target="oe"} 3',
      'kpi1_reports_backlog{target="oe"} 4',
      'kpi1_store_bytes 4096',
      'kpi1_snmp_packets_total{outcome="dropped"} 1',
      'kpi1_http_requests_total{status="200"} 2',
      'kpi1_http_requests_total{status="404"} 1',
      'kpi1_kpi{module="TEST-MIB",kpi="Answer Ratio",row="",unit="percent"} 98.76',
      'kpi1_kpi{module="TEST-MIB",kpi="Load",row="eth0",unit="bit/s"} 5',
      '# TYPE kpi1_samples_total counter',
    ]) {
      expect(lines).to.include(line);
    }
    expect(body.toString()).to.match(/^process_resident_memory_bytes \d+$/m);
    // What a source does not count, or has not done yet, is not there.
    expect(body.toString()).to.not.match(/^kpi1_(?:source_received|source_skipped)_total\{/m);
    expect(body.toString()).to.not.contain('kpi1_sample_duration_seconds{source="new"}');
    // Asked again, counters are not added up.
    expect((await at('/metrics')).body.toString()).to.contain('\nkpi1_intervals_total 11\n');
  });
});
