import { existsSync } from 'node:fs'
import { open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PromptBinError } from '@promptbin/errors'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBackup } from '../src/index.ts'
import { type RecoverOptions, type Recovery, recoverLibrary } from '../src/salvage/salvage.ts'
import { addPrompt, makeEmptyFolder, withStore } from './real-library.ts'

const now = Date.parse('2026-11-23T14:00:00Z')

let data: string
beforeEach(() => {
  data = makeEmptyFolder()
})
afterEach(() => rm(data, { recursive: true, force: true }))

const library = () => join(data, 'promptbin.db')

const recover = (options: Partial<RecoverOptions> = {}): Promise<Recovery> =>
  recoverLibrary({ data, isTrial: false, auditHead: null, now, ...options })

const codeOf = (recovery: Promise<unknown>) =>
  recovery.then(
    () => undefined,
    (error: PromptBinError) => error.code,
  )

/** Writes nonsense over the beginning, behind which nothing can be opened any more. */
async function breakBeginning(): Promise<void> {
  const file = await open(library(), 'r+')
  await file.write(Buffer.alloc(4_096, 0xa5), 0, 4_096, 0)
  await file.close()
}

async function makeLibrary(): Promise<void> {
  await withStore(data, async (store) => {
    await addPrompt(store, 'before', 3)
  })
  await createBackup({ data, reason: 'asked' })
  await withStore(data, async (store) => {
    await addPrompt(store, 'after')
  })
}

test('a damaged library is made anew, also what came after the backup, and the damaged one is kept', async () => {
  await makeLibrary()
  await breakBeginning()
  const damaged = await readFile(library())
  const recovery = await recover({ auditHead: { seq: 9, hash: 'x' } })
  expect(recovery).toMatchObject({
    at: '2026-11-23T14:00:00.000Z',
    before: { status: 'damaged' },
    backup: expect.stringMatching(/^\d{8}T\d{6}Z-/),
    saved: { isReadable: true, prompts: { kept: 2, fromBackup: 0, lost: [] } },
    auditRecordsLost: 9,
    replaced: join(data, 'replaced', '20261123T140000000Z'),
  })
  const replaced = String(recovery.replaced)
  expect(await readFile(join(replaced, 'promptbin.db'))).toEqual(damaged)
  expect(JSON.parse(await readFile(join(replaced, 'recovery.json'), 'utf8'))).toEqual(recovery)
  const head = JSON.parse(await readFile(join(data, 'state', 'library-audit-head.json'), 'utf8'))
  await withStore(data, async (store) => {
    expect(await store.auditHead()).toEqual(head.value)
    expect((await store.audit({ limit: 1 })).items[0]?.action).toBe('library.recover')
    expect((await store.compose('after', {})).prompt.name).toBe('after')
    expect(await store.versions('before')).toHaveLength(3)
  })
  expect(await readdir(join(data, 'incoming'))).toEqual([])
})

test('a trial tells what would be saved, and changes nothing', async () => {
  await makeLibrary()
  await breakBeginning()
  const damaged = await readFile(library())
  const recovery = await recover({ isTrial: true })
  expect(recovery).toMatchObject({ isTrial: true, replaced: null, saved: { prompts: { kept: 2 } } })
  expect(await readFile(library())).toEqual(damaged)
  expect(existsSync(join(data, 'replaced'))).toBe(false)
  expect(await readdir(join(data, 'incoming'))).toEqual([])
})

test('a library that is sound is not recovered, nor one that somebody has open', async () => {
  await makeLibrary()
  expect(await codeOf(recover())).toBe('PB_RECOVER_NOT_NEEDED')
  await withStore(data, async () => {
    expect(await codeOf(recover())).toBe('PB_RESTORE_IN_USE')
  })
})

test('without a good backup nothing is put in the place of what cannot be read', async () => {
  await makeLibrary()
  await breakBeginning()
  const [id = ''] = await readdir(join(data, 'backups'))
  await rm(join(data, 'backups', id, 'promptbin.db'))
  const damaged = await readFile(library())
  expect(await codeOf(recover())).toBe('PB_RECOVER_NOTHING')
  expect(await readFile(library())).toEqual(damaged)
  await rm(library())
  expect(await codeOf(recover())).toBe('PB_BACKUP_NO_LIBRARY')
})
