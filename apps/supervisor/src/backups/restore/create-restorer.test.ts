import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MadeBackup } from '@promptbin/backup'
import { loadConfig } from '@promptbin/config'
import { internalAsker } from '@promptbin/security'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { taskFailed } from '../errors.ts'
import type { runTask } from '../task/run-task.ts'
import { createRestorer } from './create-restorer.ts'

const asker = internalAsker('test')
const nowhere = { webUrl: '', headers: {} }

let data: string
let done: string[]

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'promptbin-restorer-'))
  done = []
  writeFileSync(join(data, 'promptbin.db'), 'old')
  mkdirSync(join(data, 'incoming', 'new'), { recursive: true })
  writeFileSync(join(data, 'incoming', 'new', 'promptbin.db'), 'new')
})

afterEach(() => rmSync(data, { recursive: true }))

/** A restorer whose processes do nothing but tell; that of the exchange does what the test says. */
function restorerWith(exchange: () => unknown) {
  const run = async ({ job }: { readonly job: string }) => {
    done.push(job)
    if (job === 'exchange') return exchange()
    return { id: 'b-1', createdAt: '', prompts: 1, target: join(data, 'incoming', 'new') }
  }
  return createRestorer({
    config: { current: loadConfig({ environment: {}, arguments: { dataDir: data } }) },
    backups: {
      alone: (work) => work(new AbortController().signal),
      create: async (reason) => {
        done.push(`backup for ${reason}`)
        return { manifest: { id: 'b-2' } } as MadeBackup
      },
    },
    isRunning: true,
    whilePaused: (steps) => steps.exchange(),
    run: run as unknown as typeof runTask,
  })
}

const library = () => readFileSync(join(data, 'promptbin.db'), 'utf8')

test('what is restored is chosen before there is a backup of now', async () => {
  const kept = { replaced: null, auditRecords: 3, keepsAccess: true }
  const outcome = await restorerWith(() => kept).restore({ isTrial: false }, asker, nowhere)
  expect(done).toEqual(['prepare', 'backup for restore', 'exchange'])
  expect(outcome).toMatchObject({ id: 'b-1', safetyBackup: 'b-2', exchanged: kept })
})

test('a trial changes nothing and makes no backup', async () => {
  const outcome = await restorerWith(() => undefined).restore({ isTrial: true }, asker, nowhere)
  expect(done).toEqual(['prepare'])
  expect(outcome).toMatchObject({ exchanged: null, safetyBackup: null })
})

test('an exchange whose process is killed before it is decided has not happened', async () => {
  const restorer = restorerWith(() => {
    throw taskFailed('SIGKILL')
  })
  await expect(restorer.restore({ isTrial: false }, asker, nowhere)).rejects.toMatchObject({
    code: 'PB_BACKUP_TASK_FAILED',
  })
  expect(library()).toBe('old')
})

test('one whose process is killed afterwards is carried out', async () => {
  const restorer = restorerWith(() => {
    const journal = { version: 1, incoming: 'incoming/new', replaced: 'replaced/then' }
    writeFileSync(join(data, 'library-swap.json'), JSON.stringify(journal))
    throw taskFailed('SIGKILL')
  })
  const { exchanged } = await restorer.restore({ isTrial: false }, asker, nowhere)
  expect(exchanged?.replaced).toBe(join(data, 'replaced', 'then'))
  expect(library()).toBe('new')
  expect(readFileSync(join(data, 'replaced', 'then', 'promptbin.db'), 'utf8')).toBe('old')
})
