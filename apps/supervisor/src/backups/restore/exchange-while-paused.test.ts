import { expect, test } from 'vitest'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'
import { exchangeWhilePaused } from './exchange-while-paused.ts'

interface Faults {
  readonly exchange?: Error
  /** Of the first start. */
  readonly start?: Error
  readonly check?: Error
  readonly isStopped?: boolean
}

/** Exchanges, and tells in which order what was done. */
async function attempt({ exchange, start, check, isStopped = false }: Faults) {
  const done: string[] = []
  const does = (what: string, fault?: Error) => async () => {
    done.push(what)
    if (fault) throw fault
  }
  const state = isStopped ? 'stopped' : 'ready'
  const outcome = await exchangeWhilePaused({
    control: {
      list: () => [{ service: 'prompt-web', state } as ProcessSnapshot],
      pauseService: does('pause'),
      startService: async () => does('start', done.includes('start') ? undefined : start)(),
    },
    exchange: async () => {
      await does('exchange', exchange)()
      return 'kept'
    },
    check: does('check', check),
    goBack: async (result) => does(`back from ${result}`)(),
  }).catch((error: unknown) => error)
  return { done, outcome }
}

test('nobody has it open while it is exchanged', async () => {
  const { done, outcome } = await attempt({})
  expect(done).toEqual(['pause', 'exchange', 'start', 'check'])
  expect(outcome).toBe('kept')
})

test('what could not be exchanged goes on', async () => {
  const exchange = new Error('no')
  const { done, outcome } = await attempt({ exchange })
  expect(done).toEqual(['pause', 'exchange', 'start'])
  expect(outcome).toBe(exchange)
})

test.each<Faults>([{ start: new Error('It ended.') }, { check: new Error('It ended.') }])(
  'a library that is not served goes, and the one from before comes back: %o',
  async (faults) => {
    const { done, outcome } = await attempt(faults)
    expect(done.slice(-3)).toEqual(['pause', 'back from kept', 'start'])
    expect(outcome).toMatchObject({
      code: 'PB_RESTORE_FAILED',
      message: 'prompt-web does not serve the library that was restored: It ended.',
    })
  },
)

test('a service that was stopped on purpose stays so', async () => {
  expect((await attempt({ isStopped: true })).done).toEqual(['exchange'])
})
