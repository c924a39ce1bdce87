import { expect } from 'chai';
import { TemporaryStore } from './temporary-store.ts';

const SETTING = { info: 'collection', item: 'every', value: '5s', base: '10s' };
const CHANGE = { at: 1, by: 'oe-1', info: 'collection', item: 'every', from: '10s', to: '5s' };

describe('Settings and state', () => {
  let store: TemporaryStore;
  beforeEach(() => {
    store = new TemporaryStore();
  });
  afterEach(() => store.remove());

  it('K62: items that were set are there after a restart, with what the file said', () => {
    const other = { info: 'a', item: 'b', value: '', base: undefined };
    store.open().settings.apply([SETTING, other], [CHANGE]);
    expect(store.reopen().settings.all()).to.have.deep.members([SETTING, other]);
  });

  it('an item is set anew, and removed where it has no value', () => {
    const { settings } = store.open();
    settings.apply([SETTING], []);
    settings.apply([{ ...SETTING, value: '7s' }], []);
    expect(store.reopen().settings.all()).to.deep.equal([{ ...SETTING, value: '7s' }]);
    const { info, item, base } = SETTING;
    store.reopen().settings.apply([{ info, item, base }], []);
    expect(store.reopen().settings.all()).to.deep.equal([]);
  });

  it('K23: the audit has the latest changes, newest first', () => {
    const { settings } = store.open();
    const changes = [1, 2, 3].map((at) => ({
      ...CHANGE,
      at,
      from: at === 1 ? undefined : '***',
      to: undefined,
    }));
    settings.apply([], changes);
    expect(settings.changes(2)).to.deep.equal([changes[2], changes[1]]);
    expect(store.reopen().settings.changes(10)).to.deep.equal(changes.toReversed());
  });

  it('the audit is bounded', () => {
    const { settings } = store.open();
    const changes = Array.from({ length: 10_050 }, (_, at) => ({ ...CHANGE, at }));
    settings.apply([], changes);
    expect(settings.changes(20_000).length).to.equal(10_000);
    expect(settings.changes(1)[0]!.at).to.equal(10_049);
  });

  it('state is known again after a restart', () => {
    const { state } = store.open();
    state.set('job', '{"since":1}');
    state.set('job', '{"since":2}');
    state.set('other', '');
    const again = store.reopen().state;
    expect(again.get('job')).to.equal('{"since":2}');
    expect(again.get('other')).to.equal('');
    expect(again.get('none')).to.equal(undefined);
  });
});
