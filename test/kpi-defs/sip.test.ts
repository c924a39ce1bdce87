import { expect } from 'chai';
import { NoValue } from '../../model/value.ts';
import { type DefinitionSet, type Figures, loadSet } from './evaluate-set.ts';

/** One interval of a SIP server with two trunks. */
const INTERVAL = {
  inviteAttempts: 1640,
  invite200: 1151,
  invite3xx: 40,
  invite408: 17,
  invite480: 121,
  invite486: 158,
  invite500: 6,
  invite503: 13,
  invite504: 5,
  invite600: 9,
  invite603: 46,
  sessionsCompleted: 1148,
  registerAttempts: 2500,
  registerFailed: 35,
  registerTimed: 2240,
  registerDelay: 8_064_000,
  trunkAttempts: { north: 640, south: 1000, idle: 0 },
  trunkAnswered: { north: 465, south: 686, idle: 0 },
  trunkRedirected: { north: 20, south: 20, idle: 0 },
} satisfies Figures;

/** Worked out by hand from RFC 6076 section 4. */
const GOLDEN: Readonly<Record<string, number>> = {
  'Session Establishment Ratio': 71.9375, // 1151 of 1640 - 40 = 1600
  'Session Establishment Effectiveness Ratio': 92.8125, // 1151 + 121 + 158 + 9 + 46 = 1485 of 1600
  'Ineffective Session Attempts': 2.5, // 17 + 6 + 13 + 5 = 41 of 1640
  'Session Completion Ratio': 70, // 1148 of 1640
  'Network Effectiveness Ratio': 97.5, // 100 - 2.5
  'Answer Seizure Ratio': 70.182_926_829, // 1151 of 1640
  'Registration Request Delay': 3.6, // 8064000 us by 2240 registrations are 3600 us each
  'Ineffective Registration Attempts': 1.4, // 35 of 2500
};

const GOLDEN_BY_TRUNK: Readonly<Record<string, number>> = {
  north: 75, // 465 of 640 - 20 = 620
  south: 70, // 686 of 1000 - 20 = 980
};

describe('kpi-defs/sip.yaml', () => {
  let set: DefinitionSet;
  before(() => {
    set = loadSet('sip');
  });

  const reasonOf = (kpi: string, figures: Figures, row?: string) => {
    const value = set.evaluate(kpi, { figures, ...(row === undefined ? {} : { row }) });
    expect(value, kpi).to.be.instanceOf(NoValue);
    return (value as NoValue).reason;
  };

  it('K14: has the KPIs of RFC 6076 that counts and delays give, and those built on them', () => {
    const names = set.module.kpis.map((kpi) => kpi.name);
    expect(names).to.have.members([...Object.keys(GOLDEN), 'Trunk Session Establishment Ratio']);
  });

  for (const [name, golden] of Object.entries(GOLDEN)) {
    it(`K05 K30: ${name} is ${golden} of the golden figures`, () => {
      expect(set.evaluate(name, { figures: INTERVAL })).to.be.closeTo(golden, 1e-9);
    });
  }

  for (const [row, golden] of Object.entries(GOLDEN_BY_TRUNK)) {
    it(`K05 K30: Trunk Session Establishment Ratio of trunk ${row} is ${golden}`, () => {
      const value = set.evaluate('Trunk Session Establishment Ratio', { figures: INTERVAL, row });
      expect(value).to.be.closeTo(golden, 1e-9);
    });
  }

  it('K06: the Network Effectiveness Ratio follows Ineffective Session Attempts', () => {
    const overload = { ...INTERVAL, invite503: 13 + 369 }; // 41 + 369 = 410 of 1640
    expect(set.evaluate('Network Effectiveness Ratio', { figures: overload })).to.equal(75);
  });

  it('O22: an interval without calls has no ratios, and each says why', () => {
    const silence = { ...INTERVAL, inviteAttempts: 0, invite200: 0, invite3xx: 0, sessionsCompleted: 0 };
    const ratios = Object.keys(GOLDEN).filter((name) => !name.includes('Registration'));
    expect(ratios).to.have.lengthOf(6);
    for (const name of ratios) expect(reasonOf(name, silence)).to.match(/zero|\b0\b/);
  });

  it('O22: where every call is redirected, nothing could be established, but nothing failed either', () => {
    const redirected = { ...INTERVAL, inviteAttempts: 40, invite200: 0, invite408: 0, invite500: 0 };
    const figures = { ...redirected, invite503: 0, invite504: 0 };
    expect(reasonOf('Session Establishment Ratio', figures)).to.match(/zero|\b0\b/);
    expect(set.evaluate('Ineffective Session Attempts', { figures })).to.equal(0);
  });

  it('O22: where no registration succeeds there is no delay, and all are ineffective', () => {
    const figures = { ...INTERVAL, registerFailed: 2500, registerTimed: 0, registerDelay: 0 };
    expect(reasonOf('Registration Request Delay', figures)).to.match(/zero|\b0\b/);
    expect(set.evaluate('Ineffective Registration Attempts', { figures })).to.equal(100);
  });

  it('O22: a trunk without calls has no ratio, whatever the others have', () => {
    expect(reasonOf('Trunk Session Establishment Ratio', INTERVAL, 'idle')).to.match(/zero|\b0\b/);
  });

  it('O22: a count that is missing is named', () => {
    const { invite603: _, ...figures } = INTERVAL;
    expect(reasonOf('Session Establishment Effectiveness Ratio', figures)).to.contain('invite603');
    expect(set.evaluate('Session Establishment Ratio', { figures })).to.be.closeTo(71.9375, 1e-9);
  });
});
