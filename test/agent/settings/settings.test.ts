import { expect } from 'chai';
import type { AgentConfig } from '../../../agent/config/config.ts';
import { applyToConfig } from '../../../agent/settings/apply-to-config.ts';
import { CONFIG, MemorySettings, openTestSettings } from './memory-settings.ts';

const items = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

describe('A configuration item', () => {
  const GOOD: [info: string, item: string, ...values: string[]][] = [
    ['collection', 'active', 'true', 'false'],
    ['collection', 'duration', 'continuous', '1h'],
    ['report', 'period', 'defined', '1h'],
    ['report', 'content', 'pm', 'kpi', 'both'],
    ['report', 'when', 'periodic', 'threshold', 'both'],
    ['history', 'intervals', '1', '1000'],
    ['notify.3', 'FTPServerPort', '1', '65535'],
    ['notify.3', 'FTPUserPasswd', 'new secret'],
    ['source.switch', 'every', '1m', '15s'],
    ['source.switch', 'timeout', '500ms', '10s', 'default'],
    ['source.switch', 'filter.instances', '*', 'north* trunk-?', 'ost"?'],
    ['source.switch', 'filter.value', 'any', '> 0', '>=-1.5e3', '!= 0'],
    ['kpi.exAnswerRatio', 'formula', '100 * answered / max(active)', 'if(attempts > 0, 1, 0)'],
    ['kpi.exFailureRatio', 'report.period', 'inherited', '2m', '1h'],
    ['kpi.exFailureRatio', 'threshold.critical', '> 10', 'none'],
    ['kpi.exFailureRatio', 'threshold.hysteresis', '0', '0.5'],
    ['kpi.exSite', 'threshold.warning', 'none'],
    ['night', 'duration', 'defined', 'continuous', '8h'],
    ['night', 'filter.source', 'switch', 's*'],
    ['night', 'report.period', 'inherited', '15m'],
  ];
  for (const [info, item, ...values] of GOOD) {
    for (const value of values) {
      it(`K24 takes ${value} for ${info} ${item}, and tells it`, () => {
        const { settings } = openTestSettings();
        expect(settings.configure('oe', { identifier: info, items: items({ [item]: value }) })).to.deep.equal(
          [],
        );
        expect(settings.value(info, item)).to.equal(value);
      });
    }
  }

  const BAD: [info: string, item: string, value: string, problem: RegExp][] = [
    ['collection', 'active', 'yes', /"yes" is none of true, false/],
    ['report', 'period', '0s', /"0s" is no duration. Write 30s, 5m, 1h or 7d, or defined/],
    ['report', 'period', '999999d', /longer than 366d/],
    ['report', 'content', 'all', /none of pm, kpi, both/],
    ['history', 'intervals', '0', /0 is outside 1 to 1000/],
    ['history', 'intervals', '1e3', /no whole number. Write 1 to 1000/],
    ['notify.3', 'FTPServerPort', '65536', /outside 1 to 65535/],
    ['notify.3', 'FTPDir', '/a\nQUIT', /line break/],
    ['notify.3', 'FTPUserPasswd', 'x'.repeat(256), /256 octets. Write at most 255/],
    ['source.switch', 'every', '2m', /calculated every 1m, but would be sampled every 2m/],
    ['source.switch', 'timeout', '11s', /next one begins after 10s/],
    ['source.switch', 'filter.value', 'high', /no condition/],
    ['source.switch', 'filter.value', '> 1e999', /no condition/],
    ['source.switch', 'filter.instances', ' ', /Write \* for everything/],
    ['kpi.exAnswerRatio', 'formula', '100 * answerd / attempts', /Column 7: .*Did you mean `answered`/],
    ['kpi.exAnswerRatio', 'formula', '100 * ', /Column 7: /],
    ['kpi.exAnswerRatio', 'formula', '[Failure Ratio]', /Column 1: .*refer to each other/],
    ['kpi.exAnswerRatio', 'formula', '[Answer Ratio] + 1', /Column 1: /],
    ['kpi.exAnswerRatio', 'formula', 'answered / 0', /always 0/],
    [
      'kpi.exAnswerRatio',
      'formula',
      'answered > 0',
      /gives true or false, but the KPI's real\(2\) is a number/,
    ],
    ['kpi.exAnswerRatio', 'formula', 'max(trunkCalls)', /Column /],
    ['kpi.exAnswerRatio', 'formula', `1 + ${'answered + '.repeat(200)}1`, /octets/],
    ['kpi.exFailureRatio', 'report.period', '90s', /no whole multiple of 1m/],
    ['kpi.exFailureRatio', 'report.period', '2h', /longer than 1h/],
    ['kpi.exSite', 'threshold.warning', '> 1', /only a number has thresholds/],
    ['kpi.exAnswerRatio', 'threshold.hysteresis', '-1', /no number from 0 on/],
    ['instance', 'instanceId', 'other', /can only be read/],
    ['notify.1', 'credentials', 'other', /can only be read/],
    ['history', 'interval', '3', /no item interval. Did you mean intervals/],
    ['night', 'active', 'false', /night has no item active/],
  ];
  for (const [info, item, value, problem] of BAD) {
    it(`K27 refuses ${value.slice(0, 40).trim()} for ${info} ${item}`, () => {
      const { settings, store } = openTestSettings();
      const problems = settings.configure('oe', { identifier: info, items: items({ [item]: value }) });
      expect(problems.map(({ place }) => place)).to.deep.equal([item]);
      expect(problems[0]?.message).to.match(problem);
      expect(store.stored.size + store.audit.length).to.equal(0);
    });
  }
});

