import { start } from './start.ts'

await start((app) => {
  app.get('/', (request) => {
    request.log.info({ event: 'test.arrived' })
    return new Promise(() => {})
  })
})
