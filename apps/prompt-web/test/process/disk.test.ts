import { expect, test } from 'vitest'
import { temporaryFolder } from '../test-app.ts'
import { fetchPatiently, startService } from './service-process.ts'

test('without a supervisor the disk is looked at before the first request', async () => {
  const { url } = await startService({
    PROMPTBIN_DATA_DIR: temporaryFolder(),
    PROMPTBIN_MONITORING_DISK_CRITICAL: '100%',
  })
  const saving = await fetchPatiently(`${url}/api/v1/prompts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Linux Terminal', content: 'Act as a terminal.' }),
  })
  expect(saving.status).toBe(507)
  expect(await saving.json()).toMatchObject({ code: 'PB_DISK_NEARLY_FULL' })
  expect((await fetchPatiently(`${url}/api/v1/prompts`)).status).toBe(200)
})
