import { rm } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { backupsFolderOf, openSecondPlace, readIdentity } from '@promptbin/backup'
import {
  exchangeLibrary,
  exportPrepared,
  findBackup,
  newIncoming,
  prepareLibrary,
  readPrompt,
  removeUnfinished,
  restoreIntoDatabase,
  runDrill,
  type WantedBackup,
} from '@promptbin/backup/restore'
import { writeExport } from '@promptbin/prompt-formats'
import type {
  FoundPrompt,
  Prepared,
  PrepareTask,
  ReadPromptTask,
  RestoreIntoTask,
  RestoreOutcomes,
  RestoreTask,
} from './restore-task.ts'

/** Does what is asked. Rejects with what libs/backup rejects it with. */
export async function performRestoreTask(
  task: RestoreTask,
): Promise<RestoreOutcomes[keyof RestoreOutcomes]> {
  switch (task.job) {
    case 'prepare':
      return prepare(task)
    case 'read-prompt':
      return read(task)
    case 'exchange':
      return exchangeLibrary({ ...task, now: Date.now() })
    case 'restore-into':
      return restoreInto(task)
    case 'drill':
      return runDrill({ ...task, identity: await identityOf(task), now: Date.now() })
  }
}

async function prepare(task: PrepareTask): Promise<Prepared> {
  await removeUnfinished(task.data)
  const { folder, id } = await find(task)
  const target = newIncoming(task.data, id)
  const manifest = await prepareLibrary({ folder, id, target, identity: await identityOf(task) })
  if (task.isExported) await exportPrepared(target, new Date(manifest.createdAt))
  if (task.isTrial) await rm(target, { recursive: true, force: true })
  const { createdAt, rows } = manifest
  return { id, createdAt, prompts: rows['prompt'] ?? 0, target }
}

async function read(task: ReadPromptTask): Promise<FoundPrompt> {
  const { folder, id, createdAt } = await find(task)
  const target = newIncoming(task.data, id)
  const identity = await identityOf(task)
  const record = await readPrompt({ folder, id, target, identity, name: task.name })
  const { content } = writeExport('jsonl', each(record), { exportedAt: new Date(createdAt) })
  return { backup: id, createdAt, record, exported: await text(content) }
}

async function restoreInto(task: RestoreIntoTask): Promise<RestoreOutcomes['restore-into']> {
  const { folder, id } = await find(task, { isWhole: true })
  const identity = await identityOf(task)
  return { id, ...(await restoreIntoDatabase({ ...task, folder, id, identity })) }
}

async function* each<Item>(...items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

async function find(
  task: PrepareTask | ReadPromptTask | RestoreIntoTask,
  kind: Pick<WantedBackup, 'isWhole'> = {},
) {
  const { data, secondPlace: settings, fromSecondPlace, id, atMs } = task
  const folder = backupsFolderOf(data)
  const secondPlace = settings && (await openSecondPlace(settings))
  const found = await findBackup({ folder, secondPlace, fromSecondPlace }, { id, atMs, ...kind })
  const createdAt = found.manifest?.createdAt ?? new Date(found.atMs).toISOString()
  return { folder, id: found.id, createdAt }
}

const identityOf = async ({ identityFile }: { readonly identityFile?: string | undefined }) =>
  identityFile === undefined ? undefined : readIdentity(identityFile)
