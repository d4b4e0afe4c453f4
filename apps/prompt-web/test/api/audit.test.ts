import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { send, startTestApp } from '../test-app.ts'

const path = '/api/v1/audit'

test('what is done over the API is in the audit trail, with who asked', async () => {
  const { app } = await startTestApp()
  const body = { name: 'laptop', scopes: ['prompts:read'] }
  const made = await send(app, 'POST', '/api/v1/tokens', { body })
  await send(app, 'DELETE', '/api/v1/tokens/laptop')
  const { items, nextBefore } = (await send(app, 'GET', `${path}?limit=1`)).json()
  expect(items).toMatchObject([{ seq: 2, action: 'token.revoke', target: 'laptop' }])
  const [first] = (await send(app, 'GET', `${path}?before=${nextBefore}`)).json().items
  expect(first).toMatchObject({
    seq: 1,
    action: 'token.create',
    actor: 'local',
    kind: 'local',
    face: 'rest',
    address: '127.0.0.1',
    requestId: made.headers['x-request-id'],
  })
  expect(JSON.stringify(first)).not.toContain(made.json().token)
  expect((await send(app, 'GET', `${path}?action=token.create`)).json().items).toHaveLength(1)
  expect((await send(app, 'GET', `${path}?until=2000-01-01T00:00:00Z`)).json().items).toEqual([])
  expect((await send(app, 'GET', `${path}?limit=0`)).statusCode).toBe(422)
})

test('an import and an export are told from their beginning to their end', async () => {
  const { app, store } = await startTestApp()
  await send(app, 'GET', '/api/v1/export')
  const text = '{"title":"One","content":"Say one."}\n'
  await app.inject({
    method: 'POST',
    url: '/api/v1/import',
    headers: { 'content-type': 'application/jsonl' },
    payload: text,
  })
  const { items } = await store.audit({ limit: 10 })
  expect(items.toReversed().map(({ action, outcome }) => [action, outcome])).toEqual([
    ['library.export', 'done'],
    ['library.import', 'intended'],
    ['library.import', 'done'],
  ])
})

test('the whole trail is verified, and what was altered in the file is named', async () => {
  const { app, store, dataDir } = await startTestApp()
  for (let act = 0; act < 250; act++)
    await store.noteAudit({ action: 'test.act', target: `${act}` })
  const good = (await send(app, 'GET', `${path}/verification`)).json()
  expect(good).toMatchObject({ valid: true, records: 250, head: { seq: 250 }, fault: null })
  const chain = (await send(app, 'GET', `${path}/chain?after=248`)).json()
  expect(chain.items.map((line: string) => JSON.parse(line).seq)).toEqual([249, 250])

  const sql = new DatabaseSync(join(dataDir, 'promptbin.db'))
  sql.exec('DROP TRIGGER audit_is_kept; DELETE FROM audit WHERE seq = 180')
  sql.close()
  const bad = (await send(app, 'GET', `${path}/verification`)).json()
  expect(bad).toMatchObject({ valid: false, records: 179, fault: { seq: 180, kind: 'missing' } })
})
