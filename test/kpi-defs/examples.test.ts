import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { mapDocument } from '../../agent/collect/json/map-document.ts';
import { parseJson } from '../../agent/collect/json/parse-json.ts';
import { LiveSeriesTable } from '../../agent/collect/metrics/live-series.ts';
import { mapSamples } from '../../agent/collect/metrics/map-samples.ts';
import { listMetricNames, parseExposition } from '../../agent/collect/prometheus/parse.ts';
import type { MeasurementProblem, Reading } from '../../agent/collect/source.ts';
import { takePacket } from '../../agent/collect/statsd/source.ts';
import type { StatsdState } from '../../agent/collect/statsd/statsd-state.ts';
import { type BoundSource, bindConfig } from '../../agent/config/bind.ts';
import { loadConfig } from '../../agent/config/load.ts';
import { atOnce } from '../../agent/slices.ts';
import type { Model } from '../../model/model.ts';
import { compileSets } from './compile-sets.ts';

const EXAMPLES = ['host', '5gc', 'messaging', 'web'];

describe('the example configurations', () => {
  let model: Model;
  before(() => {
    ({ model } = compileSets(EXAMPLES));
  });

  const bind = (name: string) => {
    const file = `examples/agent-${name}.yaml`;
    const { config, document, diagnostics } = loadConfig(file, readFileSync(file), {});
    expect(diagnostics, file).to.deep.equal([]);
    return bindConfig(config as NonNullable<typeof config>, document, model);
  };

  /** What a source of an example makes of a scrape: figures by measurement and index. */
  const scrape = (example: string, source: string, text: string) => {
    const found = bind(example).sources.find(({ config }) => config.name === source);
    if (found?.type !== 'prometheus') throw new Error(`${example} has no Prometheus source ${source}`);
    const exposition = atOnce(parseExposition(text));
    if (!exposition.ok) throw new Error(exposition.reason);
    return sumUp(
      found.wanted,
      atOnce(mapSamples(found.mappings, { ...exposition, metricNames: () => listMetricNames(text) })),
    );
  };

  /** Figures by measurement and index. */
  const sumUp = (
    wanted: BoundSource['wanted'],
    { readings, problems }: { readings: readonly Reading[]; problems: readonly MeasurementProblem[] },
  ) => {
    const figures: Record<string, number> = {};
    for (const { measurement, index, series } of readings) {
      const name = wanted[measurement]?.measurement.name;
      const sum = [...series.values()].reduce<number>((total, value) => total + Number(value), 0);
      figures[index.length > 0 ? `${name}[${index.join()}]` : `${name}`] = sum;
    }
    return { figures, problems };
  };

  for (const name of [...EXAMPLES.filter((each) => each !== '5gc'), 'json', 'statsd']) {
    it(`${name} gives every measurement of its set a source`, () => {
      expect(bind(name).diagnostics).to.deep.equal([]);
    });
  }

  it('5gc leaves without a source only what Open5GS has no metrics for', () => {
    const messages = bind('5gc').diagnostics.map(({ message }) => message);
    expect(messages).to.have.length(1);
    expect(messages[0]).to.contain(
      'without a source for RM.RegInitReq.SNSSAI, RM.RegInitSucc.SNSSAI, SM.PduSessionTimeMean.SNSSAI:',
    );
  });

  it('5gc reads the metrics of an Open5GS AMF', () => {
    const { figures, problems } = scrape('5gc', 'open5gs-amf', OPEN5GS_AMF);
    expect(problems).to.deep.equal([]);
    expect(figures).to.deep.equal({
      'RM.RegInitReq': 12,
      'RM.RegInitSucc': 11,
      'RM.RegisteredSubNbrMean.SNSSAI[1-000009]': 7,
      'RM.RegisteredSubNbrMean.SNSSAI[2]': 3,
    });
  });

  it('5gc reads the metrics of an Open5GS SMF: a slice without a session yet has created 0', () => {
    const { figures, problems } = scrape('5gc', 'open5gs-smf', OPEN5GS_SMF);
    expect(problems).to.deep.equal([]);
    expect(figures).to.deep.equal({
      'SM.PduSessionCreationReq': 9,
      // 2 for cause 400 and 1 for cause 504
      'SM.PduSessionCreationFail': 3,
      'SM.PduSessionCreationReq.SNSSAI[1-000009]': 6,
      'SM.PduSessionCreationReq.SNSSAI[2]': 1,
      'SM.PduSessionCreationSucc.SNSSAI[1-000009]': 6,
      'SM.PduSessionCreationSucc.SNSSAI[2]': 0,
      'SM.SessionNbrMean.SNSSAI[1-000009]': 5,
      'SM.SessionNbrMean.SNSSAI[2]': 1,
    });
  });

  it('web reads the metrics of a Traefik proxy: a service without errors yet has had 0', () => {
    const { figures, problems } = scrape('web', 'traefik', TRAEFIK);
    expect(problems).to.deep.equal([]);
    expect(figures).to.deep.equal({
      'requests[shop@docker]': 104,
      'requests[blog@docker]': 5,
      'clientErrors[shop@docker]': 3,
      'clientErrors[blog@docker]': 0,
      // 500 and 503
      'serverErrors[shop@docker]': 11,
      'serverErrors[blog@docker]': 0,
      // GET and POST
      'satisfiedRequests[shop@docker]': 88,
      'satisfiedRequests[blog@docker]': 5,
      'toleratedRequests[shop@docker]': 99,
      'toleratedRequests[blog@docker]': 5,
      'responseTime[shop@docker]': 32.5,
      'responseTime[blog@docker]': 0.75,
    });
  });

  it('json reads the status page beside it: a status without occurrence has had 0', () => {
    const found = bind('json').sources[0];
    if (found?.type !== 'json') throw new Error('the example has no such source');
    const document = parseJson(readFileSync('examples/json/status.json', 'utf8'));
    const { figures, problems } = sumUp(found.wanted, atOnce(mapDocument(found.mappings, document)));
    expect(problems).to.deep.equal([]);
    expect(figures).to.deep.equal(WEB_FIGURES);
  });

  it('statsd reads the counters and timers of an application, by their tags', () => {
    const found = bind('statsd').sources[0];
    if (found?.type !== 'statsd') throw new Error('the example has no such source');
    const { mappings, wanted } = found;
    const publish = (state: StatsdState) => state.publish();
    const series = new LiveSeriesTable<StatsdState>({ mappings, expireMs: 1000, publish });
    expect(takePacket(Buffer.from(STATSD), series)).to.equal(0);
    const { figures, problems } = sumUp(wanted, atOnce(mapSamples(mappings, series.read())));
    expect(problems).to.deep.equal([]);
    expect(figures).to.deep.equal({ ...WEB_FIGURES, 'serverErrors[shop]': 1 });
  });
});

