import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { faultsOf, notesOf, promptsOf, readAll, zipOf } from './read-all.ts'

const id = '20250102_030405_0123abcd'
const now = new Date('2026-11-22T12:00:00Z')

const former = () => JSON.stringify({ id, title: 'Shared', content: 'x' })

/** The shares as 0.5 kept them; times in seconds since 1970. */
function shares(entries: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(entries, null, 2)
}

async function readLibrary(files: Readonly<Record<string, string>>) {
  return readAll(await zipOf(files), { now })
}

test('live shares are kept by the hash of their tokens, the others are told', async () => {
  const items = await readLibrary({
    [`coding/${id}.json`]: former(),
    'shares.json': shares({
      'live-token': {
        prompt_id: id,
        created_at: 1_735_700_000.5,
        expires_at: null,
        access_count: 3,
      },
      'later-token': {
        prompt_id: id,
        created_at: 1_735_700_000,
        expires_at: 1_900_000_000,
        access_count: 0,
      },
      'old-token': {
        prompt_id: id,
        created_at: 1_735_700_000,
        expires_at: 1_735_800_000,
        access_count: 9,
      },
      'lost-token': {
        prompt_id: 'gone',
        created_at: 1_735_700_000,
        expires_at: null,
        access_count: 0,
      },
      'bad-token': { prompt_id: id, created_at: 'now' },
      'worse-token': null,
    }),
  })
  expect(promptsOf(items)[0]?.prompt.shares).toEqual([
    {
      tokenHash: createHash('sha256').update('live-token').digest('hex'),
      createdAt: '2025-01-01T02:53:20.500Z',
      expiresAt: null,
      views: 3,
    },
    expect.objectContaining({ expiresAt: '2030-03-17T17:46:40.000Z' }),
  ])
  expect(notesOf(items)).toEqual([
    'Shared links that have expired are left out: 1.',
    'Shared links to prompts that are gone are left out: 1.',
  ])
  expect(faultsOf(items)).toMatchObject([{ at: 'shares.json', code: 'PB_IMPORT_SHARES_INVALID' }])
  expect(JSON.stringify(items)).not.toContain('token"')
})

test.each(['{"a": ', '[]', 'null', ''])(
  'prompts are read although shares.json is %j',
  async (text) => {
    const items = await readLibrary({ 'shares.json': text, [`coding/${id}.json`]: former() })
    expect(faultsOf(items)).toMatchObject([{ at: 'shares.json', code: 'PB_IMPORT_SHARES_INVALID' }])
    expect(promptsOf(items)).toHaveLength(1)
  },
)
