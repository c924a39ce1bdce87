import { expect } from 'chai';
import fc from 'fast-check';
import { toSmiText, transliterations } from '../../../generator/text/transliterate.ts';

describe('Text for SMI', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['units', '25 °C, 10 µs, 5 Ω, 3 €, 2 ‰', '25 degC, 10 us, 5 Ohm, 3 EUR, 2 per mille'],
    ['the other micro and the other ohm', '10 μs, 5 \u2126', '10 us, 5 Ohm'],
    ['quotation marks', '“a” ‘b’ «c» „d“ "e"', "'a' 'b' 'c' 'd' 'e'"],
    ['dashes and dots', 'a – b — c − d…', 'a - b - c - d...'],
    ['arithmetic', '2 × 3 ÷ 4 ± 1 ≤ 5 ≥ 4 ≠ 3', '2 x 3 / 4 +/- 1 <= 5 >= 4 != 3'],
    ['accents, composed and not', 'naïve façade, e\u0301t\u00e9', 'naive facade, ete'],
    ['letters of their own', 'Straße, Ærø, Łódź, þing', 'Strasse, AEro, Lodz, thing'],
    ['powers and fractions', 'm², s³, ½', 'm2, s3, 1/2'],
    ['wide letters and ligatures', 'ＫＰＩ ﬁne №', 'KPI fine No'],
    ['tabs and no-break spaces', 'a\tb\u00a0c\u2009d', 'a b c d'],
    ['line ends', 'a\r\nb\u2028c', 'a\nb\nc'],
    ['characters nobody sees', 'a\u200bb\ufeffc\u00add\u0007e\u0000', 'abcde'],
    ['letters without an ASCII form', '中a文', '<U+4E2D>a<U+6587>'],
    ['pictures', 'up 👍\ufe0f', 'up <U+1F44D>'],
    ['half a surrogate pair', 'a\ud800b', 'a<U+D800>b'],
  ];
  for (const [what, text, expected] of cases) {
    it(`writes ${what} in ASCII`, () => {
      expect(toSmiText(text)).to.equal(expected);
    });
  }

  it('leaves ASCII alone, two hyphens and line ends among it', () => {
    const text = "It's -- 100% {ok}\n\n  as it is ~";
    expect(toSmiText(text)).to.equal(text);
    expect(transliterations(text)).to.deep.equal([]);
  });

  it('says what it changes, run by run, and where', () => {
    expect(transliterations('5 µs “x”—')).to.deep.equal([
      { at: [2, 3], from: 'µ', to: 'u' },
      { at: [5, 6], from: '“', to: "'" },
      { at: [7, 9], from: '”—', to: "'-" },
    ]);
  });

  it('is printable ASCII and LF without quotation marks, whatever the text, and settles at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const smi = toSmiText(text);
        expect(smi).to.match(/^[\x20\x21\x23-\x7e\n]*$/);
        expect(toSmiText(smi)).to.equal(smi);
      }),
      { seed: 11, numRuns: 1000 },
    );
  });

  it('changes exactly what it says it changes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        let rebuilt = '';
        let behind = 0;
        for (const { at, from, to } of transliterations(text)) {
          expect(text.slice(...at)).to.equal(from);
          rebuilt += text.slice(behind, at[0]) + to;
          behind = at[1];
        }
        expect(rebuilt + text.slice(behind)).to.equal(toSmiText(text));
      }),
      { seed: 12, numRuns: 500 },
    );
  });
});