const WEB_FIGURES = {
  'requests[shop]': 1040,
  'requests[blog]': 50,
  'clientErrors[shop]': 30,
  'clientErrors[blog]': 2,
  'serverErrors[shop]': 11,
  'serverErrors[blog]': 0,
  'satisfiedRequests[shop]': 880,
  'satisfiedRequests[blog]': 50,
  'toleratedRequests[shop]': 990,
  'toleratedRequests[blog]': 50,
  'responseTime[shop]': 32.5,
  'responseTime[blog]': 0.75,
};
const STATSD = `web.requests:849|c|#site:shop,class:2xx,within:300ms
web.requests:30|c|#site:shop,class:4xx,within:300ms
web.requests:1|c|#site:shop,class:5xx,within:300ms
web.requests:110|c|#site:shop,class:2xx,within:1200ms
web.requests:5|c|@0.1|#site:shop,class:2xx
web.requests:48|c|#site:blog,class:2xx,within:300ms
web.requests:2|c|#within:300ms,class:4xx,site:blog
web.seconds:32|h|#site:shop
web.seconds:0.5:0.25|h|#site:blog
web.seconds:0.5|ms|#site:shop
`;

const OPEN5GS_AMF = `# HELP fivegs_amffunction_rm_reginitreq Number of initial registration requests received by the AMF
# TYPE fivegs_amffunction_rm_reginitreq counter
fivegs_amffunction_rm_reginitreq 12
# TYPE fivegs_amffunction_rm_reginitsucc counter
fivegs_amffunction_rm_reginitsucc 11
# TYPE fivegs_amffunction_rm_registeredsubnbr gauge
fivegs_amffunction_rm_registeredsubnbr{plmnid="99970",snssai="1-000009"} 5
fivegs_amffunction_rm_registeredsubnbr{plmnid="00101",snssai="1-000009"} 2
fivegs_amffunction_rm_registeredsubnbr{plmnid="99970",snssai="2"} 3
`;

