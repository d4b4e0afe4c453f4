import { once } from 'node:events'
import { join } from 'node:path'
import { checkLibrary } from '@promptbin/prompt-store/integrity'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Rest } from '../../rest.ts'
import { ArmedProduct, type Fault } from './armed-product.ts'
import { ask, makeBackup, restoreBackup } from './provoke.ts'
import { rounds } from './rounds.ts'

const fault = (name: Fault['name']): Fault => ({ process: 'backup', name, action: 'exit(137)' })

/** Until the exchange is decided the library is the old one, from then on the restored one. */
const before = [fault('restore.copied'), fault('restore.verified')]
const after = [fault('restore.replaced'), fault('restore.placed')]

const armed = new ArmedProduct([...before, ...after])

const namesNow = async () => {
  const answer = await fetch(`${armed.product.instance.web.url}/api/v1/prompts`)
  const { items } = (await answer.json()) as { readonly items: readonly { name: string }[] }
  return items.map(({ name }) => name).toSorted()
}

async function expectWhole(): Promise<void> {
  const file = join(armed.dataFolder, 'promptbin.db')
  const scratchFolder = armed.dataFolder
  expect((await checkLibrary({ file, scratchFolder, auditHead: null })).findings).toEqual([])
  const verdict = await ask(armed.product, 'GET', '/api/v1/audit/verification')
  expect(await verdict.json()).toMatchObject({ valid: true })
}

/** Makes a backup, and saves one more prompt; gives the names that the backup has. */
async function backUpAndGoOn(): Promise<readonly string[]> {
  const names = await namesNow()
  expect((await makeBackup(armed.product)) as Response).toMatchObject({ ok: true })
  const name = `prompt-${names.length}`
  await new Rest(armed.product.instance.web.url).create({ name, title: name, content: name })
  return names
}

beforeAll(() => armed.start())

afterAll(() => armed.stop())

describe.each(rounds)('in round %i', () => {
  test('the library is the old one when a restore is killed before it is decided', async () => {
    await backUpAndGoOn()
    const old = await namesNow()
    for (const one of before) {
      armed.arm(one)
      expect((await restoreBackup(armed.product)) as Response).toMatchObject({ ok: false })
      await armed.acted(one)
      expect(await namesNow()).toEqual(old)
    }
    await expectWhole()
  })

  test.each(after)('it is the restored one when all is killed at $name', async (one) => {
    const restored = await backUpAndGoOn()
    const ended = once(armed.product.process, 'exit')
    armed.arm(one)
    const answer = restoreBackup(armed.product).catch(() => {})
    await armed.acted(one)
    armed.product.process.kill('SIGKILL')
    await ended
    await answer
    await armed.start()
    expect(await namesNow()).toEqual(restored)
    await expectWhole()
  })
})
