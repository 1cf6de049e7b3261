import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cleanPrompt } from './prompt-text';

/** What ftfy and Python make of texts (`goldens/clean_prompts.py`). */
const goldens = JSON.parse(
  readFileSync(new URL('../goldens/clean-prompts.json', import.meta.url), 'utf8'),
) as readonly [text: string, cleaned: string][];

describe('a prompt as clip.tokenize reads it', () => {
  it.each(goldens)('%j is %j', (text, cleaned) => {
    expect(cleanPrompt(text)).toBe(cleaned);
  });

  it('is empty where only control characters and spaces are left', () => {
    expect(cleanPrompt(' \u0000\u0007\ufeff\u00a0&#1;\n')).toBe('');
  });

  it('has a mark in place of half a surrogate pair', () => {
    expect(cleanPrompt('rain \ud83c night')).toBe('rain \ufffd night');
    expect(cleanPrompt('rain 🌧 night')).toBe('rain 🌧 night');
  });

  it('is cleaned once: what is clean stays', () => {
    for (const text of ['an image taken on a foggy night', 'déjà vu, 5° – 雨', 'rock & roll'])
      expect(cleanPrompt(text)).toBe(text);
  });

  it('ends for any text', () => {
    const nested = `${'&amp;'.repeat(50)}lt;`.replaceAll(';&', ';');
    expect(cleanPrompt(`${'&amp;'.replaceAll('&', '&amp;').repeat(200)}${nested}`).length).toBeLessThan(1200);
    expect(cleanPrompt('Ã'.repeat(9000)).length).toBeGreaterThan(0);
  });
});