const OPEN5GS_SMF = `# TYPE fivegs_smffunction_sm_pdusessioncreationreq counter
fivegs_smffunction_sm_pdusessioncreationreq{plmnid="",snssai=""} 9
fivegs_smffunction_sm_pdusessioncreationreq{plmnid="99970",snssai="1-000009"} 6
fivegs_smffunction_sm_pdusessioncreationreq{plmnid="99970",snssai="2"} 1
# TYPE fivegs_smffunction_sm_pdusessioncreationsucc counter
fivegs_smffunction_sm_pdusessioncreationsucc{plmnid="99970",snssai="1-000009"} 6
# TYPE fivegs_smffunction_sm_pdusessioncreationfail counter
fivegs_smffunction_sm_pdusessioncreationfail{cause="400"} 2
fivegs_smffunction_sm_pdusessioncreationfail{cause="504"} 1
# TYPE fivegs_smffunction_sm_sessionnbr gauge
fivegs_smffunction_sm_sessionnbr{plmnid="99970",snssai="1-000009"} 5
fivegs_smffunction_sm_sessionnbr{plmnid="99970",snssai="2"} 1
`;

const SHOP = 'protocol="http",service="shop@docker"';
const TRAEFIK = `# TYPE traefik_service_request_duration_seconds histogram
traefik_service_request_duration_seconds_bucket{code="200",method="GET",${SHOP},le="0.1"} 50
traefik_service_request_duration_seconds_bucket{code="200",method="GET",${SHOP},le="0.3"} 80
traefik_service_request_duration_seconds_bucket{code="200",method="GET",${SHOP},le="1.2"} 87
traefik_service_request_duration_seconds_bucket{code="200",method="GET",${SHOP},le="+Inf"} 90
traefik_service_request_duration_seconds_sum{code="200",method="GET",${SHOP}} 30
traefik_service_request_duration_seconds_count{code="200",method="GET",${SHOP}} 90
traefik_service_request_duration_seconds_bucket{code="500",method="POST",${SHOP},le="0.3"} 8
traefik_service_request_duration_seconds_bucket{code="500",method="POST",${SHOP},le="1.2"} 12
traefik_service_request_duration_seconds_sum{code="500",method="POST",${SHOP}} 2.5
traefik_service_request_duration_seconds_count{code="500",method="POST",${SHOP}} 14
traefik_service_request_duration_seconds_bucket{code="200",method="GET",protocol="http",service="blog@docker",le="0.3"} 5
traefik_service_request_duration_seconds_bucket{code="200",method="GET",protocol="http",service="blog@docker",le="1.2"} 5
traefik_service_request_duration_seconds_sum{code="200",method="GET",protocol="http",service="blog@docker"} 0.75
traefik_service_request_duration_seconds_count{code="200",method="GET",protocol="http",service="blog@docker"} 5
# TYPE traefik_service_requests_total counter
traefik_service_requests_total{code="200",method="GET",${SHOP}} 90
traefik_service_requests_total{code="404",method="GET",${SHOP}} 3
traefik_service_requests_total{code="500",method="POST",${SHOP}} 10
traefik_service_requests_total{code="503",method="POST",${SHOP}} 1
traefik_service_requests_total{code="200",method="GET",protocol="http",service="blog@docker"} 5
`;
