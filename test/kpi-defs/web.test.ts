import { testGoldenFigures } from './golden.ts';

/** A shop with 800 requests a minute, a blog with 200. */
const figures = {
  requests: { shop: 800, blog: 200 },
  clientErrors: { shop: 20, blog: 5 },
  serverErrors: { shop: 4, blog: 6 },
  satisfiedRequests: { shop: 600, blog: 190 },
  // Those within 4T, satisfied ones included.
  toleratedRequests: { shop: 760, blog: 196 },
  // Seconds.
  responseTime: { shop: 240, blog: 20 },
};
const shop = { figures, row: 'shop', seconds: 60 };
const all = { figures, seconds: 60 };

describe('the web set', () => {
  testGoldenFigures('web', [
    // 800 / 64 s
    { kpi: 'Site Request Rate', ...shop, seconds: 64, gives: 12.5 },
    // 100 x 4 / 800
    { kpi: 'Site Error Ratio', ...shop, gives: 0.5 },
    // 100 - 0.5
    { kpi: 'Site Success Ratio', ...shop, when: 'by reference to the error ratio (K06)', gives: 99.5 },
    // 100 x 20 / 800
    { kpi: 'Site Client Error Ratio', ...shop, gives: 2.5 },
    // (600 + (760 - 600) / 2) / 800 = 680 / 800
    { kpi: 'Site Apdex', ...shop, gives: 0.85 },
    // 1000 x 240 s / 800
    { kpi: 'Site Mean Response Time', ...shop, gives: 300 },
    {
      kpi: 'Site Mean Response Time',
      when: 'of a site nobody asked',
      figures: { requests: { shop: 0 }, responseTime: { shop: 0 } },
      row: 'shop',
      gives: /zero/,
    },
    // 1000 / 62.5 s
    { kpi: 'Request Rate', ...all, seconds: 62.5, gives: 16 },
    // 100 x (4 + 6) / (800 + 200)
    { kpi: 'Error Ratio', ...all, gives: 1 },
    // (790 + (956 - 790) / 2) / 1000 = 873 / 1000
    { kpi: 'Apdex', ...all, gives: 0.873 },
    // 1000 x 260 s / 1000
    { kpi: 'Mean Response Time', ...all, gives: 260 },
    {
      kpi: 'Error Ratio',
      when: 'where one site does not say',
      figures: { requests: { shop: 800, blog: 200 }, serverErrors: { shop: 4 } },
      gives: /serverErrors was not given/,
    },
  ]);
});
