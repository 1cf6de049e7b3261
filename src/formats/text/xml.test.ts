import { CodedError } from '../../errors/coded-error';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from './xml';

describe('xml', () => {
  it('reads elements, text, entities, comments and CDATA', () => {
    const text = `\uFEFF<?xml version="1.0"?>
<!-- made by hand -->
<a id='1' b:c="2 > 1">
  one &amp; <b/> two &#65;&#x42;<c><![CDATA[<raw>]]></c>
</a>`;
    expect(parseXml(text)).toEqual({
      name: 'a',
      text: 'one &  two AB',
      children: [
        { name: 'b', text: '', children: [] },
        { name: 'c', text: '<raw>', children: [] },
      ],
    });
  });

  it.each([
    '<!DOCTYPE a>',
    '<!DOCTYPE a SYSTEM "annotation.dtd">',
    '<!DOCTYPE a PUBLIC "-//X//DTD X//EN" "http://x/y.dtd">\n',
    '<!-- first --> <!DOCTYPE\n a >',
    '<!DOCTYPE a [<!ELEMENT a (#PCDATA)>\n<!ATTLIST a id CDATA #IMPLIED> <!-- no entity --> ]>',
    '<!DOCTYPE a []>',
  ])('skips the document type %s, which declares no entity', (type) => {
    expect(parseXml(`<?xml version="1.0"?>${type}<a>1</a>`)).toEqual({ name: 'a', text: '1', children: [] });
  });

  it('reads names in any script', () => {
    expect(parseXml('<标注><größe>1</größe></标注>')).toMatchObject({ name: '标注', children: [{ name: 'größe' }] });
  });

  it.each([
    ['', 'line 1: the file is empty'],
    ['<!-- a -->', 'line 1: there is no element'],
    ['<a>\n<b', 'line 2: the file ends in the middle of a tag'],
    ['<a>', 'line 1: <a> is never closed'],
    ['<a>\n</b>', 'line 2: </b> closes <a>'],
    ['<a></a></a>', 'line 1: </a> closes nothing'],
    ['<a/><b/>', 'line 1: there is more than one root element'],
    ['<a>\n<1/></a>', 'line 2: there is a tag that is none'],
    ['<a b=c/>', 'line 1: there is a tag that is none'],
    ['<a><!-- </a>', 'line 1: “-->” is missing'],
    ['hello <a/>', 'line 1: there is text outside of the root element'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'line 1: a document type that declares entities is not read'],
    [
      '<!DOCTYPE a SYSTEM "a.dtd" [<!ELEMENT a ANY> <!ENTITY % b "c">]><a/>',
      'line 1: a document type that declares entities is not read',
    ],
    ['<!ENTITY x "y"><a/>', 'line 1: a document type that declares entities is not read'],
    ['<a><!DOCTYPE a></a>', 'line 1: a document type that declares entities is not read'],
    ['<!DOCTYPE a SYSTEM "a.dtd"><a>&x;</a>', 'line 1: “&x;” is no entity of plain XML'],
    ['<a>&x;</a>', 'line 1: “&x;” is no entity of plain XML'],
    ['<a>a & b</a>', 'line 1: “&” is no entity of plain XML'],
    ['<a>&#99999999;</a>', 'line 1: “&#99999999;” is no entity of plain XML'],
    ['<a>'.repeat(40), 'line 1: elements are nested more than 32 deep'],
  ])('refuses %j', (text, message) => {
    expect(() => parseXml(text)).toThrow(expect.objectContaining({ name: 'CodedError', message }));
  });

  it('answers any text with an element or a coded error', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b/>',
      '<!--',
      '-->',
      '&',
      ';',
      'x',
      '"',
      '<',
      '>',
      '<![CDATA[',
      ']]>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          expect(parseXml(pieces.join('')).name).toMatch(/^[ab]$/u);
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
