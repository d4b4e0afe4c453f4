import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

async function seriesOf(metrics: { render(): Promise<string> }): Promise<string[]> {
  const text = await metrics.render()
  return text
    .split('\n')
    .filter((line) => line.startsWith('promptbin_http_request_duration_seconds_count'))
}

test('a request is observed under its pattern and the class of its status', async () => {
  const { app, metrics } = await createTestApp()
  app.get('/prompts/:name', async () => 'text')
  await app.inject('/prompts/one')
  await app.inject('/prompts/two')
  expect(await seriesOf(metrics)).toEqual([
    'promptbin_http_request_duration_seconds_count{method="GET",route="/prompts/:name",status_class="2xx"} 2',
  ])
})

test('a thousand unknown paths and strange methods make one series each', async () => {
  const { app, metrics } = await createTestApp()
  for (let index = 0; index < 1000; index += 1) await app.inject(`/path-${index}`)
  await app.inject({ method: 'PROPFIND' as 'GET', url: '/' })
  expect(await seriesOf(metrics)).toEqual([
    'promptbin_http_request_duration_seconds_count{method="GET",route="__unmatched__",status_class="4xx"} 1000',
    'promptbin_http_request_duration_seconds_count{method="_OTHER",route="__unmatched__",status_class="4xx"} 1',
  ])
})

test('a stream that stays open says nothing about speed', async () => {
  const { app, metrics } = await createTestApp()
  app.get('/stream', async (request) => {
    request.longLived = true
    return 'as if it had been open for hours'
  })
  await app.inject('/stream')
  expect(await seriesOf(metrics)).toEqual([])
  expect(app.traffic).toMatchObject({ requestsHandled: 1, averageResponseMs: 0 })
})
