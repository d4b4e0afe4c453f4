import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { reportHandlers } from '../../src/operations/observing/reports.ts'
import { fileNameOf, reportIdOf } from '../../src/report/keeping/report-item.ts'
import { reportRoutes } from '../../src/report/keeping/report-routes.ts'
import { Reports, reportsKept } from '../../src/report/keeping/reports.ts'
import { makeReport } from '../../src/report/program/make-report.ts'
import { operationApp } from '../operation-app.ts'
import { logLine, stoppedInstance } from './stopped-instance.ts'

test('reports are made once for all who ask, kept for their owner, listed, downloaded, and few', async () => {
  const folder = stoppedInstance({ 'logs/promptbin.log': logLine(1) })
  const kept = join(folder.stateFolder, 'reports')
  mkdirSync(kept)
  for (let day = 1; day <= reportsKept; day++) {
    const id = reportIdOf({ createdAt: `2026-01-0${day}T00:00:00.000Z` }, 'abcd')
    writeFileSync(join(kept, fileNameOf(id)), 'older')
  }
  for (const name of ['20260101T000000Z-0000.part', 'notes.txt'])
    writeFileSync(join(kept, name), '')
  const reports = new Reports(folder)
  const app = fastify()
  await app.register(reportRoutes, { reports })
  await operationApp(reportHandlers({ reports }), app)

  const create = () => app.inject({ method: 'POST', url: '/api/v1/reports' })
  const [one, other] = await Promise.all([create(), create()])
  expect([one.statusCode, other.json()]).toEqual([201, one.json()])
  const { id, url, file, bytes, createdAt } = one.json()
  expect(one.json().parts).toContainEqual(expect.objectContaining({ name: 'log', origin: 'read' }))
  expect(statSync(file)).toMatchObject({ size: bytes, mode: 0o100600 })

  const { items } = (await app.inject('/api/v1/reports')).json()
  expect(items).toHaveLength(reportsKept)
  expect(items[0]).toEqual({ id, bytes, url, createdAt })
  // What the one before could not finish is gone, what is none of ours stays.
  expect(readdirSync(kept)).toHaveLength(reportsKept + 1)

  const answer = await app.inject(url)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'content-length': String(bytes),
    'content-disposition': `attachment; filename="promptbin-report-${id}.zip"`,
    'cache-control': 'no-store',
  })
  expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK')
  const unknown = await app.inject('/api/v1/reports/..%2F..%2Fsupervision.json')
  expect(unknown.json()).toMatchObject({ code: 'PB_REPORT_NOT_FOUND' })
  await app.close()
})

test('a report that cannot be made is told of as such', async () => {
  const folder = stoppedInstance()
  const file = join(folder.path, 'not-there', 'report.part')
  const making = makeReport({ dataFolder: folder.path, file })
  await expect(making).rejects.toMatchObject({ code: 'PB_REPORT_FAILED', status: 500 })
})
