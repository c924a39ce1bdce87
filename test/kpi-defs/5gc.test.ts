import { testGoldenFigures } from './golden.ts';

/** Slice 1-000009 with most of the traffic, and slice 2. */
const registrations = {
  'RM.RegInitReq': 1010,
  'RM.RegInitSucc': 909,
  'RM.RegInitReq.SNSSAI': { '1-000009': 800, '2': 200 },
  'RM.RegInitSucc.SNSSAI': { '1-000009': 790, '2': 119 },
};
const sessions = {
  'SM.PduSessionCreationReq': 1250,
  'SM.PduSessionCreationFail': 50,
  'SM.PduSessionCreationReq.SNSSAI': { '1-000009': 1000, '2': 200 },
  'SM.PduSessionCreationSucc.SNSSAI': { '1-000009': 990, '2': 198 },
  'SM.PduSessionTimeMean.SNSSAI': { '1-000009': 120, '2': 180 },
};
const numbers = {
  // Sampled twice in the interval: 500 and 520 registered, and 40 twice.
  'RM.RegisteredSubNbrMean.SNSSAI': {
    '1-000009': { last: 520, min: 500, max: 520, avg: 510 },
    '2': { last: 40, min: 40, max: 40, avg: 40 },
  },
  'SM.SessionNbrMean.SNSSAI': {
    '1-000009': { last: 610, min: 600, max: 610, avg: 605 },
    '2': { last: 30, min: 30, max: 50, avg: 40 },
  },
};

describe('the 5G core set', () => {
  testGoldenFigures('5gc', [
    // 100 x 790 / 800
    { kpi: 'Slice Registration Success Rate', figures: registrations, row: '1-000009', gives: 98.75 },
    // 100 x 119 / 200
    { kpi: 'Slice Registration Success Rate', figures: registrations, row: '2', gives: 59.5 },
    { kpi: 'Slice Registered Subscribers', figures: numbers, row: '1-000009', gives: 510 },
    // 100 x 990 / 1000
    { kpi: 'Slice PDU Session Establishment Success Rate', figures: sessions, row: '1-000009', gives: 99 },
    { kpi: 'Slice PDU Session Establishment Time', figures: sessions, row: '2', gives: 180 },
    { kpi: 'Slice PDU Sessions', figures: numbers, row: '2', gives: 40 },
    // 100 x 909 / 1010: ten requests failed before their slice was known
    { kpi: 'Registration Success Rate', figures: registrations, gives: 90 },
    {
      kpi: 'Registration Success Rate',
      when: 'when nobody registers',
      figures: { 'RM.RegInitReq': 0, 'RM.RegInitSucc': 0 },
      gives: /zero/,
    },
    // 510 + 40
    { kpi: 'Registered Subscribers', figures: numbers, gives: 550 },
    // 100 x (990 + 198) / (1000 + 200)
    { kpi: 'PDU Session Establishment Success Rate', figures: sessions, gives: 99 },
    // 100 x 50 / 1250
    { kpi: 'PDU Session Establishment Reject Rate', figures: sessions, gives: 4 },
    // (120 x 990 + 180 x 198) / (990 + 198) = (118800 + 35640) / 1188 = 154440 / 1188
    { kpi: 'PDU Session Establishment Time', figures: sessions, gives: 130 },
    {
      kpi: 'PDU Session Establishment Time',
      when: 'with a slice that created no session, and so has no time,',
      figures: {
        'SM.PduSessionCreationSucc.SNSSAI': { '1-000009': 990, '2': 0 },
        'SM.PduSessionTimeMean.SNSSAI': { '1-000009': 120 },
      },
      gives: 120,
    },
    // 605 + 40
    { kpi: 'PDU Sessions', figures: numbers, gives: 645 },
  ]);
});
