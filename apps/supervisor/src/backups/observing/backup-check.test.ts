import { expect, test } from 'vitest'
import type { BackupState, LastBackup } from '../backup-state.ts'
import { createBackupCheck } from './backup-check.ts'

const hourMs = 3_600_000
const since = '2026-11-23T12:00:00.000Z'
const start = Date.parse(since)

const last: LastBackup = {
  id: '20261123T120000Z-a1b2',
  at: since,
  reason: 'scheduled',
  bytes: 1,
  durationMs: 1,
  secondPlaceFault: null,
}

const look = (state: Partial<BackupState>, hours: number, intervalMs = 6 * hourMs) =>
  createBackupCheck(
    { state: { since, last: null, failed: null, ...state }, intervalMs },
    () => start + hours * hourMs,
  ).run(new AbortController().signal)

test.each<[string, Partial<BackupState>, number, number, unknown]>([
  ['there is a young one', { last }, 1, 6, { observedValue: 3_600, observedUnit: 's' }],
  ['one is due', { last }, 7, 6, { observedValue: 25_200 }],
  ['none was due yet', {}, 7, 6, { observedValue: 'none yet' }],
  ['none are made by themselves', { last }, 1_000, 0, { observedValue: 3_600_000 }],
  ['the clock was set back', { last }, -3, 6, { observedValue: 0 }],
])('all is well when %s', async (_when, state, hours, interval, seen) => {
  const result = await look(state, hours, interval * hourMs)
  expect(result).toMatchObject(seen as object)
  expect(result.status).toBeUndefined()
})

test.each<[string, Partial<BackupState>, number, string]>([
  ['two are missing', { last }, 12, 'There was no backup for 12 h.'],
  ['there never was one', {}, 13, 'There was no backup for 13 h.'],
  [
    'the last one failed',
    { last, failed: { at: since, code: 'PB_BACKUP_NO_ROOM', message: 'It needs room.' } },
    1,
    'It needs room.',
  ],
  [
    'it is not in the second place',
    { last: { ...last, secondPlaceFault: 'The disk is away.' } },
    1,
    'The last backup is only in the data folder. The disk is away.',
  ],
])('somebody should look when %s', async (_when, state, hours, output) => {
  expect(await look(state, hours)).toMatchObject({
    status: 'warn',
    output: expect.stringContaining(output),
  })
})
