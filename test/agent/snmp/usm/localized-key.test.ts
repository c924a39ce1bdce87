import { expect } from 'chai';
import { AUTH_PROTOCOLS, type AuthProtocolName } from '../../../../agent/snmp/usm/auth-protocol.ts';
import { localizeKey, localizePrivKey, passphraseToKey } from '../../../../agent/snmp/usm/localized-key.ts';
import { PRIV_PROTOCOLS, type PrivProtocolName } from '../../../../agent/snmp/usm/priv-protocol.ts';

const ENGINE_ID = Buffer.from('000000000000000000000002', 'hex');

describe('localized keys', () => {
  it('turns a passphrase into a key as RFC 3414 A.3 shows for MD5', () => {
    const key = passphraseToKey(AUTH_PROTOCOLS.MD5, 'maplesyrup');
    expect(key.toString('hex')).to.equal('9faf3283884e92834ebc9847d8edd963');
    expect(localizeKey(AUTH_PROTOCOLS.MD5, key, ENGINE_ID).toString('hex')).to.equal(
      '526f5eed9fcce26f8964c2930787d82b',
    );
  });

  it('turns a passphrase into a key as RFC 3414 A.3 shows for SHA-1', () => {
    const key = passphraseToKey(AUTH_PROTOCOLS['SHA-1'], 'maplesyrup');
    expect(key.toString('hex')).to.equal('9fb5cc0381497b3793528939ff788d5d79145211');
    expect(localizeKey(AUTH_PROTOCOLS['SHA-1'], key, ENGINE_ID).toString('hex')).to.equal(
      '6695febc9288e36282235fc7151f128497b38f3f',
    );
  });

  it('extends keys as draft-reeder-snmpv3-usm-3desede-00 section 5 shows', () => {
    const expected: [AuthProtocolName, string][] = [
      ['MD5', '526f5eed9fcce26f8964c2930787d82b79eff44a90650ee0a3a40abfac5acc12'],
      ['SHA-1', '6695febc9288e36282235fc7151f128497b38f3f9b8b6d78936ba6e7d19dfd9c'],
    ];
    for (const [name, hex] of expected) {
      const key = passphraseToKey(AUTH_PROTOCOLS[name], 'maplesyrup');
      const extended = localizePrivKey(AUTH_PROTOCOLS[name], PRIV_PROTOCOLS['AES-256-C'], key, ENGINE_ID);
      expect(extended.toString('hex')).to.equal(hex);
    }
  });

  it('gives every pair of protocols a key of the length the cipher needs', () => {
    for (const auth of Object.values(AUTH_PROTOCOLS)) {
      const key = passphraseToKey(auth, 'correct horse');
      expect(key).to.have.length(auth.keyLength);
      for (const priv of Object.values(PRIV_PROTOCOLS)) {
        const localized = localizePrivKey(auth, priv, key, ENGINE_ID);
        expect(localized, `${auth.name} ${priv.name}`).to.have.length(priv.keyLength);
      }
    }
  });

  it('differs between the two extensions exactly where the hash is too short', () => {
    const extended = (auth: AuthProtocolName, priv: PrivProtocolName): string => {
      const key = passphraseToKey(AUTH_PROTOCOLS[auth], 'correct horse');
      return localizePrivKey(AUTH_PROTOCOLS[auth], PRIV_PROTOCOLS[priv], key, ENGINE_ID).toString('hex');
    };
    expect(extended('SHA-1', 'AES-192')).not.to.equal(extended('SHA-1', 'AES-192-C'));
    expect(extended('SHA-224', 'AES-192')).to.equal(extended('SHA-224', 'AES-192-C'));
    expect(extended('SHA-224', 'AES-256')).not.to.equal(extended('SHA-224', 'AES-256-C'));
    expect(extended('SHA-256', 'AES-256')).to.equal(extended('SHA-256', 'AES-256-C'));
  });

  it('refuses a passphrase of less than eight octets (RFC 3414 section 11.2)', () => {
    for (const passphrase of ['', '1234567']) {
      expect(() => passphraseToKey(AUTH_PROTOCOLS['SHA-256'], passphrase)).to.throw(RangeError, 'at least 8');
    }
    expect(passphraseToKey(AUTH_PROTOCOLS['SHA-256'], 'äöüß')).to.have.length(32);
  });
});