describe('Settings', () => {
  it('K27 carry out a command as a whole or not at all, with every reason', () => {
    const { settings, store } = openTestSettings();
    const asked = { period: '1h', content: 'all', when: 'never', extra: '1' };
    const problems = settings.configure('oe', { identifier: 'report', items: items(asked) });
    expect(problems.map(({ place }) => place)).to.deep.equal(['content', 'when', 'extra']);
    expect(settings.value('report', 'period')).to.equal('defined');
    expect(store.stored.size).to.equal(0);
  });

  it('K56 refuse an item that is there twice, and a command without items', () => {
    const { settings } = openTestSettings();
    const twice = [...items({ period: '1h' }), ...items({ period: '2h' })];
    expect(settings.configure('oe', { identifier: 'report', items: twice })[0]?.message).to.match(/twice/);
    expect(settings.configure('oe', { identifier: 'report', items: [] })[0]?.message).to.match(/no item/);
  });

  it('refuse what cannot be stored, and nothing has changed', () => {
    const { settings, store } = openTestSettings();
    store.failure = new Error('the disk is full');
    const problems = settings.configure('oe', { identifier: 'report', items: items({ period: '1h' }) });
    expect(problems[0]?.message).to.match(/could not be stored: the disk is full/);
    expect(settings.value('report', 'period')).to.equal('defined');
  });

  it('write down who changed what, when, from what and to what', () => {
    const { settings, store } = openTestSettings();
    settings.configure('http/noc', { identifier: 'report', items: items({ period: '1h' }) });
    settings.configure('http/noc', { identifier: 'report', items: items({ period: '' }) });
    const common = { at: 1000, by: 'http/noc', info: 'report', item: 'period' };
    expect(store.audit).to.deep.equal([
      { ...common, from: undefined, to: '1h' },
      { ...common, from: '1h', to: undefined },
    ]);
    expect(settings.value('report', 'period')).to.equal('defined');
  });

  it('O17 show no secret, neither in answers nor in the audit nor as what the file said', () => {
    const { settings, store } = openTestSettings();
    const password = items({ FTPUserPasswd: 'hunter3' });
    expect(settings.configure('oe', { identifier: 'notify.3', items: password })).to.deep.equal([]);
    const shown = settings.sets().map((set) => set.items.map((item) => settings.shown(set, item)));
    expect(JSON.stringify([shown, store.audit])).to.not.match(/hunter/);
    expect(store.stored.get('notify.3 FTPUserPasswd')?.base).to.not.match(/hunter/);
    expect(applyToConfig(CONFIG, settings).ftpTargets[0]?.FTPUserPasswd).to.equal('hunter3');
  });

  it('K23 hold after a restart', () => {
    const { settings, store } = openTestSettings();
    settings.configure('oe', { identifier: 'kpi.Answer Ratio', items: items({ 'report.content': 'kpi' }) });
    settings.configure('oe', { identifier: 'night', items: items({ duration: '8h' }) });
    settings.configure('oe', { identifier: 'history', items: items({ intervals: '20' }) });
    const again = openTestSettings(store).settings;
    expect(again.value('kpi.exAnswerRatio', 'report.content')).to.equal('kpi');
    expect(again.value('night', 'duration')).to.equal('8h');
    expect(again.profiles()).to.deep.equal(['default', 'night']);
    expect(applyToConfig(CONFIG, again).history).to.deep.equal({ intervals: 20, reports: 50 });
  });

  it('give way to the file where that says something else since, and say so', () => {
    const { settings, store } = openTestSettings();
    settings.configure('oe', { identifier: 'history', items: items({ intervals: '20', reports: '60' }) });
    const changed = { ...CONFIG, history: { intervals: 12, reports: 50 } } as AgentConfig;
    const again = openTestSettings(store, changed);
    expect(again.settings.value('history', 'intervals')).to.equal('12');
    expect(again.settings.value('history', 'reports')).to.equal('60');
    expect(again.logged).to.deep.equal(['the configuration file says something else now, which holds']);
    // The start may fail, and then the file of before holds again.
    expect(openTestSettings(store).settings.value('history', 'intervals')).to.equal('20');
    again.settings.settle();
    expect(store.audit.at(-1)?.by).to.equal('configuration file');
    expect(openTestSettings(store, changed).logged).to.deep.equal([]);
  });

  it('leave aside what was set of something that is gone or does not hold any more', () => {
    const store = new MemorySettings();
    const lost = { base: undefined, value: '1' };
    store.stored.set('a', { ...lost, info: 'source.gone', item: 'every' });
    store.stored.set('b', { ...lost, info: 'report', item: 'period' });
    store.stored.set('c', { ...lost, info: 'instance', item: 'instanceId' });
    const { settings, logged } = openTestSettings(store);
    expect(logged).to.have.length(3);
    expect(settings.value('report', 'period')).to.equal('defined');
    expect(settings.value('instance', 'instanceId')).to.equal('test-01');
  });

  it('call a KPI by its descriptor, its name, or its module and name', () => {
    const { settings } = openTestSettings();
    for (const name of ['kpi.exSite', 'kpi.Site', 'kpi.TEST-MIB::Site']) {
      expect(settings.find(name)?.identifier, name).to.equal('kpi.exSite');
    }
    const problems = settings.configure('oe', { identifier: 'kpi.Sit', items: items({ formula: '1' }) });
    expect(problems[0]?.message).to.match(/no kpi\.Sit\. Did you mean kpi\.Site/);
  });

  it('make collection profiles of other identifiers, which say what `default` says where they say nothing', () => {
    const { settings } = openTestSettings();
    settings.configure('oe', {
      identifier: 'default',
      items: items({ 'filter.value': '> 0', duration: '2h' }),
    });
    settings.configure('oe', { identifier: 'night', items: items({ duration: '8h' }) });
    expect(settings.value('night', 'filter.value')).to.equal('> 0');
    expect(settings.value('night', 'duration')).to.equal('8h');
    settings.configure('oe', { identifier: 'night', items: items({ duration: '' }) });
    expect(settings.profiles()).to.deep.equal(['default']);
    expect(settings.value('default', 'duration')).to.equal('2h');
  });

  for (const bad of ['', 'two words', '*', 'x'.repeat(49), 'source.none', 'notify.9', 'a\tb']) {
    it(`refuse to make a profile ${JSON.stringify(bad.slice(0, 12))}`, () => {
      const { settings } = openTestSettings();
      const problems = settings.configure('oe', { identifier: bad, items: items({ duration: '8h' }) });
      expect(problems).to.have.length(1);
      expect(settings.profiles()).to.deep.equal(['default']);
    });
  }

  it('keep identifiers and names within the index of kpi1ConfigTable, and say no URL’s secret', () => {
    const { settings } = openTestSettings();
    for (const set of settings.sets()) expect(Buffer.byteLength(set.identifier)).to.be.within(1, 48);
    expect(settings.value('source.switch', 'from')).to.equal('http://127.0.0.1/metrics');
    expect(settings.value('notify.2', 'url')).to.equal('https://oss.example/kpi1');
  });
});
