import { DatabaseSync } from 'node:sqlite'
import { type AuditHead, type AuditVerdict, parseRecord, verifyChain } from '@promptbin/security'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PromptStore } from '../src/index.ts'
import { makeFolder, openStore } from './sqlite-fixture.ts'

const records = 1_000

let place: Awaited<ReturnType<typeof makeFolder>>
let store: PromptStore
let sql: DatabaseSync

beforeAll(async () => {
  place = await makeFolder()
  store = await openStore({ file: place.file })
  sql = new DatabaseSync(place.file)
})

afterAll(async () => {
  sql.close()
  await store.close()
  await place.discard()
})

describe('a trail of many records', () => {
  let head: AuditHead

  beforeAll(async () => {
    head = await store.auditHead()
    const missing = Array.from({ length: records - head.seq }, (_, index) => index)
    await Promise.all(
      missing.map((index) => store.noteAudit({ action: 'test.act', target: `t${index}` })),
    )
    head = await store.auditHead()
  })

  const lines = () => store.auditLines(0, 2 * records)
  const verdict = async (): Promise<AuditVerdict> => verifyChain(await lines(), head)

  test('is in order, and SQL can neither change, delete, replace nor insert one', async () => {
    expect(await verdict()).toMatchObject({ valid: true, records, head: { seq: records } })
    for (const statement of [
      "UPDATE audit SET record = replace(record, 'prompt-web', 'other') WHERE seq = 5",
      'UPDATE audit SET seq = seq + 1000000',
      'DELETE FROM audit WHERE seq = 5',
      'DELETE FROM audit',
      "INSERT OR REPLACE INTO audit (seq, record) VALUES (5, '{}')",
      "INSERT INTO audit (seq, record) VALUES (0, '{}')",
    ]) {
      expect(() => sql.exec(statement), statement).toThrow(/audit trail/)
    }
    expect(await verdict()).toMatchObject({ valid: true })
  })

  test('whoever takes the triggers away is found at the first record that was touched', async () => {
    const kept = sql.prepare('SELECT seq, record FROM audit ORDER BY seq').all()
    const lineOf = (seq: number) => String(kept[seq - 1]?.['record'])
    const insert = sql.prepare('INSERT INTO audit (seq, record) VALUES (?, ?)')
    const update = sql.prepare('UPDATE audit SET record = ? WHERE seq = ?')
    const tampers: Readonly<Record<string, (seq: number) => void>> = {
      flip: (seq) => {
        const { actor = '' } = parseRecord(lineOf(seq)) ?? {}
        update.run(lineOf(seq).replace(actor, `${actor}x`), seq)
      },
      drop: (seq) => sql.exec(`DELETE FROM audit WHERE seq = ${seq}`),
      swap: (seq) => {
        update.run(lineOf(seq + 1), seq)
        update.run(lineOf(seq), seq + 1)
      },
      insert: (seq) => {
        sql.exec(`UPDATE audit SET seq = -seq - 1 WHERE seq >= ${seq}`)
        sql.exec('UPDATE audit SET seq = -seq WHERE seq < 0')
        insert.run(seq, lineOf(1))
      },
      cut: (seq) => sql.exec(`DELETE FROM audit WHERE seq >= ${seq}`),
    }
    const names = sql.prepare("SELECT name, sql FROM sqlite_schema WHERE name GLOB 'audit_is_*'")
    const triggers = names.all()
    for (const { name } of triggers) sql.exec(`DROP TRIGGER ${name}`)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(tampers)),
        fc.integer({ min: 2, max: records - 1 }),
        async (tamper, seq) => {
          sql.exec('BEGIN')
          tampers[tamper]?.(seq)
          sql.exec('COMMIT')
          const { fault } = await verdict()
          sql.exec('BEGIN; DELETE FROM audit')
          for (const row of kept) insert.run(row['seq'] ?? null, row['record'] ?? null)
          sql.exec('COMMIT')
          expect(fault?.seq, tamper).toBe(seq)
        },
      ),
      { numRuns: 25, endOnFailure: true },
    )
    sql.exec('DELETE FROM audit WHERE seq > 990')
    for (const trigger of triggers) sql.exec(String(trigger['sql']))
    // An end that was cut leaves a gap for ever, also where nobody noted the end elsewhere.
    await store.noteAudit({ action: 'test.act', target: 'after the cut' })
    expect(verifyChain(await lines()).fault).toMatchObject({ seq: 991, kind: 'missing' })
  })
})
