import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failpoints } from './failpoint-names.ts'
import { readPlan } from './read-plan.ts'

const names = Object.keys(failpoints)

describe('what PROMPTBIN_FAILPOINTS holds', () => {
  test('is rules with a probability, a process, a seed and a folder', () => {
    const text =
      'store.opening=throw(ENOSPC)%2.5; prompt-web/ipc.message.sending=delay(20);seed=7;once=/tmp/x'
    expect(readPlan(text)).toEqual({
      rules: [
        { name: 'store.opening', action: { type: 'throw', code: 'ENOSPC' }, probability: 0.025 },
        {
          name: 'ipc.message.sending',
          process: 'prompt-web',
          action: { type: 'delay', delayMs: 20 },
          probability: 1,
        },
      ],
      seed: 7,
      once: '/tmp/x',
    })
  })

  test('may be nothing', () => expect(readPlan(' ; ').rules).toEqual([]))

  test.each([
    ['store.open=abort', '"store.open", which is no failpoint'],
    ['toString=abort', '"toString", which is no failpoint'],
    ['store.opening', 'not of the form'],
    ['store.opening=exit', '"exit", which is no action'],
    ['store.opening=abort(1)', 'no action'],
    ['store.opening=delay(-1)', 'no action'],
    ['store.opening=throw()', 'no action'],
    ['store.opening=__proto__(1)', 'no action'],
    ['store.opening=abort%0', 'no probability'],
    ['store.opening=abort%101', 'no probability'],
    ['store.opening=partial-write', 'where nothing is written'],
    ['seed=x', 'no whole number'],
  ])('%s is refused', (text, told) => {
    expect(() => readPlan(text)).toThrow(told)
    expect(() => readPlan(text)).toThrow(
      expect.objectContaining({ code: 'PB_FAILPOINTS_UNREADABLE' }),
    )
  })

  test('is read or refused, whatever it is', () => {
    const parts = fc.constantFrom(...names, '=', '%', ';', '/', '(', ')', 'exit', 'throw', '1', ' ')
    fc.assert(
      fc.property(fc.array(parts), (texts) => {
        try {
          for (const { name } of readPlan(texts.join('')).rules) expect(names).toContain(name)
        } catch (error) {
          expect(error).toMatchObject({ code: 'PB_FAILPOINTS_UNREADABLE' })
        }
      }),
    )
  })
})
