import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Writers } from '../history/writers.ts'
import { ArmedProduct, type Fault, type ProcessName } from './armed-product.ts'
import { ask, auditedChange, changeSetting } from './provoke.ts'

/** What the disk says, at which step, and nobody may die of it. */
const fault = (process: ProcessName, name: Fault['name'], code: string): Fault => ({
  process,
  name,
  action: `throw(${code})`,
})
const audit = fault('supervisor', 'audit.record.writing', 'ENOSPC')
const refusedFile = fault('supervisor', 'configuration.file.writing', 'ENOSPC')
const lostName = fault('supervisor', 'configuration.file.renamed', 'EIO')
const suffered = [
  fault('supervisor', 'state.file.writing', 'ENOSPC'),
  fault('supervisor', 'state.file.renamed', 'EIO'),
  fault('supervisor', 'log.line.writing', 'ENOSPC'),
  fault('supervisor', 'log.rotation.started', 'EIO'),
  fault('supervisor', 'log.rotation.renamed', 'EIO'),
  fault('prompt-web', 'audit.head.writing', 'EIO'),
  fault('prompt-web', 'store.transaction.begun', '13'),
  fault('prompt-web', 'store.transaction.written', '778'),
]

const armed = new ArmedProduct([audit, refusedFile, lostName, ...suffered])
const writers = new Writers({ webUrl: '' })
let pids: readonly number[]

const pidsNow = () => armed.product.instance.services.map(({ pid }) => pid)

beforeAll(async () => {
  await armed.start()
  writers.start(2)
  writers.goOn(armed.product.instance.web.url)
  await writers.progress(1)
  pids = pidsNow()
})

afterAll(async () => {
  await writers.stop()
  await armed.stop()
})

const settingsNow = async () => {
  const answer = await ask(armed.product, 'GET', '/api/v1/config')
  const { settings, fault } = (await answer.json()) as { settings: object; fault: string | null }
  return { settings: JSON.stringify(settings), fault }
}
const fileNow = () => readFileSync(armed.configurationFile, 'utf8')

test('what cannot be written down in the audit trail is not done', async () => {
  armed.arm(audit)
  const answer = await auditedChange(armed.product)
  expect(answer).toMatchObject({ status: 503 })
  expect((await auditedChange(armed.product)) as Response).toMatchObject({ status: 200 })
})

describe('a change of the configuration is there as a whole or not at all', () => {
  test('when the file cannot be written', async () => {
    const before = { file: fileNow(), ...(await settingsNow()) }
    armed.arm(refusedFile)
    const answer = (await changeSetting(armed.product)) as Response
    expect(answer.ok).toBe(false)
    expect({ file: fileNow(), ...(await settingsNow()) }).toEqual(before)
    expect(await changeSetting(armed.product)).toMatchObject({ status: 200 })
  })

  test('when the disk fails after the file has taken its place', async () => {
    armed.arm(lostName)
    await changeSetting(armed.product)
    await armed.acted(lostName)
    const written = /: (\d+s)\n$/.exec(fileNow())?.[1]
    // What stands in the file comes into force, whoever has written it.
    await expect.poll(async () => (await settingsNow()).settings).toContain(`"${written}"`)
    expect(await changeSetting(armed.product)).toMatchObject({ status: 200 })
  })
})

test.each(suffered)('$process goes on when $name fails', async (one) => {
  armed.arm(one)
  await changeSetting(armed.product)
  await writers.progress(20)
  await armed.acted(one)
  await writers.progress(20)
})

test('no process has ended of it', () => {
  expect(armed.product.process.exitCode).toBe(null)
  expect(pidsNow()).toEqual(pids)
  expect(writers.refusals).toEqual([])
})
