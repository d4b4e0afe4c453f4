import { join } from 'node:path'
import { checkLibrary } from '@promptbin/prompt-store/integrity'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Rest } from '../../rest.ts'
import { ArmedProduct, type Fault } from './armed-product.ts'
import { rounds } from './rounds.ts'

const faults = (['started', 'applied', 'committed'] as const).map(
  (step): Fault => ({
    process: 'prompt-web',
    name: `store.migration.${step}`,
    action: 'exit(137)',
  }),
)

describe.each(rounds)('in round %i', () => {
  const armed = new ArmedProduct(faults)

  beforeAll(async () => {
    for (const fault of faults) armed.arm(fault)
    await armed.start()
  })

  afterAll(() => armed.stop())

  test('a library comes into being although its first process is killed at each step', async () => {
    for (const fault of faults) await armed.acted(fault)
    await new Rest(armed.product.instance.web.url).create({
      name: 'first',
      title: 'First',
      content: 'There it is.',
    })
    const file = join(armed.dataFolder, 'promptbin.db')
    const { findings } = await checkLibrary({
      file,
      scratchFolder: armed.dataFolder,
      auditHead: null,
    })
    expect(findings).toEqual([])
  })
})
