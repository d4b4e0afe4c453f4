import { expect, test } from 'vitest'
import { foldWords, speltWords } from './fold-word.ts'

test.each([
  ['Café', 'cafe'],
  ['CAFE\u0301', 'cafe'],
  ['Ärger', 'arger'],
  ['Йод', 'йод'],
  ['ΔΗΜΟΚΡΑΤΊΑ', 'δημοκρατία'],
  ['한국어', '한국어'],
  ['İstanbul', 'istanbul'],
])('"%s" is folded to "%s", as the search index does', (text, folded) => {
  expect(foldWords(text)).toBe(folded)
})

test('the words of a text are those that somebody may misspell, each once', () => {
  const text = 'The CAT, the cat — naïve_cats! of gpt4o x86 2024 日本語'
  expect(speltWords(text)).toEqual(['the', 'cat', 'naive', 'cats', 'gpt4o', 'x86', '日本語'])
})

test.each([
  ['a number', '1234567'],
  ['a digest', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['what is longer than any word', 'x'.repeat(33)],
  ['what is shorter than any typing error', 'ab'],
  ['signs alone', '+-*/ — …'],
])('%s is no word', (_, text) => {
  expect(speltWords(text)).toEqual([])
})

test('a text of very many words is no language, and only its beginning is kept', () => {
  const letters = (i: number) => i.toString(2).replaceAll('0', 'a').replaceAll('1', 'b')
  const text = Array.from({ length: 20_000 }, (_, i) => `word${letters(i)}`).join(' ')
  expect(speltWords(text)).toHaveLength(10_000)
})
