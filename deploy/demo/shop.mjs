/**
 * A web shop that is not there: shows Prometheus metrics of three sites whose load comes and goes over ten
 * minutes, with some minutes of errors. Listens on port 9100, or on the one that it is given.
 */
import { createServer } from 'node:http';

const SITES = { catalogue: 40, checkout: 8, search: 25 };
const CYCLE_S = 600;
/** Upper bounds of response times in seconds, and the share of requests that stay below. */
const WITHIN = { 0.3: 0.9, 1.2: 0.98, '+Inf': 1 };
const MEAN_S = 0.18;

const totals = Object.fromEntries(Object.keys(SITES).map((site) => [site, { requests: 0, errors: 0 }]));

/** Adds what a second brings. */
function pass(second) {
  const phase = (second % CYCLE_S) / CYCLE_S;
  for (const [site, rate] of Object.entries(SITES)) {
    const requests = Math.round(rate * (1 + 0.5 * Math.sin(2 * Math.PI * phase)));
    const isTroubled = site === 'checkout' && phase > 0.5 && phase < 0.7;
    totals[site].requests += requests;
    totals[site].errors += isTroubled ? Math.ceil(requests * 0.1) : 0;
  }
}

function* metrics() {
  yield '# TYPE shop_requests_total counter';
  for (const [site, { requests, errors }] of Object.entries(totals)) {
    yield `shop_requests_total{site="${site}",code="200"} ${requests - errors}`;
    yield `shop_requests_total{site="${site}",code="503"} ${errors}`;
  }
  yield '# TYPE shop_request_duration_seconds histogram';
  for (const [site, { requests }] of Object.entries(totals)) {
    for (const [limit, share] of Object.entries(WITHIN)) {
      const count = Math.floor(requests * share);
      yield `shop_request_duration_seconds_bucket{site="${site}",le="${limit}"} ${count}`;
    }
    yield `shop_request_duration_seconds_sum{site="${site}"} ${(requests * MEAN_S).toFixed(3)}`;
    yield `shop_request_duration_seconds_count{site="${site}"} ${requests}`;
  }
}

let second = Math.floor(Date.now() / 1000);
setInterval(() => {
  second += 1;
  pass(second);
}, 1000);
pass(second);

createServer((_request, response) => {
  response.setHeader('content-type', 'text/plain; version=0.0.4');
  response.end(`${[...metrics()].join('\n')}\n`);
}).listen(Number(process.argv[2] ?? 9100));

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
